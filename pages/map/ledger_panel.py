"""The panel of one region in a ledger: its value, its funnel, its trend, and why the number is what it is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data import law, places
from data.access import instead, why
from data.disclosure import HIDDEN
from data.indicators import definitions, of_unit
from data.months import month_end
from data.parsing import each_row, is_missing
from data.places import area_title
from data.queries import Course, Reading
from data.words import Words
from pages import session, templates, widgets
from pages.charts import Drawing, Line, show_trend
from pages.map import behind
from pages.map.ledger_values import Question
from pages.map.painted import Mapped
from pages.map.why import explained
from pages.widgets import Area, beside_table, pairs_of

_TREND = 36  # months
_PUBLIC_TREND = 13  # each month is guarded for itself, which takes a while the first time


def panel(
    row: Any, asked: Question, reading: Reading, shown: Mapped, words: Words, known: Course | None = None
) -> None:
    """A region (or kecamatan) in full, a `row` of what is shown; what is closed is worked out when it is opened.

    `known`: how it stands to its target.
    """
    code = row.code
    funnel = templates.funnel(
        lambda key: _count(key, code, asked, reading),
        lambda key: instead(_suppressed(key, code, asked, reading), words),
        words,
        lambda texts: marks(code, asked, reading, texts),
    )
    head = _head(row, asked, reading, shown, words, known)
    session.office_links(words, _serving(code, asked.month), "region_offices")
    beside = Markup("") if asked.level else _beside(code, row.name, asked, reading, words)
    st.html(templates.together(head, funnel, beside))
    drawn = st.expander(words("Tren"), key="trend", on_change="rerun")
    if drawn.open:
        with drawn, st.spinner(words("Menghitung tren …"), show_time=False):
            drawing = trend(code, row.short, asked, reading, words)
        with drawn:
            show_trend(drawing, _trend_title(asked, row.name, words), "trend_drawing", words)
    asked_why = st.expander(words("Mengapa angkanya begini?"), key="why", on_change="rerun")
    if asked_why.open:
        asked_why.html(explained(asked, reading, _level(asked), code, words))


def _beside(code: str, name: str, asked: Question, reading: Reading, words: Words) -> Markup:
    """What was published of the region, beside one's own numbers of the same."""
    area = Area(
        code, "region", name, lambda key, month: reading.one(definitions()[key], month, "region", code)
    )
    pairs = pairs_of([area], reading, asked.month)
    if not pairs:
        return Markup("")
    table = beside_table(pairs, reading, words, named=False)
    return templates.section("peta-changes", table, words("Data sendiri di samping data publikasi"))


def _count(key: str, code: str, asked: Question, reading: Reading) -> int | None:
    """The value of an indicator there; None where it is hidden or not known."""
    rows = reading.values(definitions()[key], asked.month, _level(asked), asked.filters)
    value = rows.loc[rows[_level(asked)] == code, "value"]
    return int(value.iloc[0]) if len(value) and not pd.isna(value.iloc[0]) else None


def _suppressed(key: str, code: str, asked: Question, reading: Reading) -> str:
    """Why an indicator has no value there."""
    rows = reading.values(definitions()[key], asked.month, _level(asked), asked.filters)
    return "".join(rows.loc[rows[_level(asked)] == code, "suppressed"])


def _level(asked: Question) -> str:
    """The level as a reading calls it."""
    return asked.level or "region"


def _head(
    row: Any, asked: Question, reading: Reading, shown: Mapped, words: Words, known: Course | None
) -> Markup:
    if row.suppressed:
        value, note = (
            instead(row.suppressed, words).capitalize(),
            why(row.suppressed, words, law.at(asked.month)),
        )
    else:
        value = words.quantity(row.value, shown.said_in, shown.limits_of(row.held))
        note = words("per {date}", date=words.date(month_end(asked.month)))
    together = (words("Dihitung bersama"), _together(row, asked, reading, words))
    pairs = templates.pairs(
        [
            together,
            *behind.pairs_of(row.code, known, shown, words),
            *_pairs(row, asked, shown, words),
            *_sent(row.code[:5], asked, reading, words),
            *([(words("Rilis data"), session.release_name(reading.release, words))] if asked.level else []),
        ]
    )
    texts = {} if row.suppressed or asked.compare or is_missing(row.value) else {asked.indicator: value}
    if texts and not is_missing(row.numerator) and not is_missing(row.denominator):
        texts[f"{asked.indicator}:above"] = words.number(int(row.numerator))
        texts[f"{asked.indicator}:below"] = words.number(int(row.denominator))
    counts = marks(row.code, asked, reading, texts)
    return templates.render("map_region", name=row.name, value=value, note=note, pairs=pairs, counts=counts)


def _together(row: Any, asked: Question, reading: Reading, words: Words) -> str:
    """The number of the region's area, or of all, where its own is hidden."""
    if row.suppressed != HIDDEN or asked.compare or any(name != "office" for name, _ in asked.filters):
        return ""
    return widgets.told_of_wider(_place(row.code, asked, reading), asked.indicator, words)


def marks(code: str, asked: Question, reading: Reading, texts: dict[str, str]) -> session.Counts:
    """What numbers of a region count; none where it is narrowed by more than the office."""
    if any(name != "office" for name, _ in asked.filters):
        return ()
    return session.counts_of(_place(code, asked, reading), texts)


def _place(code: str, asked: Question, reading: Reading) -> session.Place:
    offices = next((offices for _, offices in asked.filters), ())
    whose = session.Whose(offices, only=bool(offices))
    return session.Place(_level(asked), code, asked.month, reading, whose, (code[:5],))


