"""Groups for the tests: the default one, and one of each kind of door."""

from community.groups.models import Group


def group(name="Dinners", *people, **fields) -> Group:
    """A group, listed and free unless said otherwise, with these people in it."""
    slug = fields.pop("slug", name.lower().replace(" ", "-"))
    made = Group.objects.create(name=name, slug=slug, **fields)
    for member in people:
        made.admit(member)
    return made


def everybody() -> Group:
    """The default group; as in a living house, there is one at most."""
    return Group.objects.default() or group("Everybody", is_default=True)


def closed(name="Board", *people, **fields) -> Group:
    return group(name, *people, joining=Group.Joining.REQUEST, **fields)


def invited(name="Coaches", *people, **fields) -> Group:
    return group(name, *people, joining=Group.Joining.INVITATION, **fields)


def secret(name="Surprise party", *people, **fields) -> Group:
    return group(name, *people, listing=Group.Listing.SECRET, joining=Group.Joining.INVITATION, **fields)
