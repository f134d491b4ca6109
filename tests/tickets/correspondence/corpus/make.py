"""Writes the letters of the corpus beside it: `python -m tests.tickets.correspondence.corpus.make`.

Each is what one mail program writes when somebody answers us, in one language, with what a person should read of it in
expected.json. `what` is "text", or what a machine's letter is taken for: "automatic", "list", "returned".
"""

# ruff: noqa: E501 - the templates are as mail programs write them, in one line

import base64
import json
import quopri
from pathlib import Path

HERE = Path(__file__).parent
TO = "reply+mmcjqai4aeimyghcw7wmifs3nf7rynbq@club.example.com"
OURS = {
    "es": [
        "Hola Ana, Sol te ha escrito. Solo lo leéis tú y el equipo:",
        "",
        "Mañana va una persona a mirar la pista.",
    ],
    "en": [
        "Hi Ana, Sol wrote to you. Only you and the team read this:",
        "",
        "Somebody will look at the court tomorrow.",
    ],
}
SAYS = {
    "es": [
        "Perfecto, mañana estaré allí a las nueve.",
        "Muchas gracias por la respuesta.\n\nEl problema sigue: la ducha del vestuario 2 no tiene agua caliente.",
        "No estoy de acuerdo.\n\n1. Pagué el día 3.\n2. Me cobraron otra vez el día 5.\n\nUn saludo,\nAna",
        "¿Se puede cambiar la hora? ¡Gracias!",
    ],
    "en": [
        "Perfect, I will be there at nine.",
        "Thank you for the answer.\n\nIt is still so: the shower of room 2 has no hot water.",
        "I do not agree.\n\n1. I paid on the 3rd.\n2. You charged me again on the 5th.\n\nKind regards,\nAna",
        "Could we change the hour? Thanks!",
    ],
}


def quoted(lang: str, sign: str = "> ") -> str:
    return "\n".join(f"{sign}{line}".rstrip() for line in OURS[lang])


def bare(lang: str) -> str:
    return "\n".join(OURS[lang])


