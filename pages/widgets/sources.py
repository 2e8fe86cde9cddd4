"""Published figures as people read them: a headline value, and a timeline of all of an area's figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any

import pandas as pd

from data.indicators import Indicator, agrees, computed_pct, definitions, published
from data.parsing import each_row, is_missing
from data.words import Words
from pages import session, templates


def fraction(row: Any, words: Words) -> str:
    """Numerator / denominator; "" when the source gives neither."""
    if is_missing(row.numerator) and is_missing(row.denominator):
        return ""
    parts = ("…" if is_missing(v) else words.number(v) for v in (row.numerator, row.denominator))
    return " / ".join(parts)


def stated_against_computed(row: Any, words: Words) -> str:
    """Both percentages, when the source states one and its own numbers give another (rule 4)."""
    if any(is_missing(v) for v in (row.numerator, row.denominator, row.stated_pct)):
        return ""
    computed = computed_pct(row.numerator, row.denominator)
    if computed is None:
        return ""
    if agrees(f"{row.stated_pct:g}", row.numerator, row.denominator):
        return words("{stated}, sesuai dengan angkanya sendiri", stated=words.percent(row.stated_pct))
    return words(
        "sumber menyebut {stated}, angkanya sendiri memberi {computed}",
        stated=words.percent(row.stated_pct),
        computed=words.percent(computed),
    )


def source_link(source_id: str) -> str:
    """The source of a row as HTML."""
    return templates.source(*session.source_parts(source_id))


def figure_tiles(figures: pd.DataFrame, today: date, words: Words) -> list[str]:
    """One tile per indicator: its latest figure among `figures`, flagged ones included and marked."""
    found, known = [], set(figures["indicator"])
    for key, indicator in definitions().items():
        if key not in known:
            continue
        latest = published(figures, key, today, flagged=True, kind="office")
        found += [_tile(row, indicator, words) for row in each_row(latest)]
    return found


def _tile(row: Any, indicator: Indicator, words: Words) -> str:
    notes = [
        escape(words("per {date}", date=words.date(row.as_of))) + _dated(row.as_of_basis, words),
        escape(fraction(row, words)),
        escape(stated_against_computed(row, words)),
        templates.flags(row.flags, words),
        escape(getattr(row, f"caveat_{words.language}")),
        f"{escape(words('Sumber'))}: {source_link(row.source)}",
    ]
    return templates.tile(indicator.title[words.language], words.quantity(row.value, row.unit), notes)


def figure_timeline(figures: pd.DataFrame, words: Words, name: Callable[[str], str] | None = None) -> str:
    """All `figures` (rows of the figures table), newest first, as an HTML list.

    Undated ones come last, under "tanpa tanggal". With `name` (area code -> name) each says its area.
    """
    dated = figures.sort_values(["as_of", "indicator"], ascending=[False, True])
    items = "".join(_item(row, words, name(row.area_code) if name else "") for row in each_row(dated))
    return f'<ol class="peta-timeline">{items}</ol>'


def _item(row: Any, words: Words, area: str = "") -> str:
    indicator: Indicator = definitions()[row.indicator]
    caveat = getattr(row, f"caveat_{words.language}")
    facts = " · ".join(part for part in (fraction(row, words), stated_against_computed(row, words)) if part)
    return (
        f"<li><time>{escape(words.date(row.as_of))}</time><div>"
        f"<b>{escape(words.quantity(row.value, row.unit))}</b> {escape(indicator.title[words.language])} "
        f"{f'({escape(area)}) ' if area else ''}{templates.flags(row.flags, words)}"
        + (f"<small>{escape(facts)}</small>" if facts else "")
        + (f"<small>{escape(caveat)}</small>" if caveat else "")
        + f"<small>{words('Sumber')}: {source_link(row.source)}{_dated(row.as_of_basis, words)}</small></div></li>"
    )


def _dated(basis: str, words: Words) -> str:
    said = templates.basis(basis, words)
    return f" ({escape(said)})" if said else ""
