"""Cutting what a reply carries along: the letter that it answers, signatures, notices of telephones and lawyers.

Spanish and English, as Gmail, Outlook, Apple Mail, Thunderbird and telephones write them. What is cut is not lost:
the original stays one click away. In doubt it stays: a word too many is better than a lost one.
"""

import re

UNSEEN = re.compile(
    "[\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
QUOTED = re.compile(r"\s*>")
LONGEST = 60_000  # characters that are looked at; three times what a reply may hold
MOST_HEADERS = 30
SIGNATURE_LINES = 12

# "On Mon, 3 Nov 2025 at 10:12, Club <club@example.com> wrote:", "El lun, 3 nov 2025 a las 10:12, Club (…) escribió:",
# in one line or folded into up to four.
WROTE = re.compile(
    r"^[ \t]*(?:"
    r"(?:El|On|O|Am|Le|Em|Il)\b[^\n]{0,300}(?:\n(?!\s*>)[^\n]{1,200}){0,3}?"
    r"\b(?:escribi[oó]|wrote|va escriure|escribiu|a écrit|schrieb|escreveu|ha scritto)\b[^\n]{0,200}?\s*:"
    r"|\d{4}-\d\d-\d\d[^\n]{0,100}<[^\n<>]+@[^\n<>]+>\s*:"
    r"|[^\n<>]{0,80}<[^\n<>]+@[^\n<>]+>\s+(?:escribi[oó]|wrote)\b[^\n]{0,80}:"
    r"|[^\n]{1,80}\b(?:escribi[oó]|wrote)\s*:"
    r")[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
# "-----Original Message-----", "-------- Mensaje reenviado --------", a rule of Outlook.
DIVIDER = re.compile(
    r"^[ \t]*(?:"
    r"[-_*=]{2,}\s*(?:original message|mensaje original|original-nachricht|missatge original|mensaje citado"
    r"|reply (?:above|message)|respuesta original|forwarded message|mensaje reenviado|correo original)\s*[-_*=]{0,}"
    r"|-{3,}[^\n]{1,120}\b(?:wrote|escribi[oó])\s*:\s*-{3,}"
    r"|begin forwarded message\s*:|inicio del mensaje reenviado\s*:"
    r")[ \t]*:?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
NAMES = {
    "from": r"de|from|remitente|von|desde",
    "sent": r"enviado(?: el)?|sent|fecha|date|enviat|data|gesendet",
    "to": r"para|to|destinatario|per a|a|an",
    "cc": r"cc|copia|bcc|cco",
    "subject": r"asunto|subject|assumpte|betreff|asunto del mensaje",
}
FIELD = re.compile(
    rf"^[ \t>]*\*{{0,2}}(?P<name>{'|'.join(NAMES.values())})\s*:\*{{0,2}}[ \t]*\S", re.IGNORECASE
)
RULE = re.compile(r"^[ \t]*[_\-─—]{8,}[ \t]*$")

SIGNATURE = re.compile(r"^-- ?$|^—$|^__+$")
PHONE = re.compile(
    r"^\W{0,3}(?:"
    r"enviad[oa] (?:desde|con|a trav[eé]s de|por|mediante) (?:mi |el |la |un |una )?"
    r"(?:(?:\w+ )?(?:iphone|ipad|m[oó]vil|tel[eé]fono|smartphone|tablet|samsung|galaxy|xiaomi|redmi|huawei|honor"
    r"|motorola|moto|oppo|realme|pixel|nokia|sony|xperia|lg|blackberry|android|dispositivo|outlook|yahoo"
    r"|correo|gmail|mail|proton ?mail|hotmail|windows|aplicaci[oó]n|app|bluemail|spark|smartphone)\b)"
    r"|sent (?:from|with|via|using|by) (?:my |the |a |an )?"
    r"(?:(?:\w+ )?(?:iphone|ipad|mobile|phone|smartphone|tablet|samsung|galaxy|xiaomi|redmi|huawei|honor|motorola|moto"
    r"|oppo|realme|pixel|nokia|sony|xperia|lg|blackberry|android|device|outlook|yahoo|gmail|mail|proton ?mail|hotmail"
    r"|windows|aol|mailspring|spark|bluemail|superhuman|iphone)\b)"
    r"|(?:obt[eé]n|obtener|descarga|get|download) outlook\b"
    r"|from my (?:iphone|ipad|android|phone|mobile)\b"
    r"|desde mi (?:iphone|ipad|m[oó]vil|tel[eé]fono)\b"
    r"|yahoo mail: )[^\n]{0,120}$",
    re.IGNORECASE,
)
NOTICE = re.compile(
    r"^\W{0,4}(?:"
    r"aviso legal\b|aviso de confidencialidad\b|nota de confidencialidad\b|cl[aá]usula de confidencialidad\b"
    r"|confidencialidad\s*:|protecci[oó]n de datos\s*:|confidentiality (?:notice|note)\b|disclaimer\b|legal notice\b"
    r"|este (?:mensaje|correo|e-?mail)(?: electr[oó]nico)?,? (?:y |puede contener|se dirige|va dirigido|contiene inform"
    r"|es confidencial|est[aá] dirigido)"
    r"|la informaci[oó]n (?:contenida|incluida) en (?:este|el presente) (?:mensaje|correo|e-?mail)"
    r"|en cumplimiento de (?:la normativa|lo dispuesto|la ley|el reglamento|la legislaci)"
    r"|de conformidad con (?:la normativa|lo dispuesto|la ley|el reglamento)"
    r"|this (?:e-?mail|message|communication)(?: and any| is intended| may contain| contains conf| is conf"
    r"| \(including)"
    r"|the information (?:contained|in) (?:in )?this (?:e-?mail|message)"
    r"|antes de imprimir\b|no imprimas? este\b|por favor,? (?:considere|piense|piensa)[^\n]{0,40}imprimir"
    r"|please (?:consider|think of|think about) the environment\b|think before (?:you )?print"
    r"|libre de virus\b|virus-free\b|este (?:correo|mensaje) (?:electr[oó]nico )?ha sido (?:comprobado|analizado)"
    r"|this (?:e-?mail|message) has been (?:checked|scanned)"
    r"|has recibido este mensaje porque|you received this message because"
    r")",
    re.IGNORECASE,
)


def reply_of(text: str, ours: str = "") -> str:
    """What the person wrote; empty when nothing of it is new. `ours` is the letter that it answers, if known."""
    text = tidy(text)[:LONGEST]
    return without_end(without_ours(without_quotes(text), ours))


def first_words_of(text: str, *, forwarded: bool = False) -> str:
    """What a letter says that begins something: a forwarded one with what it forwards, for that is what it says."""
    text = tidy(text)
    if forwarded:
        return text
    return reply_of(text) or without_end(text) or text


def tidy(text: str) -> str:
    text = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " "))
    lines = [line if line == "-- " else line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def without_quotes(text: str) -> str:
    """Without the quoted letter; what is written between or below lines with ">" stays."""
    kept, rest = "", cut_at_header(text)
    for _again in range(MOST_HEADERS):
        match = WROTE.search(rest)
        if match is None:
            break
        after = rest[match.end() :]
        if QUOTED.match(after):
            kept, rest = kept + rest[: match.start()].rstrip() + "\n\n", without_quoted_lines(after)
        elif is_header(match[0]) or not after.strip():
            kept, rest = kept + rest[: match.start()], ""
        else:
            # A sentence of the person's own that ends like one: "My neighbour wrote:".
            kept, rest = kept + rest[: match.end()], after
    return without_quoted_lines(kept + rest)


def is_header(line: str) -> bool:
    """A mail program's line names a day or an address; a person's sentence hardly does both."""
    return bool(re.search(r"\d{1,2}[:.h]\d\d|\d{4}|@|\d{1,2}/\d{1,2}", line))


def cut_at_header(text: str) -> str:
    """Cuts at a divider, or at a block of De:, Enviado:, Para:, Asunto: as Outlook and telephones put it."""
    ends = [match.start() for match in DIVIDER.finditer(text)][:1]
    lines, at = text.split("\n"), 0
    for number, line in enumerate(lines):
        if FIELD.match(line) and not QUOTED.match(line) and is_block(lines[number : number + 8]):
            ends.append(start_of(lines, number, at))
            break
        at += len(line) + 1
    return text[: min(ends)] if ends else text


def is_block(lines: list[str]) -> bool:
    """Whether three of the fields follow each other, or sender and date."""
    found = set()
    for line in lines:
        if match := FIELD.match(line):
            name = match["name"].lower()
            found.add(next(key for key, names in NAMES.items() if re.fullmatch(names, name)))
    return "from" in found and len(found & {"sent", "to", "subject"}) >= 2


def start_of(lines: list[str], number: int, at: int) -> int:
    """The place of the block, with the rule above it."""
    while number and (RULE.match(lines[number - 1]) or not lines[number - 1].strip()):
        number -= 1
        at -= len(lines[number]) + 1
    return at


def without_quoted_lines(text: str) -> str:
    """Without lines that begin with ">", nor the ends that a program broke off them."""
    kept: list[str] = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not QUOTED.match(line) and not is_broken_off(lines, number):
            kept.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def is_broken_off(lines: list[str], number: int) -> bool:
    """A few words in small letters between two quoted lines, of which the first is as long as lines get."""
    around = lines[number - 1 : number] + lines[number + 1 : number + 2]
    between = len(around) == 2 and all(QUOTED.match(line) for line in around)
    return between and len(around[0]) >= 70 and len(lines[number]) < 30 and lines[number][:1].islower()


def without_ours(text: str, ours: str) -> str:
    """Cuts where our own words begin: for programs that quote without any sign."""
    ours_lines = {bare(line) for line in ours.split("\n") if len(bare(line)) > 24}
    if not ours_lines:
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if bare(line) in ours_lines:
            return "\n".join(lines[:number]).rstrip()
    return text


def bare(line: str) -> str:
    return re.sub(r"\W+", " ", line).strip().lower()


def without_end(text: str) -> str:
    """Without signature, telephone's line and lawyers' notice at the end; never without everything."""
    lines = text.split("\n")
    written = [number for number, line in enumerate(lines) if line.strip()]
    for place, number in enumerate(written):
        if is_end(lines[number], before=place, after=len(written) - place - 1):
            lines = lines[:number]
            break
    while lines and (not lines[-1].strip() or RULE.match(lines[-1])):
        lines.pop()
    return "\n".join(lines).strip()


def is_end(line: str, *, before: int, after: int) -> bool:
    """Whether what people write ends above this line; how many lines with words stand before and after it."""
    if PHONE.match(line):
        return after <= 2
    if SIGNATURE.match(line):
        return bool(before) and after <= SIGNATURE_LINES
    return bool(before) and bool(NOTICE.match(line))
