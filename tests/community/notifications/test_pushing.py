"""Pushes: shown to nobody but the device, to addresses of push services only, in pace, and over when one signs out."""

import base64
import socket
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from community.notifications import laws, lines
from community.notifications.deliveries import Delivery
from community.notifications.delivering import deliver_due
from community.notifications.models import Notification
from community.notifications.subscriptions import PushKey, PushSubscription
from tests.community.examples import CANARY, closed, comment, group, post
from tests.community.notifications.pushes import Device, listens, push_service
from tests.tickets.examples import private_complaint_of

pytestmark = pytest.mark.django_db

SOON = timedelta(minutes=10, seconds=1)


@pytest.fixture
def now():
    """Noon of a day to come, so that no session has ended and nobody sleeps."""
    return datetime.combine((timezone.now() + timedelta(days=1)).date(), datetime.min.time(), UTC).replace(
        hour=12
    )


@pytest.fixture
def service(settings):
    settings.PUSH_LOOPBACK = True
    with push_service() as found:
        yield found


@pytest.fixture
def place(ana, bruno, now):
    return post(ana, group("Dinners", ana, bruno), "The pool opens at eight.", as_of=now)


def outcomes(member) -> list[str]:
    rows = Delivery.objects.filter(notification__member=member, channel="push")
    return list(rows.order_by("pk").values_list("outcome", flat=True))


# --- The push


def test_the_device_reads_what_the_bell_shows_and_nobody_else_does(
    ana, bruno, service, client_of, place, now
):
    device = listens(ana, client_of(ana), service)
    comment(bruno, place, "Good to know.", as_of=now)
    assert deliver_due(now) == 1
    ((_path, headers, body),) = service.got
    assert b"Good to know" not in body
    said = device.reads(body)
    row = Notification.objects.get(member=ana)
    assert said["title"] == "The pool opens at eight."
    assert "Bruno" in said["body"]
    assert "Good to know." in said["body"]
    assert said["url"] == f"/notifications/{row.pk}/"
    headers = {name.lower(): value for name, value in headers.items()}
    assert headers["content-encoding"] == "aes128gcm"
    assert int(headers["ttl"]) > 0
    assert len(headers["topic"]) <= 32
    assert "pool" not in str(headers).lower()
    assert outcomes(ana) == ["sent"]