# What mail programs put below the words, in plain text: name, language, template. {q} is quoted with ">", {b} is not.
BELOW = [
    ("gmail", "es", "El lun, 3 nov 2025 a las 10:12, Club Ribera (<club@example.com>) escribió:\n\n{q}"),
    ("gmail-folded", "es", "El mié, 12 nov 2025 a las 10:12, Club Deportivo La Ribera (<\nclub@example.com>) escribió:\n\n{q}"),
    ("gmail-three", "es", "El miércoles, 12 de noviembre de 2025 a las 10:12, Club Deportivo\nLa Ribera de los Caballeros (<\nclub@example.com>) escribió:\n\n{q}"),
    ("gmail-old", "es", "El 3 de noviembre de 2025, 10:12, Club Ribera <club@example.com> escribió:\n\n{q}"),
    ("gmail", "en", "On Mon, Nov 3, 2025 at 10:12 AM Club Ribera <club@example.com> wrote:\n\n{q}"),
    ("gmail-folded", "en", "On Mon, Nov 3, 2025 at 10:12 AM Club Deportivo La Ribera <club@example.com>\nwrote:\n\n{q}"),
    ("gmail-narrow", "en", "On Mon, Nov 3, 2025 at 10:12\u202fAM Club Ribera <club@example.com> wrote:\n\n{q}"),
    ("gmail-uk", "en", "On Mon, 3 Nov 2025 at 10:12, Club Ribera <club@example.com> wrote:\n\n{q}"),
    ("apple", "es", "> El 3 nov 2025, a las 10:12, Club Ribera <club@example.com> escribió:\n> \n{q}"),
    ("apple-unquoted", "es", "El 3 nov 2025, a las 10:12, Club Ribera <club@example.com> escribió:\n\n{q}"),
    ("apple", "en", "> On 3 Nov 2025, at 10:12, Club Ribera <club@example.com> wrote:\n> \n{q}"),
    ("apple-us", "en", "> On Nov 3, 2025, at 10:12 AM, Club Ribera <club@example.com> wrote:\n> \n{q}"),
    ("iphone", "es", "Enviado desde mi iPhone\n\n> El 3 nov 2025, a las 10:12, Club Ribera <club@example.com> escribió:\n> \n> \ufeff{b1}\n{q}"),
    ("iphone", "en", "Sent from my iPhone\n\n> On 3 Nov 2025, at 10:12, Club Ribera <club@example.com> wrote:\n> \n> \ufeff{b1}\n{q}"),
    ("ipad", "es", "Enviado desde mi iPad\n\nEl 3 nov 2025, a las 10:12, Club Ribera <club@example.com> escribió:\n\n{q}"),
    ("outlook", "es", "De: Club Ribera <club@example.com>\nEnviado el: lunes, 3 de noviembre de 2025 10:12\nPara: Ana Ruiz <ana@example.com>\nAsunto: RE: Tu solicitud\n\n{b}"),
    ("outlook-rule", "es", "________________________________\nDe: Club Ribera <club@example.com>\nEnviado: lunes, 3 de noviembre de 2025 10:12\nPara: ana@example.com <ana@example.com>\nAsunto: Tu solicitud\n\n{b}"),
    ("outlook-stars", "es", "*De:* Club Ribera <club@example.com>\n*Enviado:* lunes, 3 de noviembre de 2025 10:12\n*Para:* ana@example.com\n*Asunto:* Tu solicitud\n\n{b}"),
    ("outlook-old", "es", "-----Mensaje original-----\nDe: Club Ribera [mailto:club@example.com]\nEnviado el: lunes, 3 de noviembre de 2025 10:12\nPara: ana@example.com\nAsunto: Tu solicitud\n\n{b}"),
    ("outlook-phone", "es", "Obtener Outlook para Android<https://aka.ms/AAb9ysg>\n________________________________\nFrom: Club Ribera <club@example.com>\nSent: Monday, November 3, 2025 10:12:00 AM\nTo: ana@example.com <ana@example.com>\nSubject: Tu solicitud\n\n{b}"),
    ("outlook", "en", "From: Club Ribera <club@example.com>\nSent: Monday, November 3, 2025 10:12 AM\nTo: Ana Ruiz <ana@example.com>\nSubject: RE: Your request\n\n{b}"),
    ("outlook-rule", "en", "________________________________\nFrom: Club Ribera <club@example.com>\nSent: 03 November 2025 10:12\nTo: ana@example.com <ana@example.com>\nSubject: Your request\n\n{b}"),
    ("outlook-old", "en", "-----Original Message-----\nFrom: Club Ribera [mailto:club@example.com]\nSent: Monday, November 3, 2025 10:12 AM\nTo: ana@example.com\nSubject: Your request\n\n{b}"),
    ("outlook-phone", "en", "Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Club Ribera <club@example.com>\nSent: Monday, November 3, 2025 10:12:00 AM\nTo: ana@example.com <ana@example.com>\nSubject: Your request\n\n{b}"),
    ("outlook-mac", "es", "De: Club Ribera <club@example.com>\nFecha: lunes, 3 de noviembre de 2025, 10:12\nPara: ana@example.com\nAsunto: Tu solicitud\n\n{b}"),
    ("outlook-mac", "en", "From: Club Ribera <club@example.com>\nDate: Monday, 3 November 2025 at 10:12\nTo: ana@example.com\nSubject: Your request\n\n{b}"),
    ("thunderbird", "es", "El 3/11/25 a las 10:12, Club Ribera escribió:\n{q}"),
    ("thunderbird-2", "es", "El 03/11/2025 a las 10:12, club@example.com escribió:\n{q}"),
    ("thunderbird", "en", "On 11/3/25 10:12, Club Ribera wrote:\n{q}"),
    ("thunderbird-2", "en", "On 03/11/2025 10:12, club@example.com wrote:\n{q}"),
    ("samsung", "es", "Enviado desde mi Galaxy\n\n-------- Mensaje original --------\nDe: Club Ribera <club@example.com>\nFecha: 3/11/25 10:12 (GMT+01:00)\nA: ana@example.com\nAsunto: Tu solicitud\n\n{b}"),
    ("samsung", "en", "Sent from my Galaxy\n\n-------- Original message --------\nFrom: Club Ribera <club@example.com>\nDate: 03/11/2025 10:12 (GMT+00:00)\nTo: ana@example.com\nSubject: Your request\n\n{b}"),
    ("xiaomi", "es", "Enviado desde mi Xiaomi\nEl Club Ribera <club@example.com>, 3 nov. 2025 10:12 a. m. escribió:\n{q}"),
    ("huawei", "es", "Enviado desde mi teléfono Huawei\n\n-------- Mensaje original --------\nAsunto: Tu solicitud\nDe: Club Ribera\nPara: ana@example.com\nCC:\n\n{b}"),
    ("yahoo", "es", "   El lunes, 3 de noviembre de 2025, 10:12:33 CET, Club Ribera <club@example.com> escribió: \n \n {b}"),
    ("yahoo", "en", "   On Monday, November 3, 2025 at 10:12:33 AM GMT+1, Club Ribera <club@example.com> wrote: \n \n {b}"),
    ("yahoo-phone", "es", "Enviado desde Yahoo Mail para Android \n \n  El lun., 3 de nov. de 2025 a la(s) 10:12, Club Ribera<club@example.com> escribió:   {b}"),
    ("yahoo-phone", "en", "Sent from Yahoo Mail on Android \n \n  On Mon, 3 Nov 2025 at 10:12, Club Ribera<club@example.com> wrote:   {b}"),
    ("proton", "es", "Enviado con Proton Mail correo electrónico seguro.\n\nEl lunes, 3 de noviembre de 2025 a las 10:12, Club Ribera <club@example.com> escribió:\n\n{q}"),
    ("proton", "en", "Sent with Proton Mail secure email.\n\nOn Monday, 3 November 2025 at 10:12, Club Ribera <club@example.com> wrote:\n\n{q}"),
    ("k9", "es", "-- \nEnviado desde mi dispositivo Android con K-9 Mail. Por favor, disculpa mi brevedad.\n\nEl 3 de noviembre de 2025 10:12:00 CET, Club Ribera <club@example.com> escribió:\n{q}"),
    ("k9", "en", "-- \nSent from my Android device with K-9 Mail. Please excuse my brevity.\n\nOn November 3, 2025 10:12:00 AM GMT+01:00, Club Ribera <club@example.com> wrote:\n{q}"),
    ("webmail", "es", "El 2025-11-03 10:12, Club Ribera escribió:\n\n{q}"),
    ("webmail", "en", "On 2025-11-03 10:12, Club Ribera wrote:\n\n{q}"),
    ("roundcube", "en", "2025-11-03 10:12 GMT+01:00 Club Ribera <club@example.com>:\n\n{q}"),
    ("gmail-2014", "es", "2025-11-03 10:12 GMT+01:00 Club Ribera <club@example.com>:\n\n{q}"),
    ("mutt", "en", "On Mon, Nov 03, 2025 at 10:12:33AM +0100, Club Ribera wrote:\n{q}"),
    ("kmail", "es", "El lunes, 3 de noviembre de 2025 10:12:33 (CET) Club Ribera escribió:\n{q}"),
    ("evolution", "es", "El lun, 03-11-2025 a las 10:12 +0100, Club Ribera escribió:\n{q}"),
    ("evolution", "en", "On Mon, 2025-11-03 at 10:12 +0100, Club Ribera wrote:\n{q}"),
    ("zimbra", "es", "----- Mensaje original -----\nDe: \"Club Ribera\" <club@example.com>\nPara: ana@example.com\nEnviados: Lunes, 3 de Noviembre 2025 10:12:33\nAsunto: Tu solicitud\n\n{b}"),
    ("lotus", "en", "-----Club Ribera <club@example.com> wrote: -----\nTo: ana@example.com\nFrom: Club Ribera <club@example.com>\nDate: 11/03/2025 10:12AM\nSubject: Your request\n\n{b}"),
    ("catalan", "es", "El dl., 3 de nov. 2025, 10:12, Club Ribera <club@example.com> va escriure:\n\n{q}"),
    ("galician", "es", "O luns, 3 de novembro de 2025, 10:12, Club Ribera <club@example.com> escribiu:\n\n{q}"),
    ("nothing", "es", ""),
    ("nothing", "en", ""),
]  # fmt: skip

