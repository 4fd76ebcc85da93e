"""Signing in: applicants by e-mailed code, staff by password and second factor."""

from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import RequestLoginCodeForm
from allauth.account.models import EmailAddress
from django.core.validators import MaxLengthValidator
from django.utils.translation import get_language, gettext_lazy

from . import mail
from .forms import Kind
from .models import User
from .roles import Role

LETTERS = {  # what the sign-in package calls its letters, and what we call ours
    "account/email/login_code": "account/login_code",
    "account/email/unknown_account": "account/unknown_account",
    "account/email/password_reset_key": "account/password_reset_key",
}


class Adapter(DefaultAccountAdapter):
    """Our letters and our doors for the sign-in package."""

    def is_open_for_signup(self, request):
        return False  # an applicant's account is made when she asks for her first code

    def send_mail(self, template_prefix, email, context):
        letter = LETTERS[template_prefix]
        user = context.get("user") or User.objects.filter(email=email).first()
        language = user.language if user and user.is_employee else get_language()
        mail.post(letter, email, key=f"{letter}:{uuid4()}", language=language, **pick(context))


def pick(context):
    """What a letter may say: the code or the link, nothing about the person."""
    return {name: context[name] for name in ("code", "password_reset_url") if name in context}


class CodeForm(Kind, RequestLoginCodeForm):
    """One e-mail field for newcomers and for those who return: the answer is the same, so nobody is given away."""

    labels = {"email": gettext_lazy("Your e-mail")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].validators.append(MaxLengthValidator(User._meta.get_field("email").max_length))

    def clean_email(self):
        email = super().clean_email().lower()
        if self._user is None and not User.objects.filter(email=email).exists():
            self._user = newcomer(email)
        elif self._user and self._user.is_employee:
            self._user = None  # staff get a letter that shows them their own door
        return email


def newcomer(email) -> User:
    """An applicant's account without a password. Unused ones are removed by the daily tick."""
    user = User.objects.create_user(email, role=Role.APPLICANT, language=get_language() or "da")
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
    return user
