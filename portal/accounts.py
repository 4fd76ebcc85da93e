"""Signing in: applicants by e-mailed code, staff by password and second factor."""

from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import RequestLoginCodeForm
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
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


SAID = {  # in our words, each with what to do next
    "account_inactive": gettext_lazy(
        "This account is closed. Write or call us if you think that is a mistake."
    ),
    "email_password_mismatch": gettext_lazy(
        "The e-mail or the password is not right. Check both and try again."
    ),
    "duplicate_email": gettext_lazy("You log in with this e-mail already."),
    "email_taken": gettext_lazy("This e-mail has an application already. Write or call us, and we help you."),
    "incorrect_code": gettext_lazy("This code is not right. Check it, or ask for a new one."),
    "incorrect_password": gettext_lazy("This password is not right. Try again."),
    "rate_limited": gettext_lazy("You have tried many times. Wait five minutes and try again."),
    "too_many_login_attempts": gettext_lazy("You have tried many times. Wait five minutes and try again."),
}


class Adapter(DefaultAccountAdapter):
    """Our letters, our words and our doors for the sign-in package."""

    error_messages = DefaultAccountAdapter.error_messages | SAID

    def is_open_for_signup(self, request):
        return False  # an applicant's account is made when she asks for her first code

    def send_mail(self, template_prefix, email, context):
        letter = LETTERS[template_prefix]
        user = context.get("user") or User.objects.filter(email=email).first()
        language = user.language if user and user.is_employee else get_language()
        mail.post(letter, email, key=f"{letter}:{uuid4()}", language=language, **pick(context))


class SecondAdapter(DefaultMFAAdapter):
    """Our words for the second factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This code is not right. Wait for the next one in your app and write that."
        ),
    }


def pick(context):
    """What a letter may say: the code or the link, nothing about the person."""
    said = {name: context[name] for name in ("code", "password_reset_url") if name in context}
    if "password_reset_url" in said:  # made from the Host header, which whoever asks can choose
        said["password_reset_url"] = settings.SITE_URL + urlsplit(said["password_reset_url"]).path
    return said


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
