"""Papers for the demo, set here: a budget and an agenda, hung below what is said of them."""

import typst
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.media.models import Upload

LOOK = '#set page(width: 148mm, height: 210mm, margin: 18mm)\n#set text(lang: "es", size: 11pt)\n'
BUDGET = """= Fiesta de junio
Comisión de fiestas, borrador del presupuesto

#table(columns: (1fr, auto), inset: 7pt,
  [Orquesta], [1.800 €], [Hinchables], [600 €], [Paella para 300], [1.450 €], [*Total*], [*3.850 €*],
  [Aportación del club], [3.450 €], [*Falta*], [*400 €*])
"""
AGENDA = """= Asamblea de socios
Salón de actos, jueves a las 19:30

+ Cuentas del año
+ Obra de los vestuarios y del campo 2
+ Ruegos y preguntas, también las que llegaron por la comunidad
"""
PACKING = (
    "Para el autobús\n\n- Carné de socio\n- Bufanda\n- Bocadillo: paramos poco\n- Paraguas, por si acaso\n"
)
PAPERS = {
    "Presupuesto de la fiesta de junio": [("Presupuesto fiesta de junio.pdf", BUDGET)],
    "Asamblea de socios: jueves 19 a las 19:30": [("Orden del día.pdf", AGENDA)],
    "Autobús a Logroño": [("Qué llevar.txt", PACKING)],
}


def for_story(member, title: str) -> list[tuple[Upload, str]]:
    return [(keep(member, name, words), "") for name, words in PAPERS.get(title, [])]


def keep(member, name: str, words: str) -> Upload:
    is_text = name.endswith(".txt")
    data = words.encode() if is_text else typst.compile((LOOK + words).encode(), format="pdf")
    file = SimpleUploadedFile(name, data, "text/plain" if is_text else "application/pdf")
    return Upload.objects.accept(owner=member, file=file, documents=True)
