"""Web push: what a device shows, encrypted for it (RFC 8291) and signed with the house's key (RFC 8292)."""

import json
import logging
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext
from pywebpush import WebPushException, webpush
from requests import RequestException

from accounts.brand.models import Brand
from community.notifications import lines, reading
from community.notifications.deliveries import Delivery
from community.notifications.subscriptions import PushKey, PushSubscription

log = logging.getLogger(__name__)
LIFETIME = 24 * 3600  # seconds that the push service keeps it for a device that is off
LONGEST = 300  # signs of text; a push holds less than 4 kB
DEAD = (404, 410)
# What no later try mends: the service refuses this very message or our key.
FINAL = (400, 401, 403, 413)


def words(items: list[reading.Item]) -> dict[str, str]:
    """What the bell would show of these events of one thread, in the language that is active."""
    newest = items[-1]
    said = newest.plain_sentence
    more = len(items) - 1
    if more:
        said += " " + ngettext("(and %d more)", "(and %d more)", more) % more
    body = f"{said}\n{newest.excerpt}" if newest.excerpt else said
    return {
        "title": newest.thread or Brand.current().name,
        "body": body[:LONGEST],
        "url": f"/notifications/{newest.notification.pk}/",
        "tag": topic(newest.notification.thread or str(newest.notification.pk)),
    }


def topic(thread: str) -> str:
    """A name for the thread that tells the push service nothing: a later push takes the place of an earlier one that
    has not arrived (RFC 8030, 5.4)."""
    return salted_hmac("community.notifications.topic", thread, algorithm="sha256").hexdigest()[:32]


def send(parcel, devices: Iterable[PushSubscription], said: dict[str, str], *, as_of: datetime) -> bool:
    """Sends it to each of the devices and ends what was claimed; whether one of them has it."""
    answers = [carry(device, said) for device in devices]
    if any(answer == "sent" for answer in answers):
        parcel.end(as_of)
        return True
    if "later" in answers and (pause := parcel.deliveries[-1].pause()):
        parcel.rows().put_off(as_of + pause)
    else:
        failed = Delivery.Outcome.FAILED if {"later", "refused"} & set(answers) else Delivery.Outcome.NOWHERE
        parcel.rows().end(failed, as_of)
    return False


def carry(device: PushSubscription, said: dict[str, str]) -> str:
    """ "sent", "gone" (the device is forgotten), "refused" for good, or "later"."""
    try:
        with lines.session() as line:
            webpush(
                device.as_browsers_say,
                json.dumps(said),
                vapid_private_key=PushKey.objects.own().vapid,
                vapid_claims={"sub": settings.BASE_URL if settings.HTTPS else "mailto:" + contact()},
                headers={"Topic": said["tag"], "Urgency": "normal"},
                ttl=LIFETIME,
                timeout=lines.PATIENCE,
                requests_session=line,
            )
    except lines.NotAllowed as error:
        log.warning("a push address was refused: %s", error)
        device.delete()
        return "gone"
    except WebPushException as error:
        return _refused(device, error)
    except (RequestException, OSError) as error:
        log.warning("a push service cannot be reached: %s", type(error).__name__)
        return "later"
    except ValueError as error:  # keys that are no keys
        log.warning("a device cannot be encrypted for: %s", type(error).__name__)
        device.delete()
        return "gone"
    return "sent"


def _refused(device: PushSubscription, error: WebPushException) -> str:
    status = error.status_code
    if status is None or status in DEAD:
        device.delete()
        return "gone"
    log.warning("a push service answered %s", status)
    return "refused" if status in FINAL or 300 <= status < 400 else "later"


def contact() -> str:
    from_address = settings.DEFAULT_FROM_EMAIL
    return from_address.rpartition("<")[2].rstrip(">") or f"tertulia@{settings.HOSTNAME}"
