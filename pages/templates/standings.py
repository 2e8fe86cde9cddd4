"""How it is said that a value misses its target: by how much, and since when."""

from __future__ import annotations

from data.indicators import Indicator, Since, counted_in
from data.words import Words


def is_high(about: Indicator) -> bool:
    """Whether an area is behind below its target: high is good, or it is the people missing to such a target."""
    return about.gap or about.polarity == "high_good"


def lacks_said(about: Indicator, short: int | None, words: Words) -> str:
    """How much is missing to a target, or above it where low is good; "" where that is not told."""
    if short is None or not counted_in(about):
        return ""
    said = words.quantity(short, counted_in(about))
    return words("kurang {short}", short=said) if is_high(about) else words("kelebihan {short}", short=said)


def brings_said(rupiah: int, regions: int, of: int, words: Words) -> str:
    """What those who are missing would bring in a month, an estimate; in `regions` where it is not told of all `of` them."""
    if not regions:
        return ""
    said = words.rupiah(rupiah)
    if regions == of:
        return words("taksiran {rupiah} iuran sebulan", rupiah=said)
    return words("taksiran {rupiah} iuran sebulan di {n} wilayah", rupiah=said, n=words.number(regions))


def since_written(since: Since, words: Words) -> str:
    """The first month of a run below the target, or that it may have begun before."""
    month = words.date(since.month)
    return words("{month} atau lebih awal", month=month) if since.or_earlier else month