def test_it_is_signed_with_the_houses_own_key(ana, bruno, service, client_of, place, now):
    listens(ana, client_of(ana), service)
    comment(bruno, place, as_of=now)
    deliver_due(now)
    ((_path, headers, _body),) = service.got
    headers = {name.lower(): value for name, value in headers.items()}
    token, key = [
        part.partition("=")[2] for part in headers["authorization"].removeprefix("vapid ").split(",")
    ]
    assert key == PushKey.objects.own().public
    signed, _, signature = token.rpartition(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    pair = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    PushKey.objects.own().vapid.public_key.verify(pair, signed.encode(), ec.ECDSA(hashes.SHA256()))


def test_the_key_is_made_once(db):
    assert PushKey.objects.own().public == PushKey.objects.own().public
    assert PushKey.objects.count() == 1


def test_without_a_device_nothing_is_owed(ana, bruno, place, now):
    comment(bruno, place, as_of=now)
    assert outcomes(ana) == []


def test_two_devices_show_one_event_once_each(ana, bruno, service, client_of, place, now):
    phone, desk = (
        listens(ana, client_of(ana), service, "phone"),
        listens(ana, client_of(ana), service, "desk"),
    )
    comment(bruno, place, as_of=now)
    deliver_due(now)
    deliver_due(now)
    assert len(service.bodies("phone")) == len(service.bodies("desk")) == 1
    assert phone.reads(service.bodies("phone")[0]) == desk.reads(service.bodies("desk")[0])


def test_a_thread_pushes_once_in_ten_minutes_and_then_all_at_once(ana, bruno, service, client_of, place, now):
    device = listens(ana, client_of(ana), service)
    comment(bruno, place, "one", as_of=now)
    deliver_due(now)
    for n, words in enumerate(("two", "three")):
        comment(bruno, place, words, as_of=now + timedelta(minutes=1 + n))
    deliver_due(now + timedelta(minutes=5))
    assert len(service.got) == 1
    deliver_due(now + SOON)
    assert len(service.got) == 2
    said = device.reads(service.bodies()[1])["body"]
    assert "three" in said
    assert "1 more" in said
    assert sorted(outcomes(ana)) == ["bundled", "sent", "sent"]
    assert laws.threads_that_hurry() == laws.events_told_twice() == 0


def test_other_threads_do_not_wait(ana, bruno, service, client_of, place, now):
    listens(ana, client_of(ana), service)
    other = post(ana, place.group, "Second", as_of=now)
    comment(bruno, place, as_of=now)
    comment(bruno, other, as_of=now)
    deliver_due(now)
    assert len(service.got) == 2


def test_nothing_rings_at_night_and_it_rings_in_the_morning(ana, bruno, service, client_of, place, now):
    listens(ana, client_of(ana), service)
    comment(bruno, place, as_of=now)
    night = now.replace(hour=23)
    deliver_due(night)
    assert service.got == []
    deliver_due(night + timedelta(hours=10))
    assert len(service.got) == 1


def test_what_was_read_before_does_not_ring(ana, bruno, service, client_of, place, now):
    client = client_of(ana)
    listens(ana, client, service)
    comment(bruno, place, as_of=now)
    client.get(f"/posts/{place.pk}/")
    deliver_due(now)
    assert service.got == []
    assert outcomes(ana) == ["read"]


# --- Asked again


def test_row_02_a_push_says_nothing_of_what_was_restricted_meanwhile(ana, marta, service, client_of, now):
    listens(ana, client_of(ana), service)
    board = closed("Board", ana, marta)
    comment(marta, post(ana, board, CANARY, as_of=now), f"{CANARY} indeed", as_of=now)
    board.memberships.filter(member=ana).delete()
    deliver_due(now)
    assert service.got == []
    assert outcomes(ana) == ["gone"]


def test_row_03_an_internal_note_pushes_to_no_customer(ana, sol, gema, service, client_of, now):
    device = listens(ana, client_of(ana), service)
    ticket = private_complaint_of(ana)
    ticket.team.members.add(sol)
    ticket.note(by=sol, body=CANARY)
    deliver_due(now)
    assert all(CANARY not in str(device.reads(body)) for body in service.bodies())
    assert not Delivery.objects.filter(notification__member=ana, notification__kind="tickets.noted").exists()


@pytest.mark.parametrize("end", ["sign out", "elsewhere", "suspension", "leaving", "session deleted"])
def test_row_38_a_device_hears_nothing_after_its_session_ended(
    ana, bruno, gema, service, client_of, place, now, end
):
    client = client_of(ana)
    listens(ana, client, service)
    comment(bruno, place, as_of=now)
    match end:
        case "sign out":
            client.post("/accounts/logout/")
        case "elsewhere":
            ana.end_sessions()
        case "suspension":
            ana.suspend(by=gema, reason="Insults")
        case "leaving":
            ana.leave()
        case _:
            client.session.delete()
    deliver_due(now)
    assert service.got == []
    assert outcomes(ana)[0] in ("nowhere", "gone")
    if end != "elsewhere":
        assert not PushSubscription.objects.exists()


def test_row_43_staff_without_their_second_factor_hear_nothing(sol, service, client_of, now):
    half = Client()
    half.force_login(sol)
    listens(sol, half, service)
    assert sol.role == Role.AGENT
    assert PushSubscription.objects.alive(sol, now) == []
    assert len(PushSubscription.objects.of(sol)) == 1  # it hears again once the factor is shown


# --- When the service does not take it


@pytest.mark.parametrize("status", [404, 410])
def test_a_dead_device_is_forgotten(ana, bruno, service, client_of, place, now, status):
    listens(ana, client_of(ana), service)
    service.answers["one"] = status
    comment(bruno, place, as_of=now)
    assert deliver_due(now) == 0
    assert not PushSubscription.objects.exists()
    assert outcomes(ana) == ["nowhere"]


def test_a_service_that_is_busy_is_tried_again_and_then_given_up(ana, bruno, service, client_of, place, now):
    listens(ana, client_of(ana), service)
    service.answers["one"] = 503
    comment(bruno, place, as_of=now)
    moment = now
    for _ in range(8):
        deliver_due(moment)
        moment += timedelta(hours=1)
    assert len(service.got) == 5
    assert outcomes(ana) == ["failed"]


def test_a_service_that_recovers_gets_it_once(ana, bruno, service, client_of, place, now):
    listens(ana, client_of(ana), service)
    service.answers["one"] = 429
    comment(bruno, place, as_of=now)
    deliver_due(now)
    service.answers.clear()
    deliver_due(now + timedelta(minutes=2))
    deliver_due(now + timedelta(minutes=30))
    assert len(service.got) == 2
    assert outcomes(ana) == ["sent"]


def test_what_a_dead_worker_held_is_sent_by_the_next(ana, bruno, service, client_of, place, now):
    listens(ana, client_of(ana), service)
    comment(bruno, place, as_of=now)
    Delivery.objects.filter(channel="push").claim(now)
    deliver_due(now + timedelta(minutes=1))
    assert service.got == []
    deliver_due(now + SOON)
    assert len(service.got) == 1


def test_row_21_no_answer_leads_elsewhere(ana, bruno, service, client_of, place, now):
    listens(ana, client_of(ana), service)
    service.answers["one"], service.leads = 307, service.address("inside")
    comment(bruno, place, as_of=now)
    deliver_due(now)
    assert [path for path, *_ in service.got] == ["/one"]
    assert outcomes(ana) == ["failed"]


# --- Addresses


INSIDE = [
    "http://push.example.com/x",
    "https://127.0.0.1/x",
    "https://[::1]/x",
    "https://169.254.169.254/latest/meta-data/",
    "https://10.0.0.7/x",
    "https://192.168.1.1/x",
    "https://100.64.0.1/x",
    "https://[::ffff:10.0.0.7]/x",
    "https://[fd00::1]/x",
    "https://[64:ff9b::7f00:1]/x",
    "https://2130706433/x",
    "https://0x7f.1/x",
    "https://127.1/x",
    "https://localhost/x",
    "https://localhost./x",
    "https://valkey/x",
    "https://push.internal/x",
    "https://push.example.com:6379/x",
    "https://user:word@push.example.com/x",
    "https://push.example.com/" + "x" * 1000,
    "https://push.example.com/a b",
    "https://",
    "ftp://push.example.com/x",
    "javascript:alert(1)",
    "https://[x/",
    "",
]


@pytest.mark.parametrize("endpoint", INSIDE)
def test_row_21_an_address_that_leads_inside_is_refused(ana, client_of, endpoint):
    answer = client_of(ana).post("/settings/notifications/push/", {"endpoint": endpoint, **Device().keys})
    assert answer.status_code == 422
    assert "endpoint" in answer.json()["errors"]
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize(
    "inside", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fd00::1"]
)
def test_row_21_a_name_that_leads_inside_is_never_dialled(monkeypatch, inside):
    kind = socket.AF_INET6 if ":" in inside else socket.AF_INET
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_, **__: [(kind, socket.SOCK_STREAM, 6, "", (inside, 443))]
    )
    monkeypatch.setattr(socket, "socket", lambda *_: pytest.fail("dialled"))
    with pytest.raises(lines.NotAllowed), lines.session() as line:
        line.post("https://push.example.com/x", data=b"x", timeout=1)


