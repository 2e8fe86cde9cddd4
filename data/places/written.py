"""What stands around a name or a code that people write: ordinals, codes, provinces, blanks that nobody sees.

Text goes in, text comes out: nothing here knows which regions there are but for the names of their provinces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# How the three provinces are written besides their names.
_PROVINCES = {
    "Sumatera Selatan": ("sumatera selatan", "sumatra selatan", "sumsel", "south sumatra", "south sumatera"),
    "Jawa Tengah": ("jawa tengah", "jateng", "central java"),
    "Jawa Timur": ("jawa timur", "jatim", "east java"),
}
_BY_SPELLING = {spelling: name for name, spellings in _PROVINCES.items() for spelling in spellings}
_PROVINCE = rf"(?:prov(?:insi|ince)?\.?|propinsi)?\s*(?P<province>{'|'.join(_BY_SPELLING)})\b"
_PROVINCE_BEHIND = re.compile(rf"[\s,;:/(–—-]+{_PROVINCE}(?:\s+province)?[\s).]*$", re.IGNORECASE)
_PROVINCE_BEFORE = re.compile(rf"^\s*{_PROVINCE}[\s,;:/)–—-]+(?=\S)", re.IGNORECASE)
_COUNTRY = re.compile(r"[\s,;:/(–—-]+indonesia[\s).]*$", re.IGNORECASE)
_CODE = r"(?:kode\b)?[\s:]*(?:(?:bps|kemendagri|id)\b)?[\s:]*(?P<code>\d\d(?:[.,]\d\d){1,2}|\d{4}|\d{6,7})"
_CODE_BEFORE = re.compile(rf"^\s*[(\[]?{_CODE}[)\]]?(?:\s*[-–—:|/.]\s*|\s+)(?=[^\W\d])", re.IGNORECASE)
_CODE_BEHIND = re.compile(rf"(?<=\w[\s).])\s*[-–—:|/,]?\s*[(\[]?{_CODE}[)\]]?\s*$", re.IGNORECASE)
# "1. ", "(12) ", "3) ", "No. 4 ", "IV. ", "b. " and a bare number with a blank behind it.
_ORDINAL = re.compile(
    r"^\s*(?:no(?:mor)?\.?\s*)?(?:[(\[]?(?:\d{1,3}|[ivx]{1,5}|[a-z])\s*[)\].:]+\s*|\d{1,3}\s*[-–]?\s+)(?=[^\W\d])",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_ZERO_PARTS = re.compile(r"^(\d{4}|\d\d\.\d\d)(?:\.0+)+$")


def plain_code(text: str) -> str:
    """A code without what sheets and people add to it; any other text as it is.

    Blanks, marks that say "text" and a formula around it go, a comma is a dot, and zeros of lower levels are left out.

    >>> plain_code("\u00a016,10"), plain_code("'16.10.00"), plain_code("1610.0"), plain_code('="16.10"')
    ('16.10', '16.10', '1610', '16.10')
    """
    bare = _UNSEEN.sub("", text).lstrip("'’`=").strip("\"“”'()[]")
    if not re.fullmatch(r"[0-9][0-9.,]*", bare):
        return text
    return _ZERO_PARTS.sub(r"\1", bare.replace(",", ".").rstrip("."))


@dataclass(frozen=True)
class Dressed:
    """A name and what stood around it: a code ("" for none), and the name of a province ("" for none)."""

    name: str
    code: str = ""
    province: str = ""


def undressed(text: str) -> Dressed:
    """The name in a text that also has an ordinal, a code, a province or the country.

    >>> undressed("3. Kab. Ogan Ilir (16.10), Sumatera Selatan")
    Dressed(name='Kab. Ogan Ilir', code='16.10', province='Sumatera Selatan')
    """
    name = " ".join(_UNSEEN.sub(" ", text).split())
    name = _COUNTRY.sub("", name)
    province = ""
    for pattern in (_PROVINCE_BEHIND, _PROVINCE_BEFORE):
        if match := pattern.search(name):
            province = _BY_SPELLING[match["province"].casefold()]
            name = name[: match.start()] + name[match.end() :]
    code = ""
    for pattern in (_CODE_BEFORE, _ORDINAL, _CODE_BEFORE, _CODE_BEHIND):
        if match := pattern.search(name):
            code = match.groupdict().get("code") or code
            name = name[: match.start()] + name[match.end() :]
    return Dressed(name.strip(" ,;:-–"), code.replace(",", "."), province)


def without_brackets(text: str) -> str:
    """A text without what stands in brackets."""
    return " ".join(re.sub(r"[(\[][^)\]]*[)\]]", " ", text).split())


def in_brackets(text: str) -> list[str]:
    """What stands in brackets in a text, one by one."""
    return re.findall(r"[(\[]([^)\]]*)[)\]]", text)
