"""How much each of one's groups tells: all of them on one page."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from community.groups.memberships import Membership


class LevelsForm(forms.Form):
    """A choice for each living group of the member, the default one first."""

    def __init__(self, *args, member, **kwargs):
        self.member = member
        super().__init__(*args, **kwargs)
        for one in self.memberships:
            self.fields[f"group-{one.group_id}"] = forms.ChoiceField(
                label=one.group.name,
                choices=Membership.Level.choices,
                initial=one.level,
                widget=forms.Select({"class": "select"}),
            )

    @cached_property
    def memberships(self) -> list[Membership]:
        return list(Membership.objects.heard_by(self.member))

    @property
    def rows(self):
        """Each membership with its field."""
        return [(one, self[f"group-{one.group_id}"]) for one in self.memberships]

    def save(self) -> None:
        chosen = {one.pk: self.cleaned_data[f"group-{one.group_id}"] for one in self.memberships}
        Membership.objects.hear(chosen, by=self.member)


def levels(request):
    form = LevelsForm(request.POST if request.method == "POST" else None, member=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("groups:levels")
    return render(
        request, "community/groups/levels.html", {"form": form}, status=422 if form.is_bound else 200
    )
