"""The categories of requests with which a sector begins; the default team answers until somebody says otherwise."""

from django.dispatch import receiver

from community.groups.models import Group
from community.groups.signals import preset_started
from tickets.teams.models import Category, Team

CATEGORIES = {
    "club": (
        ("Bookings and pitches", "Reservas y pistas"),
        ("Fees", "Cuotas"),
        ("How coaches treat us", "Trato de entrenadores"),
        ("Referees and fixtures", "Árbitros y calendario"),
        ("Kit", "Equipación"),
        ("Safety", "Seguridad"),
        ("Children and young people", "Menores"),
        ("Cleaning", "Limpieza"),
    ),
    "gym": (
        ("Class cancelled", "Clase cancelada"),
        ("Machine broken", "Máquina averiada"),
        ("Fees and leaving", "Cuotas y bajas"),
        ("Too full", "Aforo"),
        ("Hygiene", "Higiene"),
        ("Staff", "Personal"),
        ("Lockers", "Taquillas"),
    ),
    "dining": (
        ("Reservation", "Reserva"),
        ("Dishes and allergies", "Platos y alergias"),
        ("Waiting", "Espera"),
        ("Noise", "Ruido"),
        ("Bill", "Cuenta"),
        ("Kitchen rota", "Turnos de cocina"),
    ),
    "phones": (
        ("Sale and handset", "Venta y terminal"),
        ("Repair and warranty", "Reparación y garantía"),
        ("Return", "Devolución"),
        ("Trade-in", "Recompra"),
        ("Data transfer", "Traspaso de datos"),
        ("Line and operator's bill", "Línea y factura del operador"),
        ("How the shop treats us", "Trato en la tienda"),
    ),
}


@receiver(preset_started, sender=Group)
def make_categories(sender, sector, **kwargs) -> None:
    """Those that are missing; what there is already keeps its team."""
    there = set(Category.objects.values_list("name", flat=True))
    team = Team.objects.default()
    Category.objects.bulk_create(
        Category(name=name, name_es=name_es, team=team)
        for name, name_es in CATEGORIES.get(sector, ())
        if name not in there
    )
