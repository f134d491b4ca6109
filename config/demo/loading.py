"""Loads the club by the verbs that everybody uses, each at its own time in the past."""

import random
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.brand.models import Brand, Centre
from accounts.mail.models import Mail
from accounts.members.models import Member
from community.comments.models import Comment
from community.digests.models import Digest
from community.groups.models import Group
from community.notifications.deliveries import Delivery
from community.notifications.models import Inbox, Notification
from community.posts.models import Post
from community.praise.models import Praise
from community.reactions.models import Reaction
from community.search.models import SearchWord
from config.demo import (
    acts,
    chats,
    gatherings,
    letters,
    lists,
    moderation,
    order,
    papers,
    pictures,
    privacy,
    profiles,
    talks,
)
from config.demo.complaints import COMPLAINTS
from config.demo.groups import CANNED, CATEGORIES, GROUPS, RULES, TEAMS
from config.demo.people import CAST, ENGLISH, MEMBERS, PASSWORD
from config.demo.stories import PRAISED, SCHEDULED, STORIES, TAGS
from config.first_day.models import SetupStep
from tickets.desk.replies import CannedReply
from tickets.desk.sweeping import remind_all_due
from tickets.sla.models import BusinessCalendar
from tickets.teams.models import Category, GroupTeam, Team

SEED = 1968  # the year the club was founded


def is_loaded() -> bool:
    return Brand.objects.filter(is_demo=True).exists()


@transaction.atomic
def load(as_of=None) -> bool:
    """Loads the demo club into an empty house. Returns False when it is there already; raises ValueError in a house
    that has people of its own. Nothing of its history is sent."""
    if is_loaded():
        return False
    if Member.objects.exists():
        raise ValueError("This house has members already. The demo club needs a house of its own.")
    as_of = as_of or timezone.now()
    chance = random.Random(SEED)
    settle_brand()
    SetupStep.objects.settle()
    people = invite_everybody(as_of, chance)
    groups = found_groups(people)
    form_teams(people, groups)
    BusinessCalendar.objects.default()
    tell_stories(people, groups, as_of, chance)
    for complaint in sorted(COMPLAINTS, key=lambda row: -row[0]):
        acts.live_through(complaint, people, groups, as_of)
    schedule(people, groups, as_of)
    moderation.keep(people, as_of)
    gatherings.between(4.5, 0, people, groups, as_of)
    gatherings.settle(as_of)
    moderation.agree(as_of)
    chats.chat(people, groups, as_of)
    talks.talk(people, groups, as_of)
    letters.arrive(people, as_of)
    lists.bring_in(people, as_of)
    order.keep(people, groups, as_of)
    privacy.keep(people, as_of)
    profiles.introduce(people, as_of)
    remind_all_due(as_of)
    SearchWord.objects.learn()
    Digest.objects.enrol(as_of)
    calm_down(as_of)
    return True


def settle_brand() -> None:
    Brand(
        name="Club Deportivo La Ribera",
        short_name="La Ribera",
        colour="#1F6F54",
        language="es",
        timezone="Europe/Madrid",
        key_prefix="RIB",
        legal_name="Club Deportivo La Ribera",
        tax_id="G00000000",
        address="Paseo de la Ribera, 1\n26006 Logroño",
        contact_email="socios@example.com",
        contact_phone="+34 900 000 000",
        service_hours="Lunes a viernes, de 9:00 a 14:00 y de 16:00 a 20:00",
        service_text="Cuéntanos lo que va mal, y también lo que va bien. Contesta una persona, con nombre y con fecha.",
        adr_text=(
            "Si no estás de acuerdo, puedes acudir a la Oficina Municipal de Información al Consumidor (OMIC) de tu"
            " localidad o a la Junta Arbitral de Consumo de tu comunidad. El club acepta el arbitraje de consumo."
        ),
        adheres_to_arbitration=True,
        welcome=(
            "Hola, y gracias por venir. Aquí nos contamos lo que pasa en el club: lo bueno, lo que falla y lo que se nos"
            " ocurre. Preséntate cuando quieras; siempre hay alguien a la mesa."
        ),
        is_demo=True,
    ).save()
    Centre.objects.create(
        name="La Ribera", slug="la-ribera", timezone="Europe/Madrid", country="ES", subdivision="RI"
    )


def invite_everybody(as_of, chance) -> dict[str, Member]:
    rows = [(*row[:4], row[4], row[5]) for row in CAST]
    for handle, name in MEMBERS:
        language = "en" if handle in ENGLISH else "es"
        rows.append((handle, name, "member", "", language, chance.randint(80, 900)))
    people = {}
    password = make_password(PASSWORD)  # once: it is meant to be slow
    for number, (handle, name, role, title, language, days) in enumerate(rows, 1):
        joined = as_of - timedelta(days=days)
        member = Member(
            email=f"{handle}@example.com", handle=handle, name=name, role=role, title=title, language=language,
            timezone="Europe/Madrid", membership_number=f"R-{number:04d}", created_at=joined, joined_at=joined,
            approved_at=joined,
        )  # fmt: skip
        member.password = password
        member.save()
        people[handle] = member
    return people