SIGNED = {
    "es": [
        ("dashes", "-- \nAna Ruiz García\nCalle Mayor 3, Logroño\nTel. 600 000 000"),
        ("dashes-bare", "--\nAna Ruiz\nSocia 4711"),
        ("movil", "Enviado desde mi móvil"),
        ("samsung", "Enviado desde mi smartphone Samsung Galaxy."),
        ("outlook", "Enviado desde Outlook para Android"),
        ("correo", "Enviado desde Correo para Windows"),
        ("legal", "AVISO LEGAL: Este mensaje y sus archivos adjuntos van dirigidos exclusivamente a su destinatario.\nSi lo ha recibido por error, bórrelo."),
        ("confidencial", "Este mensaje se dirige exclusivamente a su destinatario y puede contener información privilegiada o confidencial."),
        ("arbol", "Antes de imprimir este correo piensa si es necesario."),
        ("rgpd", "De conformidad con lo dispuesto en el Reglamento (UE) 2016/679 le informamos de que sus datos son tratados."),
        ("avast", "Libre de virus. www.avast.com"),
    ],
    "en": [
        ("dashes", "-- \nAna Ruiz\n3 High Street, Leeds\nTel. 600 000 000"),
        ("dashes-bare", "--\nAna Ruiz\nMember 4711"),
        ("phone", "Sent from my phone"),
        ("samsung", "Sent from my Samsung Galaxy smartphone."),
        ("outlook", "Sent from Outlook for iOS"),
        ("mail", "Sent from Mail for Windows"),
        ("legal", "DISCLAIMER: This message is intended only for the person to whom it is addressed.\nIf you are not that person, delete it."),
        ("confidential", "This email and any attachments are confidential and may be privileged."),
        ("tree", "Please consider the environment before printing this email."),
        ("checked", "This email has been scanned for viruses by our service."),
        ("avast", "Virus-free. www.avast.com"),
    ],
}  # fmt: skip

