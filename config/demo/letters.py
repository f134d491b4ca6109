"""What came by mail: a request, an answer to one, and letters that wait for somebody's decision."""

from datetime import timedelta

from accounts.mail.incoming import sorting
from accounts.mail.models import Mail

HOUSE = "socios@example.com"
QUOTED = "El dom, Club Deportivo La Ribera (<socios@example.com>) escribió:\n\n> Hola, hemos recibido tu solicitud."


def arrive(people, as_of) -> None:
    asked = came(
        people["teresa"].email, HOUSE, "Taquilla 214", as_of - timedelta(hours=30),
        "Hola:\n\nLa taquilla 214 del vestuario de mujeres no cierra desde el viernes y he dejado dentro las zapatillas."
        "\n¿Alguien la puede mirar?\n\nGracias,\nTeresa\n\nEnviado desde mi iPhone",
    )  # fmt: skip
    receipt = Mail.objects.of(asked.about).filter(kind="tickets.received").first()
    if receipt and (to := receipt.headers.get("Reply-To")):
        came(
            people["teresa"].email, to, f"Re: {receipt.subject}", as_of - timedelta(hours=28),
            f"Se me olvidaba: la llave la tiene recepción.\n\n{QUOTED}",
        )  # fmt: skip
        came(
            "marido.de.teresa@example.net", to, f"Re: {receipt.subject}", as_of - timedelta(hours=26),
            "Soy el marido de Teresa. Si hace falta, las zapatillas las puedo recoger yo esta tarde.",
        )  # fmt: skip
    came(
        "ofertas@redes-y-mallas.example", HOUSE, "Redes de pádel al mejor precio", as_of - timedelta(hours=5),
        "Renueve las redes de sus pistas con un 40 % de descuento.", marks="X-Spam-Flag: YES\n",
    )  # fmt: skip


def came(sender: str, to: str, subject: str, at, text: str, marks: str = ""):
    head = f"From: {sender}\nTo: {to}\nSubject: {subject}\n{marks}Content-Type: text/plain; charset=utf-8\n"
    mail, _is_new = sorting.receive(f"{head}\n{text}\n".encode(), door="demo", as_of=at)
    return sorting.sort(mail.pk, at)
