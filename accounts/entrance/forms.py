"""allauth's forms with our words, one password field instead of two, and limits for one mailbox however spelled."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

from accounts.entrance import limits
from accounts.members.models import Member

LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "oldpassword": _("Your current password"),
    "password1": _("New password"),
    "code": _("Code"),
    "name": _("Name"),
}
HINTS = {
    "password1": _("At least 8 characters. Several words in a row are easy to remember and hard to guess.")
}
ONE_TIME = {
    "inputmode": "text",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "class": "input input-code",
}


class Worded:
    """Labels and hints of ours; no placeholder says what a label says already."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HINTS.get(name, "")
            field.widget.attrs.pop("placeholder", None)
        if "code" in self.fields:
            self.fields["code"].widget.attrs.update(ONE_TIME)


class Login(Worded, account.LoginForm):
    pass


class ChangePassword(Worded, account.ChangePasswordForm):
    pass


class SetPassword(Worded, account.SetPasswordForm):
    pass


class ResetPasswordKey(Worded, account.ResetPasswordKeyForm):
    pass


class Reauthenticate(Worded, account.ReauthenticateForm):
    pass


class ConfirmCode(Worded, account.ConfirmLoginCodeForm):
    pass


class ConfirmEmail(Worded, account.ConfirmEmailVerificationCodeForm):
    pass


class AddEmail(Worded, account.AddEmailForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail")


class RequestLoginCode(Worded, account.RequestLoginCodeForm):
    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if not limits.allows(context.request, "request_login_code", email):
            raise get_adapter().validation_error("too_many_mails")
        self._user = Member.objects.active().filter(email=email).first()
        return email


class ResetPassword(Worded, account.ResetPasswordForm):
    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if not limits.allows(context.request, "password_letter", email):
            raise get_adapter().validation_error("too_many_mails")
        self.users = list(Member.objects.active().filter(email=email))
        return email


class Authenticate(Worded, mfa.AuthenticateForm):
    pass


class ReauthenticateMFA(Worded, mfa.ReauthenticateForm):
    pass


class ActivateTOTP(Worded, totp.ActivateTOTPForm):
    pass


class DeactivateTOTP(Worded, totp.DeactivateTOTPForm):
    pass


class GenerateRecoveryCodes(Worded, recovery.GenerateRecoveryCodesForm):
    pass


class AddKey(Worded, webauthn.AddWebAuthnForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("So that you recognise it, such as “My phone”.")
        self.fields["passwordless"].label = _("Sign in with this alone")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _(
            "The device asks for your face, finger or PIN, and you need no password."
        )


class EditKey(Worded, webauthn.EditWebAuthnForm):
    pass
