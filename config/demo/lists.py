"""The club's own list of customers: brought in three weeks ago, with two mistakes, and Ana has shown that she is on it."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.customers.models import Record
from accounts.imports import work
from accounts.imports.models import Import

AGO = timedelta(days=20)
HEADINGS = "Nº de socio;Nombre completo;Correo;Teléfono;Fecha de nacimiento;CP;Unidad familiar"
ROWS = """
R-0001;Ana Ruiz;ana@example.com;600 000 101;24/06/1988;26006;F-1
R-0002;Bruno Vidal;bruno@example.com;600 000 102;02/11/1985;26006;F-1
R-0101;Consuelo Arnedo Ruiz;consuelo.arnedo@example.com;600 000 103;09/06/1957;26003;F-2
R-0102;Eloy Arnedo Bastida;;600 000 103;21/01/1955;26003;F-2
R-0103;Martina Lasanta Gil;martina.lasanta@example.com;;30/08/1999;26007;F-3
R-0104;Unai Lasanta Gil;;;17/05/2014;26007;F-3
R-0105;Jon Etxebarria Solano;jon.etxebarria(at)example.com;600 000 106;05/12/1979;26005;F-4
R-0106;Amparo Fuenmayor Tobía;amparo.fuenmayor@example.com;600 000 107;31/31/1968;26002;F-5
R-0107;Wenceslao Ocón Prado;wenceslao.ocon@example.com;600 000 108;11/09/1972;26002;F-6
""".strip()


def bring_in(people, as_of) -> None:
    """Enters the list and lets Ana show her number; nobody is invited."""
    then = as_of - AGO
    file = SimpleUploadedFile("socios-temporada-2026-27.csv", f"{HEADINGS}\n{ROWS}\n".encode("cp1252"))
    one = Import.objects.receive(file, by=people["gema"], as_of=then)
    work.work_due(then)
    one.refresh_from_db()
    one.match(one.columns)
    work.work_due(then)
    one.run(by=people["gema"], is_whole=True, as_of=then + timedelta(minutes=9))
    work.work_due(then + timedelta(minutes=10))
    Record.objects.prove(by=people["ana"], number="R-0001", fact="26006", as_of=then + timedelta(days=2))
