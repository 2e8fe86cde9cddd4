"""What of a number rests on a rule that no source confirms, said beside the number."""

from __future__ import annotations

from data import law
from data.indicators import Indicator, definitions
from data.queries import Filters, Reading
from data.words import Words


def doubt_text(
    about: Indicator, reading: Reading, month: str, level: str, key: str, words: Words, filters: Filters = ()
) -> str:
    """How many of what an indicator counts in an area rest on an unconfirmed rule; "" for none, or where it is hidden.

    A count that is too small for the reader is said as some of them.
    """
    if not about.doubtful:
        return ""
    part = reading.one(definitions()[about.doubtful], month, level, key, filters)
    return doubtful(None if part is None else part.value, reading, month, words)


def doubtful(count: float | None, reading: Reading, month: str, words: Words) -> str:
    """The same of a count that is known already; None is one that is not."""
    if not count:
        return ""
    if count < law.at(month).min_employers and not reading.viewer.sees_every_cell:
        return words("sebagian di antaranya menurut batas Nota yang belum dikonfirmasi")
    return words("{n} di antaranya menurut batas Nota yang belum dikonfirmasi", n=words.number(count))
