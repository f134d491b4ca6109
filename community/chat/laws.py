"""Laws about the chat, counted by `manage.py check_invariants`."""

from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.db.models.functions import Coalesce

from accounts import due, invariants
from community.chat.models import Message, Participation, Room
from community.groups.models import Membership
from community.writing.revisions import Revision

due.register("notice of what came unseen in a chat", Participation.objects.lapsed)


@invariants.register(
    "K1", "the messages of a room are numbered without a gap, in the order in which they came"
)
def gaps_between_messages() -> int:
    counted = Room.objects.annotate(there=Count("messages"), highest=Coalesce(Max("messages__number"), 0))
    wrong = counted.exclude(there=F("message_count"), highest=F("message_count")).count()
    earlier = Message.objects.filter(
        room=OuterRef("room"), number__lt=OuterRef("number"), pk__gt=OuterRef("pk")
    )
    return wrong + Message.objects.filter(Exists(earlier)).count()


@invariants.register("K2", "no message and no read mark is ahead of its room")
def ahead_of_the_room() -> int:
    messages = Message.objects.filter(serial__gt=F("room__serial")).count()
    marks = Q(read_serial__gt=F("room__serial")) | Q(read_number__gt=F("room__message_count"))
    return messages + Participation.objects.filter(marks).count()


@invariants.register("K3", "in a group's room take part those who belong to the group, and nobody else")
def strangers_and_absentees() -> int:
    belongs = Q(membership__isnull=False, membership__group=F("room__group"), membership__member=F("member"))
    seats = Participation.objects.filter(room__group__isnull=False)
    strangers = seats.exclude(belongs, left_at__isnull=True).count()
    seated = Participation.objects.filter(membership=OuterRef("pk"))
    rooms = Room.objects.filter(group=OuterRef("group"))
    absentees = Membership.objects.filter(Exists(rooms)).exclude(Exists(seated)).count()
    outside = Participation.objects.filter(room__group__isnull=True, membership__isnull=False).count()
    return strangers + absentees + outside


@invariants.register("K4", "a room of two holds those two")
def rooms_of_two_with_others() -> int:
    return (
        Room.objects.filter(kind=Room.Kind.DIRECT)
        .annotate(people=Count("participations"))
        .exclude(people=2)
        .count()
    )


@invariants.register("C1", "messages that were taken back are blank")
def taken_back_and_still_readable() -> int:
    gone = Message.objects.filter(deleted_at__isnull=False)
    blank = (
        gone.exclude(body="", body_html="").count() + gone.filter(pictures__isnull=False).distinct().count()
    )
    return blank + Revision.objects.filter(message__deleted_at__isnull=False).count()


@invariants.register("C4", "an answer in a room stands in the room of what it answers")
def answers_across_rooms() -> int:
    return Message.objects.filter(reply_to__isnull=False).exclude(reply_to__room=F("room")).count()
