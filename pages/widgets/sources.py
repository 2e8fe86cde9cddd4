"""Published figures and targets as people read them: a value with its date and source, and what it is held against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pandas as pd
from markupsafe import Markup

from data.indicators import (
    NATION,
    STALE_YEARS,
    Indicator,
    Quantity,
    Target,
    agrees,
    computed_pct,
    definitions,
    held_against,
    is_stale,
    of_unit,
    published,
    stated_targets,
)
from data.parsing import each_row, is_missing
from data.words import Words
from pages import session, templates
from pages.templates import signed_value


def fraction(figure: Any, words: Words) -> str:
    """Numerator / denominator; "" when the source gives neither."""
    if is_missing(figure.numerator) and is_missing(figure.denominator):
        return ""
    parts = (figure.numerator, figure.denominator)
    return " / ".join("…" if is_missing(part) else words.number(part) for part in parts)


def stated_against_computed(figure: Any, words: Words) -> str:
    """Both percentages, when the source states one and its own numbers give another.

    A published figure is shown as published: neither of the two is corrected by the other.
    """
    if any(is_missing(part) for part in (figure.numerator, figure.denominator, figure.stated_pct)):
        return ""
    computed = computed_pct(figure.numerator, figure.denominator)
    if computed is None:
        return ""
    if agrees(f"{figure.stated_pct:g}", figure.numerator, figure.denominator):
        return words("{stated}, sesuai dengan angkanya sendiri", stated=words.percent(figure.stated_pct))
    return words(
        "sumber menyebut {stated}, angkanya sendiri memberi {computed}",
        stated=words.percent(figure.stated_pct),
        computed=words.percent(computed),
    )


def source_link(source_id: str) -> Markup:
    """The source with this id (a row of the table sources), as a link where it has an address."""
    return templates.source(*session.source_parts(source_id))


def date_basis(figure: Any, words: Words) -> str:
    """Where the figure's date comes from, in brackets after a space; "" where that is not said."""
    basis = templates.basis(figure.as_of_basis, words)
    return f" ({basis})" if basis else ""


def figure_tiles(figures: pd.DataFrame, today: date, words: Words) -> list[Markup]:
    """One tile per indicator: its latest figure among `figures`, flagged ones included and marked.

    The newest first; an old one is faded, as on the map, and says so.
    """
    keys = [key for key in definitions() if key in set(figures["indicator"])]
    latest = [published(figures, key, today, flagged=True, kind="office") for key in keys]
    rows = [row for one in latest for row in each_row(one)]
    rows.sort(key=lambda row: row.as_of_end, reverse=True)
    return [_tile(row, definitions()[row.indicator], today, words) for row in rows]


def _tile(figure: Any, indicator: Indicator, today: date, words: Words) -> Markup:
    stale = is_stale(figure.as_of_end, today)
    held = held_against(
        session.facts().targets, figure.indicator, figure.area_code, figure.as_of, figure.flags
    )
    limits = [target.value for target in held]
    notes = [
        words("per {date}", date=words.date(figure.as_of)) + date_basis(figure, words),
        words("lebih tua dari {n} tahun", n=STALE_YEARS) if stale else "",
        fraction(figure, words),
        stated_against_computed(figure, words),
        against_targets(figure.value, figure.unit, held, words),
        templates.flags(figure.flags, words),
        words.of(figure, "caveat"),
        templates.together(words("Sumber"), ": ", source_link(figure.source)),
    ]
    title, value = indicator.title[words.language], words.quantity(figure.value, figure.unit, limits)
    return templates.tile(title, value, notes, faded=stale)


def figure_timeline(figures: pd.DataFrame, words: Words, name: Callable[[str], str] | None = None) -> Markup:
    """All `figures` (rows of the table figures), newest first, as a list.

    Undated ones come last, under "tanpa tanggal". With `name` (area code -> name) each says its area.
    """
    dated = figures.sort_values(["as_of", "indicator"], ascending=[False, True])
    entries = [_entry(figure, name(figure.area_code) if name else "", words) for figure in each_row(dated)]
    return templates.render("widgets_timeline", figures=entries, source=words("Sumber"))


def _entry(figure: Any, area: str, words: Words) -> dict[str, str]:
    parts = (fraction(figure, words), stated_against_computed(figure, words))
    return {
        "date": words.date(figure.as_of),
        "value": words.quantity(figure.value, figure.unit),
        "title": definitions()[figure.indicator].title[words.language],
        "area": area,
        "flags": templates.flags(figure.flags, words),
        "parts": " · ".join(part for part in parts if part),
        "caveat": words.of(figure, "caveat"),
        "source": source_link(figure.source),
        "basis": date_basis(figure, words),
    }


# -- targets

# What weakens a target -> what is said of it.
STANDINGS = {
    "weak": "lemah: dibulatkan atau halamannya tidak dibaca ulang",
    "doubtful": "meragukan: tidak dipakai untuk menilai",
    "old": "target lama: tidak dipakai untuk menilai",
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
    standing = _standing(target, words)
    return templates.together(text, f" [{standing}]" if standing else "", ": ", source_link(target.source))


def _standing(target: Target, words: Words) -> str:
    """When a target was stated, and what weakens it: of one year there can be several of a series."""
    said = [words("dinyatakan {date}", date=words.date(target.said_on))] if target.said_on else []
    weak = [words(STANDINGS[target.standing])] if target.standing else []
    return "; ".join([*said, *weak])


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
            _standing(target, words),
            words.of(target, "note"),
            source_link(target.source),
        ]
        for target in every
    ]
