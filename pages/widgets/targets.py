"""Targets as people read them: what a number is held against, and what an area has of its own."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from data.indicators import NATION, Quantity, Target, definitions, of_unit, stated_targets
from data.words import Words
from pages import session, templates
from pages.templates import signed_value

# What weakens a target -> what is said of it.
STANDINGS = {
    "weak": "lemah: dibulatkan atau halamannya tidak dibaca ulang",
    "doubtful": "meragukan: tidak dipakai untuk menilai",
    "old": "sasaran lama: tidak dipakai untuk menilai",
    "review": "sedang ditinjau ulang: tidak dipakai untuk menilai",
}


def whose(target: Target, words: Words) -> str:
    """The area that a target was set for."""
    return words("nasional") if target.area == NATION else session.area_name(target.area)


def limits(held: Sequence[Target], unit: str) -> list[float]:
    """The targets as limits beside which a value of `unit` is written (`data.words.Words.number`)."""
    return [target.value for target in of_unit(held, unit)]


def against_targets(value: float, unit: str, held: Sequence[Target], words: Words) -> str:
    """How far a value is from each of its targets, side by side, or which targets it rests on; "" without any."""
    return "; ".join(_against(Quantity(value, unit), target, words) for target in held)


def _against(value: Quantity, target: Target, words: Words) -> str:
    named = words(
        "{value} ({series} {year}, {whose})",
        value=words.quantity(target.value, target.unit),
        series=target.series,
        year=target.year,
        whose=whose(target, words),
    )
    if target.unit != value.unit:
        return words("dihitung terhadap {target}", target=named)
    gap = value - target.quantity
    said = f"{signed_value(gap.value, gap.unit, words)} {words.unit(gap.unit)}"
    return words("{gap} dari {target}", gap=said, target=named)


def targets_of(area_code: str, words: Words) -> Markup:
    """All targets that an area has, each with year, series, what weakens it, and source; "" without any."""
    told = [_told(target, words) for target in stated_targets(session.facts().targets, area_code)]
    return templates.together(*(part for at, text in enumerate(told) for part in ("; " if at else "", text)))


def _told(target: Target, words: Words) -> Markup:
    text = words(
        "{title} {value} ({year}, {series})",
        title=definitions()[target.indicator].title[words.language],
        value=words.quantity(target.value, target.unit),
        year=target.year or words("tahun tidak disebut"),
        series=target.series,
    )
    return templates.together(text, _standing(target, words), ": ", _source(target))


def _standing(target: Target, words: Words) -> str:
    weak = [words(STANDINGS[target.standing])] if target.standing else []
    said = [words("dinyatakan {date}", date=words.date(target.said_on))] if target.said_on else []
    return f" [{'; '.join([*said, *weak])}]" if said or weak else ""


def _source(target: Target) -> Markup:
    return templates.source(*session.source_parts(target.source))


def target_rows(words: Words) -> list[list[str]]:
    """Every target of the table, the nation's first, as the page of sources lists them."""
    targets = session.facts().targets
    areas = sorted(dict.fromkeys(targets["area_code"]), key=lambda code: (code != NATION, code))
    every = [target for area in areas for target in stated_targets(targets, area)]
    return [
        [
            whose(target, words),
            definitions()[target.indicator].title[words.language],
            target.year or words("tahun tidak disebut"),
            words.quantity(target.value, target.unit),
            target.series,
            words(STANDINGS[target.standing]) if target.standing else "",
            words.of(target, "note"),
            _source(target),
        ]
        for target in every
    ]