# Whole texts with what a person should read.
WHOLE = [
    ("between", "es", "> ¿Cuándo fue?\n\nEl martes.\n\n> ¿A qué hora?\n\nA las nueve.", "El martes.\n\nA las nueve."),
    ("between", "en", "> When was it?\n\nOn Tuesday.\n\n> At what hour?\n\nAt nine.", "On Tuesday.\n\nAt nine."),
    ("below", "es", "El 3/11/25 a las 10:12, Club escribió:\n> Mañana va una persona.\n\nGracias, pues hasta mañana.", "Gracias, pues hasta mañana."),
    ("below", "en", "On 11/3/25 10:12, Club wrote:\n> Somebody will look tomorrow.\n\nThanks, see you then.", "Thanks, see you then."),
    ("nested", "es", "Vale.\n\nEl 3/11/25 a las 10:12, Club escribió:\n> Mañana.\n>> El 2/11/25 a las 9:00, Ana escribió:\n>> ¿Cuándo?\n> \n> El club", "Vale."),
    ("says-wrote", "es", "Mi vecino escribió:\nque no abre la puerta.", "Mi vecino escribió:\nque no abre la puerta."),
    ("says-wrote", "en", "The trainer wrote:\nno lesson today.", "The trainer wrote:\nno lesson today."),
    ("says-from", "es", "De: 9 a 11 no hay agua.\nNadie avisa.", "De: 9 a 11 no hay agua.\nNadie avisa."),
    ("thanks-stays", "es", "No puedo ir.\n\nGracias,\nAna", "No puedo ir.\n\nGracias,\nAna"),
    ("thanks-stays", "en", "I cannot come.\n\nThanks,\nAna", "I cannot come.\n\nThanks,\nAna"),
    ("saludos-stays", "es", "Adjunto la factura.\nSaludos", "Adjunto la factura.\nSaludos"),
    ("list-of-dashes", "es", "Faltan:\n- la red\n- dos balones\n-- y la llave", "Faltan:\n- la red\n- dos balones\n-- y la llave"),
    ("smile", "en", "Great >:) see you", "Great >:) see you"),
    ("sent-from-sentence", "es", "Enviado desde mi casa no llega nada, así que lo repito aquí.\nSegunda línea.\nTercera línea.\nCuarta línea.", "Enviado desde mi casa no llega nada, así que lo repito aquí.\nSegunda línea.\nTercera línea.\nCuarta línea."),
    ("blank-lines", "es", "\n\n\nHola.\n\n\n\n\nAdiós.\n\n\n", "Hola.\n\nAdiós."),
    ("tabs", "en", "\tIt is broken.\t\n", "It is broken."),
    ("emoji", "es", "No funciona 😡🔧 ¿quién viene?", "No funciona 😡🔧 ¿quién viene?"),
    ("only-quote", "es", "> Mañana va una persona.", ""),
    ("only-quote", "en", "On 11/3/25 10:12, Club wrote:\n> Somebody will look.", ""),
    ("only-phone", "es", "Enviado desde mi iPhone", ""),
]  # fmt: skip


def html_of(text: str) -> str:
    return "".join(f"<div>{line or '<br>'}</div>" for line in text.split("\n"))


