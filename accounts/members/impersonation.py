"""Who calls themselves what: no name that looks like the team's, the house's or, in other letters, another person's.

Two people may bear one name. What may not be is a name that is somebody else's only for the eye (row 46).
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.brand.models import Brand
from accounts.members import looks
from accounts.members.models import Member

# Words of whoever speaks for a house, in the looks that they have; beside them the words that only join others.
OFFICE = frozenset(
    looks.plain(word)
    for word in """
    admin administrator administration administrador administradora administración staff team support help helpdesk
    moderator moderators moderation manager owner official service customer desk soporte ayuda equipo moderador
    moderadora moderación gerente gerencia dirección oficial servicio atención cliente clientes socio socios personal
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
JOINING = frozenset(
    map(looks.plain, ("de", "del", "la", "el", "al", "los", "las", "the", "of", "for", "y", "and"))
)

HOUSE = _("This name sounds like the house speaking. Write the name by which people know you.")
TEAM = _(
    "Somebody of the team has this name. Add your second surname or an initial, so that nobody mixes you up."
)
OTHER = _(
    "This looks like the name of somebody else here, in other letters. Write yours with the usual ones."
)
HANDLE = _("Somebody has this handle, or one that looks the same. Choose another one.")


def require_own_name(name: str, *, of: Member | None = None) -> None:
    """Raises ValidationError when the name would pass for somebody else; `of` is the person who wants it, if known.
    Whoever works here may speak for the house."""
    known = of.pk if of else None
    if (of is None or not of.is_staff) and speaks_for_the_house(name):
        raise ValidationError(HOUSE)
    if looks.plains(name) & {look for other in team(but=known) for look in looks.plains(other)}:
        raise ValidationError(TEAM)
    if Member.objects.joined().exclude(pk=known).exclude(name__iexact=name).looking_like(name).exists():
        raise ValidationError(OTHER)


def require_own_handle(handle: str, *, of: Member | None = None) -> None:
    """Raises ValidationError when another person's handle looks like this one."""
    if Member.objects.exclude(pk=of.pk if of else None).with_handle_like(handle).exists():
        raise ValidationError(HANDLE)


def team(*, but: int | None) -> list[str]:
    """The names of those who answer and keep order here."""
    return list(Member.objects.joined().trusted().exclude(pk=but).values_list("name", flat=True))


def speaks_for_the_house(name: str) -> bool:
    """The brand's own name, alone or beside words of office; or nothing but such words."""
    brand = Brand.current()
    ours = looks.plains(brand.name) | looks.plains(brand.short_name)
    return any(_sounds_official(look.split(), ours) for look in looks.plains(name))


def _sounds_official(words: list[str], ours: set[str]) -> bool:
    others = [word for word in words if word not in OFFICE]
    if " ".join(words) in ours:
        return True
    if len(others) == len(words):
        return False
    bare = _without_joints(others)
    return not bare or bare in {_without_joints(our.split()) for our in ours}


def _without_joints(words: list[str]) -> str:
    return " ".join(word for word in words if word not in JOINING)
