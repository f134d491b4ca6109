"""Where a request comes from, in the one spelling that limits count by."""

import ipaddress

UNKNOWN = "0.0.0.0"  # noqa: S104 - no listening: nobody's address, such as behind a local socket


def clean(text: str) -> str:
    """The address without port and brackets; an IPv4 address in IPv6 clothes is the IPv4 address."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return UNKNOWN
    return str(getattr(address, "ipv4_mapped", None) or address)
