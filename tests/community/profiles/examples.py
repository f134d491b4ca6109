"""What a club asks of its people, and what they say."""

from community.profiles.answers import Given, ProfileAnswer
from community.profiles.choices import ProfileChoice
from community.profiles.fields import ProfileField, ProfileOption

MINOR = "2012-05-01"


def field(label: str, kind: str = "text", *options: str, **more) -> ProfileField:
    made = ProfileField.objects.create(label=label, label_es=f"{label} (es)", kind=kind, **more)
    for position, option in enumerate(options):
        ProfileOption.objects.create(field=made, label=option, label_es=option, position=position)
    return made


def say(by, asked: ProfileField, words: str, circle: str = "house") -> None:
    option = asked.options.filter(label=words).first()
    ProfileAnswer.objects.write([Given(asked, circle, "" if option else words, option)], by=by)


def listed(*people) -> None:
    for one in people:
        ProfileChoice.objects.choose(by=one, is_listed=True)