def ps(lang: str) -> str:
    return "".join(f"<p>{line}</p>" for line in OURS[lang] if line)


# HTML alone, as mail programs mark what they quote. {t}: the words, {o}: ours.
HTML = [
    ("gmail", "<div dir=\"ltr\">{t}</div><br><div class=\"gmail_quote gmail_quote_container\"><div dir=\"ltr\" class=\"gmail_attr\">El lun, 3 nov 2025 a las 10:12, Club (&lt;<a href=\"mailto:club@example.com\">club@example.com</a>&gt;) escribió:<br></div><blockquote class=\"gmail_quote\" style=\"margin:0\">{o}</blockquote></div>"),
    ("outlook-web", "<html><head><style>p {{color:red}}</style></head><body><div class=\"elementToProof\">{t}</div><div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\"><b>De:</b> Club<br><b>Enviado:</b> lunes<br><b>Para:</b> Ana<br><b>Asunto:</b> Tu solicitud</div>{o}</body></html>"),
    ("outlook-desktop", "<html><body><div class=\"WordSection1\">{t}<div style=\"border:none;border-top:solid #E1E1E1 1.0pt\"><p><b>De:</b> Club &lt;club@example.com&gt;<br><b>Enviado el:</b> lunes, 3 de noviembre de 2025 10:12<br><b>Para:</b> ana@example.com<br><b>Asunto:</b> Tu solicitud</p></div>{o}</div></body></html>"),
    ("apple", "<html><body>{t}<div><br><blockquote type=\"cite\"><div>El 3 nov 2025, a las 10:12, Club &lt;club@example.com&gt; escribió:</div><br>{o}</blockquote></div></body></html>"),
    ("iphone", "<html><body>{t}<br><div dir=\"ltr\">Enviado desde mi iPhone</div><div dir=\"ltr\"><br><blockquote type=\"cite\">El 3 nov 2025, a las 10:12, Club escribió:<br><br></blockquote></div><blockquote type=\"cite\">{o}</blockquote></body></html>"),
    ("thunderbird", "<html><body>{t}<div class=\"moz-cite-prefix\">El 3/11/25 a las 10:12, Club escribió:<br></div><blockquote type=\"cite\" cite=\"mid:x\">{o}</blockquote></body></html>"),
    ("yahoo", "<html><body><div class=\"yahoo-style-wrap\">{t}</div><div id=\"yahoo_quoted_1\" class=\"yahoo_quoted\"><div>El lunes, 3 de noviembre de 2025, Club escribió:</div>{o}</div></body></html>"),
    ("proton", "<div>{t}</div><div class=\"protonmail_signature_block\">Enviado con Proton Mail</div><div class=\"protonmail_quote\">El lunes, Club escribió:<blockquote type=\"cite\">{o}</blockquote></div>"),
    ("outlook-phone", "<html><body>{t}<div id=\"ms-outlook-mobile-signature\">Obtener <a href=\"https://aka.ms\">Outlook para iOS</a></div><div id=\"mail-editor-reference-message-container\"><hr><b>De:</b> Club<br>{o}</div></body></html>"),
    ("hidden", "<html><head><title>Correo</title><script>alert(1)</script></head><body><div style=\"display:none\">preheader</div>{t}<style>b{{}}</style></body></html>"),
    ("broken", "<div><p>{t}<b><i></div></p></span></table><!-- x"),
    ("plain", "{t}"),
]  # fmt: skip


def head(name: str, lang: str, **more: str) -> list[str]:
    subject = {"es": "Re: Tu solicitud RIB-2026-000001-X", "en": "Re: Your request RIB-2026-000001-X"}[lang]
    fields = {
        "From": "Ana Ruiz <ana@example.com>", "To": TO, "Subject": subject, "Date": "Mon, 03 Nov 2025 11:00:00 +0100",
        "Message-ID": f"<{name}@mail.example.com>", "MIME-Version": "1.0",
    } | {key.replace("_", "-"): value for key, value in more.items()}  # fmt: skip
    return [f"{key}: {value}" for key, value in fields.items() if value]


def in_plain(
    name: str, lang: str, text: str, charset: str = "utf-8", transfer: str = "8bit", **more
) -> bytes:
    body = text.encode(charset, "replace")
    if transfer == "base64":
        body = base64.encodebytes(body)
    elif transfer == "quoted-printable":
        body = quopri.encodestring(body)
    lines = head(
        name, lang, Content_Type=f"text/plain; charset={charset}", Content_Transfer_Encoding=transfer, **more
    )
    return "\n".join(lines).encode() + b"\n\n" + body + b"\n"


