"""The panel of one region in a ledger: its value, its funnel, its trend, and why the number is what it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from data import law, places
from data.access import why
from data.indicators import definitions
from data.months import month_end
from data.parsing import each_row, is_missing
from data.places import title as area_title
from data.queries import Reading
from data.words import Words
from pages import session, templates
from pages.map.ledger_values import Question
from pages.map.painted import Mapped
from pages.map.why import explained
from pages.templates import Drawing, Line, show_drawing, trend_svg, trend_table

# Each step with the employers and the workers behind it.
_FUNNEL = {
    "employers_obliged": ("wajib", "workers_obliged"),
    "employers_enrolled": ("terdaftar", "workers_enrolled"),
    "employers_complete": ("lengkap", "workers_complete"),
    "employers_compliant": ("patuh", "workers_compliant"),
}
_TREND = 36
_PUBLIC_TREND = 13  # each month is guarded for itself, which takes a while the first time


def panel(code: str, asked: Question, found: Reading, shown: Mapped, words: Words) -> None:
    """The region in full; what is closed is worked out when it is opened."""
    row = next(each_row(shown.rows[shown.rows["code"] == code]))
    st.html(_head(row, asked, shown, words) + funnel(asked, found, code, words))
    drawn = st.expander(words("Tren"), key="trend", on_change="rerun")
    if drawn.open:
        with drawn, st.spinner(words("Menghitung tren …"), show_time=False):
            found_trend = trend(code, asked, found, words)
        with drawn:
            _drawn(found_trend, _trend_title(asked, row.name, words), words)
    asked_why = st.expander(words("Mengapa angkanya begini?"), key="why", on_change="rerun")
    if asked_why.open:
        asked_why.html(explained(asked, found, "region", code, words))


def _drawn(found: Drawing, title: str, words: Words) -> None:
    said = trend_svg(found, title, words)
    if said:
        show_drawing(said, "trend_drawing")
        st.html(_numbers(found, words))
    else:
        st.caption(words("Belum cukup bulan untuk sebuah tren."))


def _head(row: Any, asked: Question, shown: Mapped, words: Words) -> str:
    if row.suppressed:
        said, note = words("Disembunyikan"), why(row.suppressed, words, law.at(asked.month))
    else:
        said, note = (
            words.quantity(row.value, shown.said_in),
            words("per {date}", date=words.date(month_end(asked.month))),
        )
    return (
        f'<section class="peta-panel" aria-label="{escape(row.name)}"><h2>{escape(row.name)}</h2>'
        f'<p class="peta-big">{escape(said)} <small>{escape(note)}</small></p>'
        f"{templates.pairs(_pairs(row, asked, shown, words))}</section>"
    )


def _pairs(row: Any, asked: Question, shown: Mapped, words: Words) -> list[tuple[str, str]]:
    found = [(words("Kantor"), escape(_offices(row.code, asked.month, words)))]
    if not row.suppressed and not is_missing(row.numerator) and not is_missing(row.denominator):
        parts = f"{words.number(int(row.numerator))} / {words.number(int(row.denominator))}"
        found.insert(0, (words("Pembilang / penyebut"), escape(parts)))
    if shown.target is not None and not is_missing(row.value):
        gap = row.value - shown.target
        said = words("{points} poin dari {target} ({year})", points=("+" if gap >= 0 else "−") + words.number(abs(gap), 2),
                     target=words.percent(shown.target), year=shown.target_year)  # fmt: skip
        found.append((words("Terhadap sasaran"), escape(said)))
    return found


def _offices(code: str, month: str, words: Words) -> str:
    serving = places.offices_serving(session.facts(), code, month_end(month))
    return ", ".join(session.area_name(one) for one in serving) or words("kantor belum diketahui")


def funnel(asked: Question, found: Reading, code: str, words: Words) -> str:
    """wajib, terdaftar, lengkap, patuh: employers as bars, with the workers known behind each."""
    top = _count(asked, found, code, "employers_obliged")
    if not top:
        return ""
    rows = [
        _rung(words(name), top, _count(asked, found, code, key), _count(asked, found, code, workers), words)
        for key, (name, workers) in _FUNNEL.items()
    ]
    label = escape(words("Corong kepatuhan: pemberi kerja dan pekerja di tiap langkah"))
    return f'<ol class="peta-funnel" aria-label="{label}">{"".join(rows)}</ol>'


def _rung(name: str, top: int, employers: int | None, people: int | None, words: Words) -> str:
    if employers is None:
        return f"<li><span>{escape(name)}</span><em>{escape(words('disembunyikan'))}</em></li>"
    behind = f"{round(100 * employers / top)}\u00a0%"
    if people is not None:
        behind += " · " + words("{n} pekerja", n=words.number(people))
    return (
        f"<li><span>{escape(name)}</span>"
        f'<i style="--share:{employers / top:.3f}"></i><b>{words.number(employers)}</b>'
        f"<small>{escape(behind)}</small></li>"
    )


def _count(asked: Question, found: Reading, code: str, key: str) -> int | None:
    rows = found.values(definitions()[key], asked.month, "region", asked.filters)
    value = rows.loc[rows["region"] == code, "value"]
    return int(value.iloc[0]) if len(value) and not pd.isna(value.iloc[0]) else None


def trend(code: str, asked: Question, found: Reading, words: Words) -> Drawing:
    """The region, its area and its province over the months up to the one looked at, and the target."""
    until = [month for month in found.months if month <= asked.month]
    months = until[-(_TREND if found.viewer.sees_every_cell else _PUBLIC_TREND) :]
    region = session.facts().regions.set_index("code").loc[code]
    own = found.trend(asked.about, "region", code, asked.filters, months)
    lines = [Line(str(region["short"]), _by_month(own, "value", months), "main")]
    for level, key, name in (
        ("area", str(region["area"]), area_title(str(region["area"]))),
        ("province", str(region["province_code"]), str(region["province"])),
    ):
        rows = found.trend(asked.about, level, key, asked.filters, months)
        other = Line(name, _by_month(rows, "value", months), "peer")
        if _known(other.points) and not any(_alike(other, line) for line in lines):
            lines.append(other)
    targets = _by_month(own, "target", months)
    if asked.about.unit == "percent" and _known(targets):
        lines.append(Line(words("sasaran nasional"), targets, "target"))
    dates = own["denominator_as_of"]
    changed = dates.ne(dates.shift()) & (dates != "")
    return Drawing(
        tuple(months), tuple(lines), asked.about.unit, tuple(own.loc[changed, "as_of"].tolist()[1:])
    )


def _alike(one: Line, other: Line) -> bool:
    """Whether they say the same wherever both say something: an area that is all of its province, say."""
    both = [(a, b) for a, b in zip(one.points, other.points, strict=True) if not math.isnan(a + b)]
    return bool(both) and all(a == b for a, b in both)


def _known(values: tuple[float, ...]) -> bool:
    return not all(math.isnan(value) for value in values)


def _by_month(rows: pd.DataFrame, column: str, months: Sequence[str]) -> tuple[float, ...]:
    """A number for every month, NaN where there is none."""
    numbers = rows[column].astype("Float64").to_numpy(dtype=float, na_value=float("nan"))
    known = dict(zip(rows["as_of"], numbers.tolist(), strict=True))
    return tuple(known.get(month, float("nan")) for month in months)


def _trend_title(asked: Question, name: str, words: Words) -> str:
    return words("{indicator}, {name}", indicator=asked.about.title[words.language], name=name)


def _numbers(found: Drawing, words: Words) -> str:
    heads, rows = trend_table(found, words)
    inner = templates.table(heads, rows, numeric=tuple(range(1, len(heads))))
    return f'<details class="peta-numbers"><summary>{escape(words("Angkanya"))}</summary>{inner}</details>'