def found_groups(people) -> dict[str, Group]:
    groups = {}
    for slug, name, emoji, purpose, listing, joining, keepers, members in GROUPS:
        group = Group.objects.found(
            by=people["gema"], name=name, slug=slug, emoji=emoji, purpose=purpose, rules=RULES, listing=listing,
            joining=joining, is_default=members == "all",
        )  # fmt: skip
        for handle in people if members == "all" else members:
            group.admit(people[handle])
        for handle in keepers:
            group.promote(people[handle], by=people["gema"])
        if not group.is_default:
            group.hand_over(people[keepers[0]], by=people["gema"])
        groups[slug] = group
    return groups


def form_teams(people, groups) -> None:
    Team.objects.all().delete()
    teams = {}
    for name, signature, handles, slugs, is_default in TEAMS:
        team = teams[name] = Team.objects.create(name=name, signature=signature, is_default=is_default)
        team.members.set([people[handle] for handle in handles])
        for slug in slugs:
            GroupTeam.objects.create(group=groups[slug], team=team)
    for name, name_es, team in CATEGORIES:
        Category.objects.create(name=name, name_es=name_es, team=teams[team])
    for name, shortcut, body_en, body_es in CANNED:
        CannedReply.objects.create(name=name, shortcut=shortcut, body_en=body_en, body_es=body_es)


def tell_stories(people, groups, as_of, chance) -> None:
    before = float("inf")
    for days, hour, author, slug, kind, title, body, comments in sorted(STORIES, key=lambda row: -row[0]):
        gatherings.between(before, max(days, 4.5), people, groups, as_of)
        before = days
        said = acts.moment(as_of, days, hour)
        acts.let_in(groups[slug], people[author])
        words = {
            "by": people[author], "group": groups[slug], "title": title, "body": body, "as_of": said,
            "pictures": [part for of in (pictures, papers) for part in of.for_story(people[author], title)],
            "tags": TAGS.get(title, []),
        }  # fmt: skip
        if title in PRAISED:
            employee, team, consent = PRAISED[title]
            whom = {"employee": people.get(employee), "team": team, "consent": consent}
            post = Praise.objects.give(**words, **whom).post
        else:
            post = Post.objects.publish(kind=kind, **words)
        for hours, who, words in comments:
            at = said + timedelta(hours=hours)
            if at < as_of:
                acts.let_in(groups[slug], people[who])
                Comment.objects.say(post=post, by=people[who], body=words, as_of=at)
        react(post, chance)


def schedule(people, groups, as_of) -> None:
    """What is written and waits for its hour."""
    today = timezone.localtime(as_of, Brand.current().zone).replace(minute=0, second=0, microsecond=0)
    for days, hour, author, slug, kind, title, body, tags in SCHEDULED:
        Post.objects.publish(
            by=people[author], group=groups[slug], kind=kind, title=title, body=body, tags=tags,
            as_of=as_of - timedelta(hours=3), due_at=today.replace(hour=hour) + timedelta(days=days),
        )  # fmt: skip


def react(post, chance) -> None:
    """A few who read it and liked it, never its author."""
    readers = list(
        Member.objects.filter(memberships__group=post.group_id).exclude(pk=post.author_id).order_by("pk")
    )
    likers = chance.sample(readers, min(len(readers), chance.randint(1, 12)))
    kinds = ["like", "like", "thanks", "laugh"]
    Reaction.objects.bulk_create(Reaction(post=post, member=who, kind=chance.choice(kinds)) for who in likers)
    post.change(reaction_counts=Reaction.objects.counts(post))


def calm_down(as_of) -> None:
    """History sends nothing: its mails count as delivered long ago, and what is older than a day as read."""
    for mail in Mail.objects.filter(state=Mail.State.QUEUED).only("pk", "created_at"):
        Mail.objects.filter(pk=mail.pk).update(state=Mail.State.SENT, sent_at=mail.created_at, attempts=1)
    # Nobody is owed a push or a mail of what happened before the house opened.
    Delivery.objects.filter(outcome="").end(Delivery.Outcome.READ, as_of)
    old = Notification.objects.filter(created_at__lt=as_of - timedelta(days=2), read_at__isnull=True)
    old.update(read_at=as_of)
    for inbox in Inbox.objects.all():
        inbox.unread = Notification.objects.filter(member_id=inbox.pk, read_at__isnull=True).count()
        inbox.save(update_fields=["unread"])
