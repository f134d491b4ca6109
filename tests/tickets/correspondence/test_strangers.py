"""Letters without a reply address: a new request, or a question for staff; machines are heard by nobody."""

import pytest

from accounts.mail.models import Mail
from accounts.members.models import Member
from tests.tickets.correspondence.letters import answer_to, last_mail, letter, taken_in
from tests.tickets.examples import private_complaint_of
from tickets.desk.models import Ticket

pytestmark = pytest.mark.django_db
HOUSE = "club@club.example.com"


def test_ana_writes_and_has_a_request(ana):
    mail = taken_in(
        letter("Ana Ruiz <ana@example.com>", HOUSE, "The shower is cold.\n\n-- \nAna", subject="Cold shower")
    )
    ticket = Ticket.objects.get()
    assert (mail.outcome, mail.reference, mail.text) == ("request", ticket.key, "The shower is cold.")
    assert (ticket.customer, ticket.channel, ticket.subject) == (ana, "mail", "Cold shower")
    assert last_mail(ana).kind == "tickets.received"


def test_a_stranger_is_known_before_they_join_and_gets_the_receipt_in_their_language(db):
    said = "Hola, buenas tardes: la ducha no tiene agua caliente desde el lunes. Gracias."
    mail = taken_in(letter("=?utf-8?q?Nuria_Pe=C3=B1a?= <Nuria@Example.org>", HOUSE, said))
    person = Member.objects.get(email="nuria@example.org")
    assert mail.outcome == "request" and Ticket.objects.get().customer == person
    assert (person.name, person.language, person.joined_at) == ("Nuria Peña", "es", None)
    assert not person.has_usable_password() and "Hemos recibido" in last_mail(person).subject


def test_an_english_stranger_reads_english(db):
    taken_in(
        letter("Joe <joe@example.org>", HOUSE, "Hello, the shower is cold and I have not heard from you.")
    )
    assert Member.objects.get().language == "en"


def test_row_29_the_same_letter_by_two_doors_is_one_request(ana):
    message = letter(ana.email, HOUSE, "Once.").as_bytes()
    taken_in(message)
    again = taken_in(b"Received: from other.example\n" + message)
    assert Ticket.objects.count() == 1 and again.outcome == "request"


def test_row_29_the_same_words_again_wait_for_a_person(ana):
    taken_in(letter(ana.email, HOUSE, "The same."))
    mail = taken_in(letter(ana.email, HOUSE, "The same."))
    assert (mail.outcome, mail.reason, mail.reference) == ("quarantine", "repeated", Ticket.objects.get().key)


def test_a_forwarded_letter_is_taken_whole(ana):
    said = "Mirad.\n\n------ Forwarded message -----\nDe: Tienda <t@example.net>\nFecha: lun\nAsunto: Pedido\n\nNo hay."
    assert "No hay." in taken_in(letter(ana.email, HOUSE, said, subject="Fwd: Pedido")).text


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List_Id": "<x.example>"},
        {"X_Autoreply": "yes"}, {"subject": "Respuesta automática: vuelvo el lunes"}, {"Return_Path": "<>"},
    ],
)  # fmt: skip
def test_row_25_a_machine_opens_nothing_and_gets_no_answer(ana, headers):
    mail = taken_in(letter(ana.email, HOUSE, "I am away.", **headers))
    assert mail.outcome == "ignored" and not Ticket.objects.exists() and not Mail.objects.exists()


def test_row_25_a_machine_at_a_reply_address_says_nothing(ana):
    ticket = private_complaint_of(ana)
    assert (
        taken_in(answer_to(last_mail(ana), "I am away.", Auto_Submitted="auto-replied")).outcome == "ignored"
    )
    assert not ticket.replies.exists()


def test_row_25_our_own_mail_that_comes_back_is_known(ana):
    private_complaint_of(ana)
    sent = last_mail(ana)
    back = letter(ana.email, HOUSE, sent.text, message_id=sent.message_id)
    assert (taken_in(back).outcome, taken_in(letter(HOUSE, HOUSE, "Loop.")).outcome) == ("ignored", "ignored")
    assert taken_in(letter(ana.email, HOUSE, "x", X_Loop="127.0.0.1")).reason == "own_mail"


def talk(ana, answer) -> int:
    """Two machines write to each other until one has nothing to say; returns how many mails ours has sent."""
    taken_in(letter(ana.email, HOUSE, "I am away until Monday."))
    heard: set[int] = set()
    for _round in range(60):
        fresh = [mail for mail in Mail.objects.order_by("pk") if mail.pk not in heard]
        if not fresh:
            break
        for mail in fresh:
            heard.add(mail.pk)
            taken_in(answer(mail))
    return Mail.objects.count()


def test_row_25_an_autoresponder_that_hides_it_gets_one_mail(ana):
    assert talk(ana, lambda mail: answer_to(mail, "I am away until Monday.")) == 1


