"""The worker, and the only schedule."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab

from config import standstill

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("tertulia")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    # A killed child hands its task back; every task is safe to run twice (docs/laws.md).
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_time_limit=240,
    task_soft_time_limit=200,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=500,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    # A publisher waits at most a second for a broker that is gone or silent; the sweep finds what was missed.
    broker_transport_options={
        "visibility_timeout": 300,
        "unacked_restore_limit": None,
        "socket_timeout": 5,
        "socket_connect_timeout": 1,
        "max_retries": 0,
    },
    broker_connection_timeout=1,
    broker_connection_max_retries=None,  # by default a worker gives up after an hour without a broker
    task_publish_retry=False,
    timezone="UTC",
    enable_utc=True,
)
SCHEDULE: dict[str, dict[str, Any]] = {
    "send mail": {"task": "accounts.mail.tasks.send_due", "schedule": 20.0},
    "sort mail": {"task": "accounts.mail.tasks.sort_due", "schedule": 20.0},
    "look into the mailbox": {"task": "accounts.mail.tasks.poll_mailbox", "schedule": 30.0},
    "forget originals of mail": {"task": "accounts.mail.tasks.forget_originals", "schedule": 3600.0},
    "sweep clocks": {"task": "tickets.desk.tasks.remind_due", "schedule": 60.0},
    "close what lapsed": {"task": "tickets.desk.tasks.lapse_due", "schedule": 3600.0},
    "ready pictures": {"task": "accounts.media.tasks.ready_due", "schedule": 60.0},
    "remind of events": {"task": "community.events.tasks.remind", "schedule": 60.0},
    "remind of tournaments": {"task": "community.tournaments.tasks.remind", "schedule": 60.0},
    "send out announcements": {"task": "community.posts.tasks.go_out", "schedule": 30.0},
    "remind of bookmarks": {"task": "community.bookmarks.tasks.remind", "schedule": 60.0},
    "open photo contests": {"task": "community.contests.tasks.open_votes", "schedule": 60.0},
    "tell of closed polls": {"task": "community.polls.tasks.tell_closed", "schedule": 60.0},
    "tell what was not seen": {"task": "community.chat.tasks.tell_lapsed", "schedule": 20.0},
    "deliver notifications": {"task": "community.notifications.tasks.deliver_due", "schedule": 20.0},
    "send digests": {"task": "community.digests.tasks.send_digests", "schedule": 60.0},
    "blank what was taken away": {"task": "community.moderation.tasks.blank", "schedule": 3600.0},
    "tell of clarifications": {"task": "community.clarifications.tasks.tell", "schedule": 60.0},
    "look for concert": {"task": "community.concert.tasks.look", "schedule": crontab(hour=2, minute=40)},
    "count badges": {"task": "community.badges.tasks.award", "schedule": crontab(hour=3, minute=10)},
    "forget traces": {"task": "community.concert.tasks.forget", "schedule": 3600.0},
    "learn words": {"task": "community.search.tasks.learn", "schedule": 3600.0},
    "sweep uploads": {"task": "accounts.media.tasks.sweep_unheld", "schedule": 3600.0},
    "pack exports": {"task": "accounts.privacy.tasks.pack_due", "schedule": 60.0},
    "sweep exports": {"task": "accounts.privacy.tasks.sweep_exports", "schedule": 3600.0},
    "work on imports": {"task": "accounts.imports.tasks.work_due", "schedule": 30.0},
    "send invitations of imports": {"task": "accounts.imports.tasks.invite_due", "schedule": 60.0},
    "look customers up": {"task": "accounts.imports.tasks.recheck_due", "schedule": 86400.0},
    "remind of who waits to come in": {"task": "accounts.members.tasks.remind_due", "schedule": 3600.0},
    "warn of dates of the privacy desk": {"task": "accounts.privacy.tasks.warn_due", "schedule": 3600.0},
    "erase who left": {"task": "accounts.privacy.tasks.erase_due", "schedule": 60.0},
    "destroy what was sealed": {"task": "tickets.vault.tasks.destroy_due", "schedule": 86400.0},
    "forget what is past its period": {"task": "accounts.privacy.tasks.forget_due", "schedule": 86400.0},
    "heartbeat": {"task": "config.tasks.heartbeat", "schedule": 30.0},
}
# A sweep that is overtaken by the next one is thrown away unrun: what piled up while no worker ran, or faster than it
# could, would keep everything new waiting for as long. A minute at least, for clocks of nodes that differ a little.
FRESH = 60.0
for entry in SCHEDULE.values():
    every = entry["schedule"]
    entry["options"] = {"expires": max(every, FRESH) if isinstance(every, float) else 3600.0}
app.conf.beat_schedule = SCHEDULE
app.autodiscover_tasks()
standstill.stand_watch()
