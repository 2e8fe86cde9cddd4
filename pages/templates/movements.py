"""How a movement is said: who moved behind it, and risen or fallen only of what exceeds chance.

Every sentence about a difference between two months is made here, so that no page calls a rise what another does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from data.indicators import Indicator, Movement, difference_unit, exceed_chance, moved_unit
from data.words import Words
from pages.templates.values import signed_quantity

_NAMED = 4  # regions that a sentence names; the others are counted


def movers_said(about: Indicator, moved: Movement, months: int, words: Words) -> str:
    """Who moved: employers that came and went, or what rose and fell with how many of them; "" where it is not known.

    Over several months the moves of each are added, so that who comes and goes again is counted both times.
    """
    moves = moved.moves
    if moves is None or not moves.entered + moves.gone:
        return ""
    counts = {"came": words.number(moves.entered), "went": words.number(moves.gone)}
    unit = moved_unit(about)
    if unit == "employers":
        if months > 1:
            return words("{came} kali pemberi kerja masuk dan {went} kali keluar", **counts)
        return words("{came} pemberi kerja masuk dan {went} keluar", **counts)
    amounts = {"up": words.quantity(moves.up, unit), "down": words.quantity(moves.down, unit)}
    if months > 1:
        return words("+{up} dalam {came} dan −{down} dalam {went} perpindahan bulanan", **amounts, **counts)
    return words("+{up} pada {came} dan −{down} pada {went} pemberi kerja", **amounts, **counts)


def chance_said(moved: Movement, exceeds: bool, words: Words) -> str:
    """Whether a difference exceeds chance; "" where there is none, or where it cannot be told."""
    if moved.p is None or not moved.way:
        return ""
    if exceeds:
        return words("melebihi kebetulan")
    return words("dalam batas kebetulan") if moved.exact else words("tidak terbukti melebihi kebetulan")


def movement_said(about: Indicator, moved: Movement | None, months: int, words: Words) -> str:
    """Who moved behind one difference that is told alone, and whether it exceeds chance; "" where neither is known."""
    if moved is None:
        return ""
    [exceeds] = exceed_chance([moved.p])
    parts = (movers_said(about, moved, months, words), chance_said(moved, exceeds, words))
    return ", ".join(part for part in parts if part)


def differences_said(
    about: Indicator, moved: Sequence[Movement | None], words: Words
) -> list[tuple[str, str]]:
    """Differences that stand in one column, each with its sign and what chance says of it; a dash where none is known.

    Whoever reads the column is told all of them at once, so that they share one chance.
    """
    exceed = exceed_chance([one.p if one else None for one in moved])
    return [_difference(about, one, beyond, words) for one, beyond in zip(moved, exceed, strict=True)]


def _difference(about: Indicator, moved: Movement | None, exceeds: bool, words: Words) -> tuple[str, str]:
    if moved is None:
        return "–", ""
    if not moved.way:
        return "±0", words("tetap")
    said = signed_quantity(moved.change, difference_unit(about.unit), words)
    return said, chance_said(moved, exceeds, words) or words("tidak diuji terhadap kebetulan")


def way_said(about: Indicator, moved: Movement, since: str, words: Words) -> str:
    """One difference since a month: risen or fallen where it exceeds chance, else with its sign."""
    [exceeds] = exceed_chance([moved.p])
    day = words.date(since)
    if not moved.way:
        return words("tetap sejak {date}", date=day)
    if exceeds:
        size = words.quantity(abs(moved.change), difference_unit(about.unit))
        if moved.way > 0:
            return words("naik {n} sejak {date}", n=size, date=day)
        return words("turun {n} sejak {date}", n=size, date=day)
    change = signed_quantity(moved.change, difference_unit(about.unit), words)
    said = words("{change} sejak {date}", change=change, date=day)
    doubt = chance_said(moved, exceeds, words)
    return f"{said}, {doubt}" if doubt else said


def change_said(about: Indicator, moved: Movement, since: str, words: Words) -> str:
    """One difference since a month with its sign, where there is little room; what is within chance says so."""
    if not moved.way:
        return words("tetap sejak {date}", date=words.date(since))
    change = signed_quantity(moved.change, difference_unit(about.unit), words)
    said = words("{change} sejak {date}", change=change, date=words.date(since))
    [exceeds] = exceed_chance([moved.p])
    return said if exceeds or moved.p is None else words("{said}, belum beda nyata", said=said)


def regions_said(about: Indicator, moved: Mapping[str, Movement], months: int, words: Words) -> list[str]:
    """Which of several regions (by the name that they are called by) rose and fell beyond chance, and how many did not.

    All of them are told at once, so that they share one chance. Of a single region nothing is said here.
    """
    if len(moved) < 2:
        return []
    exceed = dict(zip(moved, exceed_chance([one.p for one in moved.values()]), strict=True))
    named = [name for name in moved if exceed[name]]
    told = [*_named(about, [(name, moved[name]) for name in named], months, words)]
    within = sum(one.p is not None and not exceed[name] for name, one in moved.items())
    untested = sum(one.p is None for one in moved.values())
    if untested == len(moved):
        return [words("Selisih tiap wilayah tidak dapat diuji terhadap kebetulan, jadi tidak dinilai.")]
    if not named:
        told.append(words("Tidak ada wilayah yang terbukti berubah melebihi kebetulan."))
    elif within:
        told.append(words("{n} wilayah lain tidak terbukti melebihi kebetulan.", n=words.number(within)))
    if untested:
        told.append(words("{n} wilayah tidak dapat diuji terhadap kebetulan.", n=words.number(untested)))
    return told


def _named(
    about: Indicator, named: Sequence[tuple[str, Movement]], months: int, words: Words
) -> Iterator[str]:
    """A sentence for those that rose and one for those that fell, the largest difference first."""
    for way in (1, -1):
        some = sorted((pair for pair in named if pair[1].way == way), key=lambda pair: -abs(pair[1].change))
        texts = [_one(about, name, one, months, words) for name, one in some[:_NAMED]]
        if len(some) > _NAMED:
            texts.append(words("dan {n} lagi", n=len(some) - _NAMED))
        if some and way > 0:
            yield words("Naik melebihi kebetulan: {named}.", named="; ".join(texts))
        elif some:
            yield words("Turun melebihi kebetulan: {named}.", named="; ".join(texts))


def _one(about: Indicator, name: str, moved: Movement, months: int, words: Words) -> str:
    said = f"{name} {signed_quantity(moved.change, difference_unit(about.unit), words)}"
    movers = movers_said(about, moved, months, words)
    return f"{said} ({movers})" if movers else said
