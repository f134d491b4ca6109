"""What the pages of groups show."""

from django.db.models.functions import Lower

from accounts.roles import may_invite
from community import keyset
from community.groups.forms import AddForm, AskForm, CoverForm, GroupForm
from community.groups.memberships import Membership
from community.groups.models import Group
from community.groups.neighbours import shown_in
from community.groups.presets import PRESETS

PEOPLE = 50  # a page of members
OFFERED = 200  # groups to choose from


def index_of(member) -> dict:
    mine = Membership.objects.filter(member=member, group__archived_at=None).select_related("group")
    others = Group.objects.visible_to(member).living().exclude(pk__in=mine.values("group_id"))
    return {
        "memberships": mine.order_by("-group__is_default", "group__name"),
        "others": others.order_by("-member_count", "name")[:OFFERED],
        "may_found": Group.foundable_by(member),
        "may_preset": member.is_manager,
    }


def presets_of(form) -> dict:
    """Each preset with its groups, and whether there is one of that name already."""
    names = {str(one.name).casefold() for preset in PRESETS for one in preset.groups}
    there = set(
        Group.objects.annotate(folded=Lower("name")).filter(folded__in=names).values_list("folded", flat=True)
    )
    shown = [
        (preset, [(one, str(one.name).casefold() in there) for one in preset.groups]) for preset in PRESETS
    ]
    return {"form": form, "presets": shown}


def page_of(group: Group, member, ask_form: AskForm | None = None) -> dict:
    membership = group.membership_of(member)
    may_ask = membership is None and group.askable_by(member)
    return {
        "group": group,
        "membership": membership,
        "levels": Membership.Level.choices,
        "may_read": group.is_readable_by(member),
        "may_join": membership is None and group.joinable_by(member),
        "may_ask": may_ask,
        "may_manage": group.manageable_by(member),
        "may_own": group.owned_by(member),
        "asked": None if membership else group.join_requests.open().filter(member=member).first(),
        "ask_form": ask_form or (AskForm(group=group) if may_ask else None),
    }


def members_of(group: Group, member, after: str | None) -> dict:
    """A page of the group's people, as far as they are shown to the member: its moderators first, then by name."""
    people = shown_in(group, member)
    mark = people.select_related("member").filter(pk=keyset.number(after)).first() if after else None
    memberships, has_more = keyset.cut(people.others().following(mark).by_name(), PEOPLE)
    return page_of(group, member) | {
        "moderators": [] if mark else people.moderators().by_name(),
        "memberships": memberships,
        "next": f"?after={memberships[-1].pk}" if has_more else "",
    }


def managing_of(
    group: Group,
    member,
    form: GroupForm | None = None,
    add_form: AddForm | None = None,
    cover_form: CoverForm | None = None,
) -> dict:
    return {
        "group": group,
        "cover_form": cover_form or CoverForm(group=group, member=member, auto_id="id_cover_%s"),
        "form": form or GroupForm(instance=group),
        "add_form": add_form or AddForm(),
        "requests": list(group.join_requests.waiting()),
        "asking": group.join_requests.open().count(),
        "waiting": group.posts.waiting().count(),
        "may_invite": may_invite(member),
        "may_archive": group.archivable_by(member),
    }
