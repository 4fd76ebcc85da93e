"""Another e-mail address to log in with: it counts once the code sent there has been written back."""

from uuid import uuid4

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm, ConfirmEmailVerificationCodeForm
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import mail
from .sign_in import Code, Kindly

KEPT = "new_address"  # in the session, until it is confirmed or given up


class NewAddressForm(Kindly, AddEmailForm):
    labels = {"email": _("Your new e-mail")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].validators.append(MaxLengthValidator(254))


class NewCodeForm(Kindly, ConfirmEmailVerificationCodeForm):
    """The code, and whether the address is still nobody else's."""

    labels, hints, attrs = Code.labels, Code.hints, Code.attrs


class Change(AbstractCodeVerificationProcess):
    """A change under way: the address, the code sent there, how often another one was tried."""

    def __init__(self, request, state):
        self.request = request
        super().__init__(
            max_attempts=settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT,
            state=state,
            user=request.user,
        )

    @classmethod
    def begin(cls, request, email):
        change = cls(request, cls.initial_state(request.user, email))
        change.state["code"] = get_adapter().generate_login_code()
        change.send()
        change.persist()

    @classmethod
    def under_way(cls, request):
        state = request.session.get(KEPT)
        return cls(request, state).abort_if_invalid() if state else None

    @property
    def email(self) -> str:
        return self.state["email"]

    def persist(self):
        self.request.session[KEPT] = self.state

    def abort(self):
        self.request.session.pop(KEPT, None)

    def send(self):
        letter = "account/login_code"
        reader = {"language": self.user.language, "to": self.user}  # hers, so that it goes when she is erased
        mail.post(letter, self.email, key=f"{letter}:{uuid4()}", code=self.code, **reader)


@transaction.atomic
def move(user, email):
    """Log in with `email` from now on. The old address gets a letter that says so, and not which the new one is."""
    old = user.email
    address, _new = EmailAddress.objects.get_or_create(user=user, email=email)
    address.verified = True
    address.set_as_primary()
    EmailAddress.objects.filter(user=user).exclude(pk=address.pk).delete()
    key = f"account/address_changed:{uuid4()}"
    mail.post("account/address_changed", old, key=key, language=user.language, to=user)