def in_html(name: str, lang: str, html: str, charset: str = "utf-8") -> bytes:
    lines = head(name, lang, Content_Type=f'text/html; charset="{charset}"', Content_Transfer_Encoding="8bit")
    return "\n".join(lines).encode() + b"\n\n" + html.encode(charset, "xmlcharrefreplace") + b"\n"


def both(name: str, lang: str, text: str, html: str) -> bytes:
    lines = head(name, lang, Content_Type='multipart/alternative; boundary="b1"')
    parts = [("text/plain", text), ("text/html", html)]
    body = "".join(
        f"--b1\nContent-Type: {kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{content}\n"
        for kind, content in parts
    )
    return ("\n".join(lines) + "\n\n" + body + "--b1--\n").encode()


class Corpus:
    def __init__(self) -> None:
        self.expected: dict[str, dict[str, str]] = {}

    def add(self, name: str, raw: bytes, text: str = "", what: str = "text") -> None:
        assert name not in self.expected, name
        (HERE / f"{name}.eml").write_bytes(raw)
        self.expected[name] = {"what": what, "text": text}

    def write(self) -> None:
        plain(self)
        signatures(self)
        pages(self)
        writings(self)
        structures(self)
        machines(self)
        (HERE / "expected.json").write_text(json.dumps(self.expected, ensure_ascii=False, indent=1) + "\n")


def plain(corpus: Corpus) -> None:
    for number, (client, lang, below) in enumerate(BELOW):
        says = SAYS[lang][number % len(SAYS[lang])]
        tail = below.format(q=quoted(lang), b=bare(lang), b1=OURS[lang][0])
        name = f"{lang}-{client}"
        corpus.add(name, in_plain(name, lang, f"{says}\n\n{tail}"), says)
    for case, lang, text, wanted in WHOLE:
        name = f"{lang}-text-{case}"
        corpus.add(name, in_plain(name, lang, text), wanted)


def signatures(corpus: Corpus) -> None:
    for lang, signed in SIGNED.items():
        for number, (case, words) in enumerate(signed):
            says = SAYS[lang][number % len(SAYS[lang])]
            name = f"{lang}-signed-{case}"
            corpus.add(name, in_plain(name, lang, f"{says}\n\n{words}"), says)


def pages(corpus: Corpus) -> None:
    for number, (case, page) in enumerate(HTML):
        lang = "es"
        says = SAYS[lang][number % len(SAYS[lang])]
        html = page.format(t=html_of(says), o=ps(lang))
        corpus.add(f"html-{case}", in_html(f"html-{case}", lang, html), says)
        if case not in ("broken", "hidden", "plain"):
            below = f"{says}\n\nEl lun, 3 nov 2025 a las 10:12, Club (<club@example.com>) escribió:\n\n{quoted(lang)}"
            corpus.add(f"both-{case}", both(f"both-{case}", lang, below, html), says)
            empty = page.format(t="", o=ps(lang))
            corpus.add(f"html-{case}-empty", in_html(f"html-{case}-empty", lang, empty), "")


