"""What managers find on the privacy desk: a letter whose month is nearly over, a call that was answered, a breach that
was told in time."""

from datetime import timedelta

from accounts.privacy.breaches import Breach
from accounts.privacy.data_requests import DataRequest, today


def keep(people, as_of) -> None:
    """Warned of by now, so that no mail goes out."""
    day, gema = today(as_of), people["gema"]
    DataRequest.objects.enter(
        by=gema, received_on=day - timedelta(days=26), kind="access", way="letter", name="Julián Prados",
        words="Fui socio hasta 2019. Quiero saber qué datos míos conserva el club y recibir una copia.",
        warned_at=as_of - timedelta(days=2),
    )  # fmt: skip
    call = DataRequest.objects.enter(
        by=gema, received_on=day - timedelta(days=40), kind="rectification", way="phone", name="Mercedes Gil",
        words="Su segundo apellido está mal escrito en la ficha.",
    )  # fmt: skip
    call.close(
        by=gema, answer="Corregido en la ficha; se lo dijimos por teléfono.", as_of=as_of - timedelta(days=38)
    )
    known = as_of - timedelta(days=75)
    Breach.objects.enter(
        by=gema, known_at=known, authority_told_at=known + timedelta(hours=30), people_told_at=known + timedelta(hours=31),
        what="La lista de inscritos al torneo salió por correo a todos los inscritos con las direcciones a la vista.",
        whom="Direcciones de correo de 34 miembros.", effects="Correo no deseado.",
        measures="Se pidió borrar el mensaje; las listas salen desde entonces en copia oculta.",
    )  # fmt: skip