def test_row_21_what_was_looked_up_is_what_is_dialled(monkeypatch):
    """A second answer of the name server, other than the first, leads nowhere."""
    asked, dialled = [], []

    def look_up(host, port, **_how):
        asked.append(host)
        number = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]

    class Line:
        def __init__(self, *_):
            pass

        def settimeout(self, seconds):
            assert seconds <= 10

        def connect(self, address):
            dialled.append(address)
            raise OSError("nobody there")

        def close(self):
            pass

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "socket", Line)
    with pytest.raises(OSError), lines.session() as line:
        line.post("https://push.example.com/x", data=b"x", timeout=1)
    assert dialled == [("93.184.216.34", 443)]
    assert len(asked) == 1


def test_a_service_that_drips_is_hung_up_on(settings, monkeypatch):
    """However slowly it answers, a push has its seconds and no more."""
    settings.PUSH_LOOPBACK = True
    monkeypatch.setattr(lines, "PATIENCE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        with pytest.raises(OSError), lines.session() as line:
            line.post(address, data=b"x", timeout=5)


# --- Subscribing


def test_a_browser_subscribes_renews_and_unsubscribes(ana, client_of):
    client, keys = client_of(ana), Device().keys
    for _ in range(2):
        sent = {"endpoint": "https://push.example.com/one", **keys}
        assert client.post("/settings/notifications/push/", sent).json() == {"subscribed": True}
    (row,) = PushSubscription.objects.of(ana)
    assert row.session_key == client.session.session_key
    client.post("/settings/notifications/push/remove/", {"endpoint": row.endpoint})
    assert not PushSubscription.objects.exists()


def test_a_browser_that_changes_hands_belongs_to_the_last(ana, bruno, client_of):
    sent = {"endpoint": "https://push.example.com/one", **Device().keys}
    for member in (ana, bruno):
        client_of(member).post("/settings/notifications/push/", sent)
    assert [row.member for row in PushSubscription.objects.all()] == [bruno]


def test_nobody_unsubscribes_the_device_of_another(ana, bruno, client_of):
    sent = {"endpoint": "https://push.example.com/one", **Device().keys}
    client_of(ana).post("/settings/notifications/push/", sent)
    client_of(bruno).post("/settings/notifications/push/remove/", sent)
    assert PushSubscription.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"), [("p256dh", "AAAA"), ("p256dh", "ñ"), ("auth", "AAAA"), ("auth", "\x00")]
)
def test_keys_that_are_none_are_refused(ana, client_of, field, value):
    sent = {"endpoint": "https://push.example.com/one", **Device().keys, field: value}
    answer = client_of(ana).post("/settings/notifications/push/", sent)
    assert answer.status_code == 422
    assert field in answer.json()["errors"]


def test_a_member_has_twenty_devices_at_most(ana, client_of):
    for n in range(23):
        PushSubscription.objects.subscribe(
            by=ana, session_key="x", endpoint=f"https://push.example.com/{n}", **Device().keys
        )
    assert PushSubscription.objects.of(ana).count() == 20


def test_the_worker_is_served_from_the_root(client_of):
    answer = client_of().get("/sw.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert b'addEventListener("push"' in answer.content
