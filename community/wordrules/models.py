"""Word rules: what is refused, or first looked at by a moderator, in the whole house or in one group."""

import re
import unicodedata
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.made_once import made_once
from community.groups.models import Group
from community.transactions import all_or_nothing

SEPARATING = r"\W+"  # between the words of a rule
_heard: list[Callable[..., object]] = []


def register_held(hear: Callable[..., object]) -> None:
    """`hear(item, rule)` is told of a comment or message that a rule wants looked at."""
    if hear not in _heard:
        _heard.append(hear)


class WordRuleQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_at__isnull=True)

    def of(self, group):
        return self.filter(Q(group__isnull=True) | Q(group=group))

    def visible_to(self, member):
        """Those of the groups that the member keeps in order; of the whole house for its moderators."""
        mine = Q(group__in=Group.objects.moderated_by(member).values("pk"))
        return self.filter(mine | Q(group__isnull=True) if member.is_moderator else mine)

    def judge(self, text: str, group, *, is_criticism: bool = False) -> "WordRule | None":
        """The rule that wants the text looked at, or None. Raises ValidationError for a text that is refused; a
        complaint never is: whoever lays down a rule would keep it out of sight alone (L-19)."""
        found = [rule for rule in _of.objects(group=group and group.pk) if rule.matches(text)]
        for rule in found:
            if rule.action == WordRule.Action.REFUSE and not is_criticism:
                raise ValidationError(
                    {
                        "body": _("The rules here do not allow “%(words)s”. %(why)s")
                        % {"words": rule.words, "why": rule.why}
                    }
                )
        return found[0] if found else None

    @all_or_nothing
    def lay_down(self, *, by, words: str, action: str, why: str = "", group: Group | None = None):
        """Returns the rule, the one that stands already for the same words. Raises PermissionDenied for whoever does
        not keep order there."""
        if not may_rule(by, group):
            raise PermissionDenied(_("Only who keeps order there makes its rules."))
        if standing := self.standing().filter(words=words, group=group).first():
            return standing
        return self.create(words=words, action=action, why=why, group=group, by=by)


class WordRule(models.Model):
    class Action(models.TextChoices):
        HOLD = "hold", gettext_lazy("A moderator looks at it")
        REFUSE = "refuse", gettext_lazy("It is refused, and its author told why")

    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="word_rules")
    words = models.CharField(gettext_lazy("words"), max_length=80)
    action = models.CharField(max_length=6, choices=Action.choices)
    why = models.CharField(gettext_lazy("why"), max_length=140, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = WordRuleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["group"], name="word_rule", condition=Q(ended_at__isnull=True))]

    def matches(self, text: str) -> bool:
        """Whole words, whatever their case and accents; a star stands for the rest of a word."""
        parts = [pattern_of(bare(part)) for part in self.words.split()]
        pattern = rf"(?<!\w){SEPARATING.join(parts)}(?!\w)"
        return bool(parts) and re.search(pattern, bare(text)) is not None

    def end(self, *, by) -> bool:
        """No longer asked; False when it was ended before."""
        standing = WordRule.objects.standing().filter(pk=self.pk)
        return bool(standing.update(ended_at=timezone.now(), ended_by=by))


@made_once
def _of(group):
    return WordRule.objects.standing().of(group)


def may_rule(member, group: Group | None) -> bool:
    return group.manageable_by(member) if group else member.is_moderator


def held(item, rule: WordRule | None) -> None:
    """Says what a rule came across, to whoever listens."""
    if rule is not None:
        for hear in _heard:
            hear(item, note=rule.words)


def pattern_of(word: str) -> str:
    """A word of a rule. Between two stars the first place that fits is the place, and none other is tried: a rule with
    many of them would otherwise keep us busy for ever with a text made for it."""
    begin, *inner = map(re.escape, word.split("*"))
    if not inner:
        return begin
    *middle, end = inner
    between = "".join(rf"(?>\w*?{piece})" for piece in middle if piece)
    rest = rf"\w*{end}" if end else r"\w*+"
    return begin + between + rest if begin or between or end else r"\w+"


def bare(text: str) -> str:
    """Without case and accents."""
    found = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in found if not unicodedata.combining(sign))
