"""The sign-in package's forms in our words: nothing about how they work is changed here."""

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.translation import gettext_lazy as _

from .forms import Kind

CODE = {"class": "input-width-s code", "autocapitalize": "characters", "spellcheck": "false"}
SIX = {"class": "input-char-8 code", "inputmode": "numeric"}


class Kindly(Kind):
    """Attributes for the inputs, by name of the field."""

    attrs: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, attrs in self.attrs.items():
            self.fields[name].widget.attrs |= attrs


class Code(Kindly, account.ConfirmLoginCodeForm):
    labels = {"code": _("The code from the letter")}
    hints = {"code": _("Capital or small letters don't matter.")}
    attrs = {"code": CODE}


class Password(Kindly, account.LoginForm):
    labels = {"login": _("Your e-mail at work"), "password": _("Password")}
    hints = {"password": ""}
    nouns = {"password": _("your password")}
    autocomplete = {"login": "username"}


class PasswordAgain(Kindly, account.ReauthenticateForm):
    hints = {"password": ""}
    nouns = {"password": _("your password")}


class Forgotten(Kindly, account.ResetPasswordForm):
    labels = {"email": _("Your e-mail at work")}


class NewPassword(Kindly, account.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("The new password once more")}
    hints = {"password1": _("At least 14 characters. A sentence is easy to remember and hard to guess.")}


class SecondCode(Kindly, second.AuthenticateForm):
    labels = {"code": _("Code from your app")}
    hints = {"code": _("Six digits, or one of your recovery codes.")}
    attrs = {"code": {"class": "input-char-11 code"}}


class SecondCodeAgain(Kindly, second.ReauthenticateForm):
    labels, hints, attrs = SecondCode.labels, SecondCode.hints, SecondCode.attrs


class FirstSecondCode(Kindly, ActivateTOTPForm):
    labels = {"code": _("Code from your app")}
    hints = {"code": _("Six digits. A new code comes every half minute.")}
    attrs = {"code": SIX}