def _pairs(row: Any, asked: Question, shown: Mapped, words: Words) -> list[tuple[str, str]]:
    pairs = []
    if not row.suppressed and not is_missing(row.numerator) and not is_missing(row.denominator):
        parts = f"{words.number(int(row.numerator))} / {words.number(int(row.denominator))}"
        pairs.append((words("Pembilang / penyebut"), parts))
    if not _serving(row.code, asked.month):
        pairs.append((words("Kantor"), words("kantor belum diketahui")))
    if not is_missing(row.value):
        held = widgets.against_targets(row.value, shown.indicator.unit, row.held, words)
        pairs.append((words("Terhadap target"), held))
        resting = widgets.rests_note(asked.about.rests_on, asked.month, words)
        pairs.append((words("Belum dikonfirmasi"), resting))
    return pairs


def _sent(code: str, asked: Question, reading: Reading, words: Words) -> list[tuple[str, str]]:
    """Of one's own data: what the number lacks, and which months the region's offices sent."""
    come = reading.received(asked.month, (code,))
    if come is None:
        return []
    lacking = reading.lacking(asked.about.counted_from, asked.month, (code,))
    return [
        (words("Yang kurang"), widgets.lacking_text(lacking, words)),
        (words("Kiriman data"), widgets.office_states(come, words)),
    ]


def _serving(code: str, month: str) -> list[str]:
    """The offices that serve a region, or that of a kecamatan, at the end of a month."""
    return places.offices_serving(session.facts(), code[:5], month_end(month))


# -- the trend


def _trend_title(asked: Question, name: str, words: Words) -> str:
    return words("{indicator}, {name}", indicator=asked.about.title[words.language], name=name)


def trend(code: str, name: str, asked: Question, reading: Reading, words: Words) -> Drawing:
    """A region, its area and its province over the months up to the one looked at, and the target.

    Of a kecamatan the region that it is in stands first among the wider ones.
    """
    until = [month for month in reading.months if month <= asked.month]
    months = until[-(_TREND if reading.viewer.sees_every_cell else _PUBLIC_TREND) :]
    regions = session.facts().regions
    region = next(each_row(regions[regions["code"] == code[:5]]))
    own = reading.trend(asked.about, _level(asked), code, asked.filters, months)
    lines = [Line(name, _by_month(own, "value", months), "main")]
    for line in _peers(region, asked, reading, months):
        if _known(line.points) and not any(_alike(line, other) for other in lines):
            lines.append(line)
    if not asked.level:
        lines.extend(_targets(own, asked.about.unit, months, words))
    return Drawing(tuple(months), tuple(lines), asked.about.unit, _breaks(own))


def _targets(rows: pd.DataFrame, unit: str, months: Sequence[str], words: Words) -> Iterator[Line]:
    """Each target of the months, by series, area and when it was stated, as a line that begins and ends with its years."""
    by_month = {month: of_unit(held, unit) for month, held in zip(rows["as_of"], rows["held"], strict=True)}
    every = [target for held in by_month.values() for target in held]
    for series, area, said_on in dict.fromkeys((one.series, one.area, one.said_on) for one in every):
        own = {
            month: target
            for month, held in by_month.items()
            for target in held
            if (target.series, target.area, target.said_on) == (series, area, said_on)
        }
        points = tuple(own[month].value if month in own else math.nan for month in months)
        name = words(
            "target {series}, {whose}", series=series, whose=widgets.whose(next(iter(own.values())), words)
        )
        said = words("dinyatakan {date}", date=words.date(said_on)) if said_on else ""
        yield Line(name, points, "target", said)


def _peers(region: Any, asked: Question, reading: Reading, months: Sequence[str]) -> list[Line]:
    """The area and the province of the region; of a kecamatan the region itself before them."""
    every = (
        *([("region", region.code, region.short)] if asked.level else []),
        ("area", region.area, area_title(region.area)),
        ("province", region.province_code, region.province),
    )
    wider = [one for one in every if _whole(one, asked, reading)]
    values = [reading.trend(asked.about, level, key, asked.filters, months) for level, key, _ in wider]
    return [
        Line(name, _by_month(rows, "value", months), "peer")
        for (_, _, name), rows in zip(wider, values, strict=True)
    ]


def _whole(wider: tuple[str, str, str], asked: Question, reading: Reading) -> bool:
    """Whether all regions of an area or a province are in its number: of a part the line would mislead."""
    level, key, _ = wider
    if level == "region":
        return True
    regions, known = session.facts().regions, reading.counted(asked.about, asked.month)
    column = {"area": "area", "province": "province_code"}[level]
    return known is None or known.issuperset(regions.loc[regions[column] == key, "code"])


def _breaks(rows: pd.DataFrame) -> tuple[str, ...]:
    """The months in which the denominator becomes another one; the first month is no break."""
    dates = rows["denominator_as_of"]
    changed = dates.ne(dates.shift()) & (dates != "")
    return tuple(rows.loc[changed, "as_of"].tolist()[1:])


def _alike(line: Line, other: Line) -> bool:
    """Whether they say the same wherever both say something: an area that is all of its province, say."""
    both = [(a, b) for a, b in zip(line.points, other.points, strict=True) if not math.isnan(a + b)]
    return bool(both) and all(a == b for a, b in both)


def _known(values: tuple[float, ...]) -> bool:
    return not all(math.isnan(value) for value in values)


def _by_month(rows: pd.DataFrame, column: str, months: Sequence[str]) -> tuple[float, ...]:
    """A number for every month, NaN where there is none."""
    numbers = rows[column].astype("Float64").to_numpy(dtype=float, na_value=float("nan"))
    known = dict(zip(rows["as_of"], numbers.tolist(), strict=True))
    return tuple(known.get(month, float("nan")) for month in months)
