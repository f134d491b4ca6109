from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityApp(AppConfig):
    name = "community"
    verbose_name = _("Community")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        listen()
        word()
        open_doors()
        show()
        count()
        answer_for_people()


def listen() -> None:
    """What registers itself: laws, and who hears the signals of others."""
    from community.bookmarks import laws as bookmark_laws  # noqa: F401
    from community.chat import laws as chat_laws  # noqa: F401
    from community.chat import receivers as chat_receivers  # noqa: F401
    from community.clarifications import laws as clarification_laws  # noqa: F401
    from community.comments import laws as comment_laws  # noqa: F401
    from community.comments import receivers as comment_receivers  # noqa: F401
    from community.contests import laws as contest_laws  # noqa: F401
    from community.contests import receivers as contest_receivers  # noqa: F401
    from community.digests import laws as digest_laws  # noqa: F401
    from community.events import laws as event_laws  # noqa: F401
    from community.events import receivers as event_receivers  # noqa: F401
    from community.following import laws as follow_laws  # noqa: F401
    from community.following import receivers as follow_receivers  # noqa: F401
    from community.groups import invitable  # noqa: F401
    from community.groups import laws as group_laws  # noqa: F401
    from community.groups import receivers as group_receivers  # noqa: F401
    from community.moderation import laws as moderation_laws  # noqa: F401
    from community.moderation import receivers as moderation_receivers  # noqa: F401
    from community.notifications import laws as notification_laws  # noqa: F401
    from community.notifications import receivers as notification_receivers  # noqa: F401
    from community.onboarding import receivers as onboarding_receivers  # noqa: F401
    from community.polls import laws as poll_laws  # noqa: F401
    from community.polls import receivers as poll_receivers  # noqa: F401
    from community.posts import laws as post_laws  # noqa: F401
    from community.posts import receivers as post_receivers  # noqa: F401
    from community.praise import receivers as praise_receivers  # noqa: F401
    from community.profiles import laws as profile_laws  # noqa: F401
    from community.search import laws as search_laws  # noqa: F401
    from community.tournaments import laws as tournament_laws  # noqa: F401
    from community.tournaments import receivers as tournament_receivers  # noqa: F401


def word() -> None:
    """The kinds of notifications, and the mails that they become."""
    from community.alerts import notices as alert_notices
    from community.bookmarks import notices as bookmark_notices
    from community.chat import letters as chat_letters
    from community.clarifications import notices as clarification_notices
    from community.comments import letters as comment_letters
    from community.contests import notices as contest_notices
    from community.digests import own_sections as digest_sections
    from community.digests import sweeping as digest_sweeping
    from community.events import mailing as event_mailing
    from community.events import notices as event_notices
    from community.notifications import catalogue
    from community.notifications import letters as notification_letters
    from community.polls import notices as poll_notices
    from community.praise import notices as praise_notices
    from community.tournaments import notices as tournament_notices

    catalogue.register()
    alert_notices.register()
    clarification_notices.register()
    comment_letters.register()
    chat_letters.register()
    notification_letters.register()
    digest_sweeping.register()
    digest_sections.register()
    bookmark_notices.register()
    poll_notices.register()
    contest_notices.register()
    praise_notices.register()
    event_notices.register()
    event_mailing.register()
    tournament_notices.register()


def open_doors() -> None:
    """Who may see what: on the socket, as a file, as what is written."""
    from accounts.live import watching
    from community.alerts import doors as alert_doors
    from community.chat import opening as chat_opening
    from community.comments import doors as comment_doors
    from community.contests import doors as contest_doors
    from community.groups import doors as group_doors
    from community.moderation import doors as moderation_doors
    from community.polls import doors as poll_doors
    from community.posts import doors as post_doors
    from community.posts.models import Post

    watching.register_own_serial("inbox__serial")
    watching.register("post", Post.objects.visible_to, serial="version")
    chat_opening.open_all()
    post_doors.open_all()
    comment_doors.open_all()
    poll_doors.open_all()
    contest_doors.open_all()
    group_doors.open_all()
    moderation_doors.open_all()
    alert_doors.open_all()


def show() -> None:
    """What concepts put into pages that are not their own: composer, cards, settings, search."""
    from community.badges import rules as badge_rules
    from community.badges import sections as badge_sections
    from community.calendars import dates
    from community.comments import writing
    from community.contacts import sections as contact_sections
    from community.contests.models import Contest
    from community.contests.showing import contests_in, report_addresses
    from community.events.calendars import events_of
    from community.events.forms import EventForm
    from community.events.showing import events_in
    from community.following import sections as follow_sections
    from community.polls.forms import PollForm
    from community.polls.showing import polls_in, register_reporting
    from community.posts import composing, inserts, lately, readership, sorts
    from community.praise.forms import PraiseForm
    from community.profiles import sections as profile_sections
    from community.reports.models import Report
    from community.search import own_sources
    from community.tournaments.calendars import matches_of, tournaments_of
    from community.tournaments.models import Tournament
    from community.tournaments.showing import tournaments_in

    dates.register(events_of)
    dates.register(tournaments_of)
    dates.register(matches_of)
    contact_sections.register()
    profile_sections.register()
    follow_sections.register()
    lately.register()
    badge_rules.register_own()
    badge_sections.register()
    composing.register("poll", form=PollForm, template="community/polls/new.html")
    inserts.register("poll", polls_in)
    inserts.register("poll", contests_in)
    register_reporting(report_addresses)
    composing.register("praise", form=PraiseForm, template="community/praise/new.html")
    composing.register("event", form=EventForm, template="community/events/new.html")
    inserts.register("event", events_in)
    inserts.register("event", tournaments_in)
    contest, tournament = _("Photo contest"), _("Tournament")
    sorts.register("contest", kind="poll", label=contest, model=Contest, address="/contests/new/")
    sorts.register(
        "tournament", kind="event", label=tournament, model=Tournament, address="/tournaments/new/"
    )
    own_sources.register_own()
    writing.register()
    readership.register()
    Report.listen()


def count() -> None:
    """What the rail of every page counts, all of it in one statement."""
    from community.chat import opening as chat_opening
    from community.feed import rail
    from community.onboarding.models import STANDING

    rail.register("first_steps", STANDING)
    rail.register("notification_serial", "SELECT inbox.serial")
    rail.register(
        "mail_returned",
        "SELECT count(*) FROM accounts_deadaddress d JOIN accounts_member m ON m.email = d.address"
        " WHERE m.id = %(me)s",
    )
    rail.register("drafts", "SELECT count(*) FROM community_draft d WHERE d.member_id = %(me)s")
    rail.register("unread_rooms", chat_opening.UNREAD)


def answer_for_people() -> None:
    """What is held about a person, and what erasure makes of it."""
    from community import holdings
    from community.chat import periods as chat_periods

    holdings.register()
    chat_periods.register()
