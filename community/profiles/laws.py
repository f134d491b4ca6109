"""The law of profiles: an answer answers what was asked."""

from django.db.models import F, Q

from accounts import invariants
from community.profiles.answers import ProfileAnswer
from community.profiles.fields import ProfileField


@invariants.register(
    "E2", "an answer is an option of its own field where there is a choice, and words elsewhere"
)
def answers_to_another_question() -> int:
    choice = Q(field__kind=ProfileField.Kind.CHOICE)
    astray = Q(option__isnull=False) & ~Q(option__field=F("field"))
    other = choice & Q(option=None) | ~choice & Q(option__isnull=False)
    return ProfileAnswer.objects.filter(astray | other).count()
