"""Mail that arrives, and whom it calls: the team and the first members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.first_day import inviting
from config.first_day.forms.asking import Asking
from config.first_day.testing import send_test_mail


class TestMailForm(Asking, forms.Form):
    """Nothing to fill in: it goes to whoever asks, and the page itself says what becomes of it."""

    stays = True
    said = ""

    def __init__(self, *args: Any, by, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)

    def send(self) -> dict[str, Any]:
        mail = send_test_mail(to=self.by)
        return {"mail": mail.pk} if mail else {}


class TeamForm(Asking, forms.Form):
    """A few people at once; empty lines count for nothing."""

    LINES = 3

    def __init__(self, *args: Any, by, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)
        for number in range(1, self.LINES + 1):
            self.fields[f"email-{number}"] = forms.EmailField(
                label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
            )
            self.fields[f"role-{number}"] = forms.ChoiceField(label=_("Role"), choices=inviting.ROLES)

    @property
    def lines(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        return [
            (number, self[f"email-{number}"], self[f"role-{number}"]) for number in range(1, self.LINES + 1)
        ]

    def send(self) -> dict[str, Any]:
        said = self.cleaned_data
        wanted = [
            (said[f"email-{n}"], said[f"role-{n}"]) for n in range(1, self.LINES + 1) if said[f"email-{n}"]
        ]
        self.wanted = [email for email, _role in wanted]
        self.invited = inviting.invite(wanted, by=self.by)
        return {}

    @property
    def said(self) -> str:
        return inviting.told(self.invited, self.wanted)


class InviteForm(Asking, forms.Form):
    """By mail to one person; the link for all is there already."""

    stays = True
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, by, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)

    def send(self) -> dict[str, Any]:
        self.invited = inviting.invite([(self.cleaned_data["email"], inviting.Role.MEMBER)], by=self.by)
        return {}

    @property
    def said(self) -> str:
        return inviting.told(self.invited, [self.cleaned_data["email"]])
