"""What communities of a sector begin with: groups with their purpose, doors and rules. All of it can be changed later.

    presets.start("gym", by=gema)     # in whatever language is active

What a sector needs above groups (categories of requests) hears the signal `preset_started`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.groups.models import Group
from community.groups.signals import preset_started
from community.transactions import all_or_nothing


@dataclass(frozen=True)
class PresetGroup:
    key: str
    emoji: str
    name: str | Promise
    purpose: str | Promise
    joining: str = Group.Joining.FREE
    posting: str = Group.Posting.ALL


@dataclass(frozen=True)
class Preset:
    sector: str
    icon: str
    name: str | Promise
    groups: Sequence[PresetGroup]


RULES = _(
    "- We talk about what happens, not about what people are like.\n"
    "- A complaint is no attack: say here what went wrong, and you get an answer with a date.\n"
    "- No telephone numbers, addresses or data of other people.\n"
    "- No advertising."
)
NEWS = PresetGroup(
    "news",
    "📣",
    _("Announcements"),
    _("What everybody should know, from the team."),
    posting=Group.Posting.MODERATORS,
)
PRESETS = (
    Preset("club", "trophy", _("Football or sports club"), (
        NEWS,
        PresetGroup("teams", "⚽", _("Teams by age"), _("Families and coaches: training, kit and journeys."),
                    joining=Group.Joining.REQUEST),
        PresetGroup("matches", "🏆", _("Matches and tournaments"), _("Fixtures, draws and results.")),
        PresetGroup("facilities", "🏟️", _("Facilities"), _("Courts, pitches and changing rooms: what works, what not.")),
        PresetGroup("trips", "🚌", _("Trips"), _("Buses, tickets and journeys together.")),
        PresetGroup("market", "🧦", _("Marketplace"), _("Boots that have grown too small, from member to member.")),
    )),
    Preset("gym", "heart", _("Gym"), (
        NEWS,
        PresetGroup("classes", "🧘", _("Classes"), _("Timetables, changes and who teaches.")),
        PresetGroup("nutrition", "🥗", _("Nutrition"), _("Eating for training, with questions to those who know.")),
        PresetGroup("beginners", "🌱", _("Beginners"), _("First weeks, first questions: none of them is silly.")),
        PresetGroup("challenges", "🔥", _("Challenges"), _("This month's challenge, and how it goes.")),
    )),
    Preset("dining", "kind-story", _("Dining society"), (
        NEWS,
        PresetGroup("menus", "🍲", _("Menus"), _("What is cooked, and who cooks it.")),
        PresetGroup("wine", "🍷", _("Wine"), _("Tastings, bottles and cellars.")),
        PresetGroup("events", "🎉", _("Dinners and events"), _("Dates, seats and who brings whom.")),
        PresetGroup("recipes", "📖", _("Recipes"), _("What came out well, so that others can do it too.")),
    )),
    Preset("phones", "smartphone", _("Chain of phone shops"), (
        NEWS,
        PresetGroup("tips", "💡", _("Tips"), _("Getting more out of what you have.")),
        PresetGroup("repairs", "🔧", _("Repairs"), _("Screens, batteries and how long it takes.")),
        PresetGroup("offers", "🏷️", _("Offers"), _("For those who want to hear of them: join to see them."),
                    posting=Group.Posting.MODERATORS),
        PresetGroup("shops", "📍", _("By shop"), _("Opening hours, news and questions of each shop.")),
    )),
)  # fmt: skip
BY_SECTOR = {preset.sector: preset for preset in PRESETS}


@all_or_nothing
def start(sector: str, *, by, keys: Collection[str] | None = None) -> list[Group]:
    """Founds the groups of the sector, or those named by `keys`, and returns the new ones; what there is already, by
    its name, is left alone, so that it may be called again. Raises KeyError for a sector that is not known."""
    preset = BY_SECTOR[sector]
    wanted = [one for one in preset.groups if keys is None or one.key in keys]
    made = [
        _found(one, by) for one in wanted if not Group.objects.filter(name__iexact=str(one.name)).exists()
    ]
    preset_started.send(sender=Group, sector=sector, by=by)
    return made


def _found(one: PresetGroup, by) -> Group:
    return Group.objects.found(
        by=by, name=str(one.name), emoji=one.emoji, purpose=str(one.purpose), rules=str(RULES), joining=one.joining,
        posting=one.posting,
    )  # fmt: skip
