"""Web addresses as browsers and HTTP headers know them: nothing outside of ASCII, nothing unsafe.

A few lines of our own, because `urllib.parse.quote` would quote a ``%41`` again, and Python's codec
``idna`` refuses hosts that browsers open.
"""

import re
from typing import Final
from urllib.parse import quote

LONGEST_HOST: Final = 253
"""Characters of a host's name (RFC 1035, section 2.3.4)."""

# It is compiled where an address is looked at, which takes its time.
_PARTS: Final = (
    # Scheme and user, the host's letters, digits, dots and hyphens, and all else.
    r"(?s)((?:[A-Za-z][A-Za-z0-9+.-]*:)?(?://)?(?:[^/?#@]*@)?)([A-Za-z0-9.\x80-\U0010ffff-]*)(.*)"
)
_DOTS: Final = re.compile("[.\u3002\uff0e\uff61]")
_NUMBER: Final = re.compile(r"\+?(?:[ ()./-]*[0-9]){3,20}")
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def normal_address(address: str) -> str:
    """``address``, an absolute one, with its host in Punycode and all else quoted once.

    >>> normal_address("https://münchen.example/ß?a=%41 %")
    'https://xn--mnchen-3ya.example/%C3%9F?a=%41%20%25'
    """
    found = re.fullmatch(_PARTS, address)
    assert found is not None
    start, host, rest = found.groups()
    if not host.isascii() and len(host) <= LONGEST_HOST:
        host = ".".join(map(_label, _DOTS.split(host)))
    return _quoted(start) + _quoted(host) + _quoted(rest)


def dialled(number: str) -> str:
    """The digits of a telephone ``number`` as people write it; empty where it is none.

    >>> dialled("+44 (0)20 7946 0958"), dialled("555-0100"), dialled("call us")
    ('+442079460958', '5550100', '')
    """
    if number.startswith("+"):
        number = number.replace("(0)", "")
    return re.sub(r"[^+0-9]", "", number) if _NUMBER.fullmatch(number) else ""


def _label(label: str) -> str:
    return label if label.isascii() else "xn--" + label.encode("punycode").decode()


def _quoted(text: str) -> str:
    return _STRAY_PERCENT.sub("%25", quote(text, safe=";/?:@&=+$,-_.!~*'()#%", errors="replace"))
