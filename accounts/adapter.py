"""allauth in our house: no sign-up without an invitation, mail through the outbox, limits nobody spells away."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.stages import EmailVerificationStage, PhoneVerificationStage
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import going_on
from accounts.brand.models import Brand
from accounts.entrance import codes, letters, limits, networks, vault
from accounts.members import second_factor

# Whoever joined has shown that their address is theirs; telephones are not used for signing in.
LEFT_OUT = tuple(
    f"{stage.__module__}.{stage.__name__}" for stage in (EmailVerificationStage, PhoneVerificationStage)
)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail and this password do not match. Check both."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes, then try again."),
        "too_many_mails": _(
            "We have sent several mails already. Look at your mailbox, or try again in an hour."
        ),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again."),
        "incorrect_code": _("This code is not right. Check the latest one and type it again."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your current password."),
        "duplicate_email": _("This is your address already."),
        "email_taken": _("This address cannot be used here."),
        "invalid_password_reset": _("This link does not work any more."),
        "account_inactive": _("This account is closed at the moment."),
        "same_as_current": _("This is the same as before."),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def send_mail(self, template_prefix, email, context) -> None:
        letters.send(template_prefix, email, context)

    def get_client_ip(self, request) -> str:
        """The client's network address; only as many hops of X-Forwarded-For are believed as proxies are ours."""
        hops = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
        proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
        believed = hops[-proxies] if proxies and len(hops) >= proxies else request.META.get("REMOTE_ADDR", "")
        return networks.clean(believed)

    def _get_login_attempts_cache_key(self, request, **credentials) -> str:
        return limits.canonical(credentials.get("email", ""))

    def get_login_stages(self) -> list[str]:
        return [stage for stage in super().get_login_stages() if stage not in LEFT_OUT]

    def respond_user_inactive(self, request, user):
        """Their password was right: so they may know why the door is shut, until when, and whom to write to."""
        return render(request, "account/account_inactive.html", {"person": user}, status=403)

    def get_login_redirect_url(self, request) -> str:
        owed = second_factor.is_owed(request.session, request.user)
        return reverse("members:second-factor") if owed else resolve_url(settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request) -> str:
        return reverse("members:security")

    def get_reset_password_from_key_url(self, key: str) -> str:
        # The site's own address, whatever host the request claims to be for.
        uid, _dash, token = key.partition("-")
        return settings.BASE_URL + reverse(
            "account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}
        )

    def set_password(self, user, password) -> None:
        user.set_password(password)
        user.save(update_fields=["password"])
        user.end_sessions()

    def is_safe_url(self, url) -> bool:
        return going_on.is_ours(url)

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Whoever has just signed in, by whatever way, has shown that it is they; allauth would ask once more.

        Raises ReauthenticationRequired for whoever has neither a password nor a second factor: allauth would let
        them through, we send them a code.
        """
        request = context.request
        if codes.is_fresh(request):
            return False
        if not super().get_reauthentication_methods(request.user):
            raise ReauthenticationRequired
        return True

    def get_reauthentication_methods(self, user) -> list[dict]:
        """A code by mail for those who have neither a password nor a second factor."""
        methods = super().get_reauthentication_methods(user)
        if not methods and user.is_authenticated and user.email:
            description = _("Use a code sent by mail")
            methods = [{"id": "code", "description": description, "url": reverse("entrance:again")}]
        return methods


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def _get_site_name(self) -> str:
        return Brand.current().name

    def encrypt(self, text: str) -> str:
        return vault.lock(text)

    def decrypt(self, encrypted_text: str) -> str:
        return vault.unlock(encrypted_text)