def writings(corpus: Corpus) -> None:
    spanish = "¿Mañana, señor Núñez? El año pasado pagué 30 € — «carísimo»."
    western = "¿Mañana, señor Núñez? El año pasado pagué 30 euros."
    for charset, transfer, text in [
        ("utf-8", "base64", spanish), ("utf-8", "quoted-printable", spanish), ("utf-8", "8bit", spanish),
        ("iso-8859-1", "quoted-printable", western), ("iso-8859-1", "8bit", western),
        ("iso-8859-15", "quoted-printable", western.replace("euros", "€")),
        ("windows-1252", "quoted-printable", spanish), ("windows-1252", "8bit", spanish),
        ("utf-16", "base64", spanish), ("utf-7", "8bit", western), ("mac-roman", "quoted-printable", western),
        ("koi8-r", "base64", "Здравствуйте"), ("gb2312", "base64", "你好"), ("iso-2022-jp", "8bit", "こんにちは"),
        ("shift_jis", "base64", "こんにちは"), ("euc-kr", "base64", "안녕하세요"), ("windows-1256", "base64", "مرحبا"),
    ]:  # fmt: skip
        name = f"charset-{charset}-{transfer}"
        corpus.add(name, in_plain(name, "es", text, charset, transfer), text)
    wrong = in_plain("charset-wrong", "es", western).replace(b"charset=utf-8", b"charset=us-ascii")
    corpus.add("charset-wrong", wrong, western)
    unknown = in_plain("charset-unknown", "es", western).replace(b"charset=utf-8", b"charset=x-nobody-knows")
    corpus.add("charset-unknown", unknown, western)
    lying = in_plain("charset-lying", "es", western, "iso-8859-1").replace(
        b"charset=iso-8859-1", b"charset=utf-8"
    )
    corpus.add("charset-lying", lying, western)
    none = in_plain("charset-none", "es", western).replace(b"Content-Type: text/plain; charset=utf-8\n", b"")
    corpus.add("charset-none", none, western)
    no_codec = in_plain("charset-no-text", "es", western).replace(b"charset=utf-8", b"charset=hex")
    corpus.add("charset-no-text", no_codec, western)
    nul = in_plain("nul-in-text", "es", "Hola\x00 mundo")
    corpus.add("nul-in-text", nul, "Hola mundo")
    unseen = in_plain("unseen-signs", "es", "Ho\u200bla\u202e mundo\ufeff")
    corpus.add("unseen-signs", unseen, "Hola mundo")


FLOWED = "Esta línea sigue \nen la siguiente y \nen la otra.\n\nOtro párrafo.\n\n-- \nAna"


def structures(corpus: Corpus) -> None:
    flowed = in_plain("flowed", "es", FLOWED).replace(b"charset=utf-8", b"charset=utf-8; format=flowed")
    corpus.add("flowed", flowed, "Esta línea sigue en la siguiente y en la otra.\n\nOtro párrafo.")
    crlf = in_plain("crlf", "es", "Uno.\n\nDos.\n\n> Tres").replace(b"\n", b"\r\n")
    corpus.add("crlf", crlf, "Uno.\n\nDos.")
    part = "Content-Type: text/plain; charset=utf-8\n\n"
    mixed = head("mixed", "es", Content_Type='multipart/mixed; boundary="m"')
    picture = "--m\nContent-Type: image/png; name=foto.png\nContent-Disposition: attachment; filename=foto.png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
    corpus.add(
        "mixed",
        ("\n".join(mixed) + f"\n\n--m\n{part}Mira la foto.\n{picture}--m--\n").encode(),
        "Mira la foto.",
    )
    apple = head("apple-two-texts", "es", Content_Type='multipart/mixed; boundary="m"')
    corpus.add(
        "apple-two-texts",
        ("\n".join(apple) + f"\n\n--m\n{part}Arriba.\n{picture}--m\n{part}Abajo.\n--m--\n").encode(),
        "Arriba.\n\nAbajo.",
    )
    related = head("related", "en", Content_Type='multipart/related; boundary="r"')
    page = "--r\nContent-Type: text/html; charset=utf-8\n\n<p>See it: <img src=cid:x></p>\n"
    corpus.add("related", ("\n".join(related) + f"\n\n{page}--r--\n").encode(), "See it:")
    nested = head("letter-in-letter", "es", Content_Type='multipart/mixed; boundary="m"')
    inner = "--m\nContent-Type: message/rfc822\n\nFrom: x@example.com\nSubject: dentro\n\nEsto es de otro.\n"
    corpus.add(
        "letter-in-letter",
        ("\n".join(nested) + f"\n\n--m\n{part}Te reenvío esto.\n{inner}--m--\n").encode(),
        "Te reenvío esto.",
    )
    open_end = head("no-last-boundary", "es", Content_Type='multipart/mixed; boundary="m"')
    corpus.add(
        "no-last-boundary", ("\n".join(open_end) + f"\n\n--m\n{part}Sin final.\n").encode(), "Sin final."
    )
    no_parts = head("no-boundary-at-all", "es", Content_Type="multipart/mixed")
    corpus.add("no-boundary-at-all", ("\n".join(no_parts) + "\n\nSin partes.\n").encode(), "Sin partes.")
    signed = head(
        "signed", "en", Content_Type='multipart/signed; boundary="s"; protocol="application/pgp-signature"'
    )
    corpus.add(
        "signed",
        (
            "\n".join(signed)
            + f"\n\n--s\n{part}Signed words.\n--s\nContent-Type: application/pgp-signature; name=s.asc\n\nxx\n--s--\n"
        ).encode(),
        "Signed words.",
    )
    bad64 = in_plain("base64-broken", "es", "Hola", "utf-8", "base64").replace(b"SG9sYQ==", b"SG9sYQ!!=")
    corpus.add("base64-broken", bad64, "Hola")
    deep = head("deep", "es", Content_Type='multipart/mixed; boundary="d0"')
    body = "".join(f'--d{n}\nContent-Type: multipart/mixed; boundary="d{n + 1}"\n\n' for n in range(40))
    corpus.add("deep", ("\n".join(deep) + f"\n\n{body}--d40\n{part}En el fondo.\n").encode(), "En el fondo.")
    long_line = "palabra " * 2000
    corpus.add("long-line", in_plain("long-line", "es", long_line), long_line.strip())


