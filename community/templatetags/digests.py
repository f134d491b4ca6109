"""One's own digest among the settings of notifications."""

from django import template

from community.digests.models import OFF, Digest
from community.digests.mornings import Pace
from community.notifications.channels import DIGEST, MAIL
from community.notifications.choices import Choice
from community.notifications.rhythm import zone_of

register = template.Library()


@register.inclusion_tag("community/digests/_settings.html")
def digest_settings(member) -> dict:
    digest, aside = Digest.objects.of(member), Choice.objects.set_aside(member)
    chosen = OFF if DIGEST in aside else digest.pace
    return {
        "paces": [(value, label, value == chosen) for value, label in Pace.choices],
        "is_off": chosen == OFF,
        "is_only": MAIL in aside,
        "next_at": digest.comes_at(member),
        "zone": zone_of(member),
        "email": member.email,
    }
