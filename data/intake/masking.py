"""What identifies a person in the middle of a text: identity numbers, telephones, e-mail. Never shown, never kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

SHOWN = "•••"
# A NIK, a family card: sixteen digits together, or in the groups in which people write them.
IDENTITY = re.compile(
    r"(?<!\d)(?:\d{16}|\d{4}([ .-])\d{4}\1\d{4}\1\d{4}|\d{6}([ .-])\d{6}\2\d{4}|\d{2}([ .-])\d{2}\3\d{2}\3\d{6}\3\d{4})(?!\d)"
)
PHONE = re.compile(r"(?<![\d.,])(?:\+62[\s.-]?|0)8\d{2}[\s.-]?\d{3,4}[\s.-]?\d{2,5}(?!\d)")
# Without its plus a number might as well be rupiah: told as a telephone in prose alone.
_BARE_PHONE = re.compile(r"(?<![\d.,])628\d{2}[\s-]?\d{3,4}[\s-]?\d{2,5}(?!\d)")
MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{1,63}")
_MAY_HOLD = re.compile(r"@|\d[\d .-]{8}")


def may_hold(texts: Iterable[str]) -> bool:
    """Whether any of many texts may hold what `masked` takes out, looked at all together."""
    return bool(_MAY_HOLD.search("\n".join(texts)))


@lru_cache(maxsize=20_000)
def masked(text: str, shown: str = SHOWN, *, prose: bool = True) -> str:
    """A text with `shown` in the place of each identity number, telephone number and e-mail address.

    Not in `prose`, a telephone is one only with its 0 or +62.

    >>> masked("Ny. A, NIK 3516010101900001, 0812-3456-7890")
    'Ny. A, NIK •••, •••'
    """
    if not _MAY_HOLD.search(text):
        return text
    for pattern in (IDENTITY, PHONE, MAIL, *((_BARE_PHONE,) if prose else ())):
        text = pattern.sub(shown, text)
    return text
