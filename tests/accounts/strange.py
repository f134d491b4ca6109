"""Texts that should stay texts (row 20)."""

XSS = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>",
    "<b onmouseover=alert(1)>b</b>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "javascript:alert(1)",
    "{{ 7|add:7 }}{% debug %}",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "Eva & Leo <3",
]  # fmt: skip