def machines(corpus: Corpus) -> None:
    def machine(name: str, what: str, lang: str = "es", text: str = "Estoy fuera.", **more: str) -> None:
        corpus.add(name, in_plain(name, lang, text, **more), "", what)

    machine("auto-replied", "automatic", Auto_Submitted="auto-replied")
    machine("auto-generated", "automatic", Auto_Submitted="auto-generated (rejected)")
    machine("auto-vacation-subject", "automatic", Subject="Respuesta automática: Tu solicitud")
    machine("auto-out-of-office", "automatic", "en", Subject="Out of Office: Your request")
    machine("auto-reply-outlook", "automatic", "en", Subject="Automatic reply: Your request")
    machine("auto-away", "automatic", Subject="Fuera de la oficina Re: Tu solicitud")
    machine("auto-x-autoreply", "automatic", X_Autoreply="yes")
    machine("auto-x-autorespond", "automatic", X_Autorespond="vacation")
    machine("auto-precedence", "automatic", Precedence="auto_reply")
    machine("auto-junk", "automatic", Precedence="junk")
    machine("auto-null-sender", "automatic", Return_Path="<>")
    machine("auto-noreply", "automatic", From="Tienda <no-reply@shop.example>")
    machine("auto-no-responder", "automatic", From="Banco <no-responder@bank.example>")
    machine(
        "auto-encoded-subject", "automatic", Subject="=?utf-8?q?Respuesta_autom=C3=A1tica=3A_Tu_solicitud?="
    )
    machine("list-id", "list", List_Id="<news.example.com>")
    machine("list-bulk", "list", Precedence="bulk")
    machine("list-precedence", "list", Precedence="list")
    machine(
        "returned-daemon",
        "returned",
        From="Mail Delivery System <MAILER-DAEMON@mx.example>",
        Subject="Undelivered Mail",
    )
    machine(
        "returned-postmaster",
        "returned",
        From="postmaster@outlook.example",
        Subject="No se puede entregar: Tu solicitud",
    )
    machine("returned-subject", "returned", "en", Subject="Delivery Status Notification (Failure)")
    machine("human-with-auto-no", "text", Auto_Submitted="no")
    corpus.expected["human-with-auto-no"]["text"] = "Estoy fuera."
    report = head(
        "returned-report", "en", From="MAILER-DAEMON@mx.example", Return_Path="<>",
        Content_Type='multipart/report; report-type=delivery-status; boundary="r"', Auto_Submitted="auto-replied",
    )  # fmt: skip
    body = (
        "--r\nContent-Type: text/plain\n\nIt was not delivered.\n"
        "--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        "Final-Recipient: rfc822; ana@example.com\nAction: failed\nStatus: 5.2.2\n"
        "Diagnostic-Code: smtp; 552 5.2.2 Mailbox full\n\n"
        "--r\nContent-Type: message/rfc822\n\nMessage-ID: <ours@club.example.com>\nSubject: x\n\nHi\n--r--\n"
    )
    corpus.add("returned-report", ("\n".join(report) + "\n\n" + body).encode(), "", "returned")
    receipt = head(
        "read-receipt",
        "en",
        Content_Type='multipart/report; report-type=disposition-notification; boundary="r"',
    )
    corpus.add(
        "read-receipt",
        ("\n".join(receipt) + "\n\n--r\nContent-Type: text/plain\n\nRead.\n--r--\n").encode(), "", "automatic",
    )  # fmt: skip


if __name__ == "__main__":
    for old in HERE.glob("*.eml"):
        old.unlink()
    Corpus().write()