def test_row_25_an_autoresponder_that_forgets_the_reply_address_gets_one_mail(ana):
    assert talk(ana, lambda mail: letter(mail.to, HOUSE, "I am away until Monday.")) == 1
    assert Ticket.objects.count() == 1


def test_row_25_a_chatty_machine_is_stopped_after_an_hour_s_worth(ana):
    words = iter(range(1000))
    assert (
        talk(ana, lambda mail: letter(mail.to, HOUSE, f"Ticket number {next(words)} was opened for you."))
        <= 20
    )


def test_row_24_a_code_sent_to_an_address_of_a_request_is_shown_to_no_customer(ana, client_of):
    ticket = private_complaint_of(ana)
    to = last_mail(ana).headers["Reply-To"]
    mail = taken_in(
        letter("Chat <verify@chat.example>", to, "Your code is 471 112", subject="Verify your address")
    )
    assert (mail.outcome, mail.reason) == ("quarantine", "other_sender") and not ticket.replies.exists()
    assert "471 112" not in client_of(ana).get(f"/requests/{ticket.key}/").content.decode()


def test_row_24_a_code_sent_to_the_house_is_nobodys_request(ana, client_of):
    taken_in(letter("no-reply@chat.example", HOUSE, "Your code is 471 112"))
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    "said", ["dmarc=fail header.from=example.com", "spf=fail smtp.mailfrom=x; dkim=none"]
)
def test_row_22_a_forged_letter_begins_nothing(ana, said):
    mail = taken_in(
        letter(ana.email, HOUSE, "Give me my money.", Authentication_Results=f"mx.club.example.com; {said}")
    )
    assert (mail.outcome, mail.reason) == ("quarantine", "forged") and not Ticket.objects.exists()


def test_row_22_a_word_of_somebody_elses_server_below_ours_counts_for_nothing(ana):
    message = letter(ana.email, HOUSE, "Good.")
    raw = (
        b"Authentication-Results: mx.club.example.com; dmarc=pass header.from=example.com\n"
        b"Authentication-Results: evil.example; dmarc=fail\n" + message.as_bytes()
    )
    assert taken_in(raw).outcome == "request"


def test_advertising_waits_for_a_person(ana):
    assert taken_in(letter("x@example.net", HOUSE, "Buy.", X_Spam_Flag="YES")).reason == "spam"


@pytest.mark.parametrize(
    "raw", [b"\x00\xff\xfe", b"hello", b"From: \n\n", b"From: a\nSubject: x\n\nhi", b"\n\n\n\nx"]
)
def test_what_names_nobody_waits_for_a_person(db, raw):
    assert taken_in(raw).outcome == "quarantine"


def test_row_20_what_stands_in_a_letter_is_never_markup(ana, sol, client_of):
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    taken_in(letter(f'"{bad}" <eve@example.org>', HOUSE, bad, subject=bad, html=f"<p>{bad}</p>"))
    ticket = Ticket.objects.get()
    ticket.team.members.add(sol)
    page = client_of(sol).get(f"/admin/tickets/ticket/{ticket.pk}/change/").content.decode()
    assert "<img src=x" not in page and "<script>alert" not in page and "alert(1)" in page


def test_row_18_a_page_in_a_letter_is_read_for_its_words(ana, sol, client_of):
    page = "<style>x</style><p onclick=alert(2)>Cold <b>shower</b></p><iframe src=//e></iframe><script>x</script>"
    raw = letter(ana.email, HOUSE, "x").as_bytes()
    raw = raw.replace(b"text/plain", b"text/html").replace(b"\nx\n", page.encode())
    assert taken_in(raw).text == "Cold shower"
    files = [
        ("page.html", "text/html", page.encode()),
        ("drawing.svg", "image/svg+xml", b"<svg onload=alert(1)>"),
    ]
    assert taken_in(letter(ana.email, HOUSE, "See.", files=files)).left_out == ["page.html", "drawing.svg"]


def test_files_come_in_by_the_same_checks(ana):
    files = [
        ("note.txt", "text/plain", b"Plain words."),
        ("run.exe", "application/octet-stream", b"MZ\x00\x00"),
    ]
    mail = taken_in(letter(ana.email, HOUSE, "See the note.", files=files))
    ticket = Ticket.objects.get()
    assert [file.upload.name for file in ticket.files.all()] == ["note.txt"] and mail.left_out == ["run.exe"]


def test_fifty_megabytes_are_taken_in(ana):
    big = letter(
        ana.email, HOUSE, "See the film.", files=[("film.mp4", "video/mp4", b"x" * (37 * 1024 * 1024))]
    )
    mail = taken_in(big)
    assert mail.outcome == "request" and mail.size > 49_000_000 and mail.left_out == ["film.mp4"]
