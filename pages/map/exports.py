"""What a map shows, gathered for its files: of published figures, or of a ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from data import law
from data.access import why
from data.clock import today
from data.indicators import counted_in, of_unit
from data.months import month_end
from data.parsing import each_row, is_missing
from data.places import ALL_AREAS, area_title
from data.queries import Course, Reading
from data.words import Words
from data.workpapers import Headline, How, Number, Scope, Worked, shortfall
from pages import session, widgets
from pages.map import behind
from pages.map.files import ExportedMap
from pages.map.ledger_values import Question, regions_of, whole
from pages.map.painted import Mapped, painting
from pages.map.rank import movement_of
from pages.map.sentence import place_said
from pages.templates import FLAGS, SCALE_NAMES
from pages.view import View
from pages.workpapers import changed

# What a ledger is narrowed to -> what that is called.
_FILTERS = {"segment": "segmen", "sector": "sektor", "scale": "skala", "office": "kantor"}


def filter_names(words: Words) -> dict[str, str]:
    """What a ledger can be narrowed to -> what that is called."""
    return {field: words(name) for field, name in _FILTERS.items()}


def published_export(
    view: View, shown: Mapped, heading: tuple[str, str, str], notes: Sequence[str], words: Words
) -> ExportedMap:
    """The map of published figures; each value with its own date and source."""
    as_of = shown.rows["as_of"].fillna("")
    rows = shown.rows.assign(
        classed=shown.classed,
        unclassed=shown.unclassed,
        suppressed="",
        reason="",
        source=[_source(source) for source in shown.rows["source"].fillna("")],
        flags=[_flags(flags, words) for flags in shown.rows["flags"].fillna("")],
        as_of=as_of,
        dated=as_of,
        held=[_held(row, shown, words) for row in each_row(shown.rows)],
        lacks=float("nan"),
        brings=float("nan"),
        since="",
        target=[_target(row, shown) for row in each_row(shown.rows)],
    )
    return ExportedMap(
        shown=shown,
        classes=shown.classes,
        painting=painting(view, shown, words, "light"),
        rows=_as_listed(rows, shown),
        heading=heading,
        notes=[widgets.origin_in_short("", words), *notes, words("Sumber tiap wilayah ada dalam tabelnya.")],
        about=[
            (words("Tempat"), area_said(view.area, words)),
            (words("Diketahui per"), words.date(view.known_on(today()))),
            *widgets.address_rows(view, words),
        ],
        dated="text",
        simulated=False,
        compared=len(shown.ranked),
    )


def _held(row: Any, shown: Mapped, words: Words) -> str:
    """How far the value of a row is from its targets; "" where it is held against none."""
    if is_missing(row.value):
        return ""
    return widgets.against_targets(row.value, shown.said_in, row.held, words)


def _target(row: Any, shown: Mapped) -> float:
    """The one target that the value of a row is held against in its own unit; NaN where there is none, or several."""
    held = {target.value for target in of_unit(row.held, shown.said_in)}
    return float(held.pop()) if len(held) == 1 and not shown.unit else float("nan")


def _as_listed(rows: pd.DataFrame, shown: Mapped) -> pd.DataFrame:
    """The rows as the page lists them: those that are compared, then figures of other years, then those without."""
    missing = rows[rows["value"].isna()].sort_values("name")
    order = [*shown.listed["code"], *shown.unranked["code"], *missing["code"]]
    return rows.set_index("code").loc[order].reset_index()


def _source(source_id: str) -> str:
    return " – ".join(part for part in session.source_parts(source_id) if part) if source_id else ""


def _flags(text: str, words: Words) -> str:
    return ", ".join(words(FLAGS[flag]) for flag in text.split(";") if flag in FLAGS)


def area_said(area: str, words: Words) -> str:
    """The name of an area of the map."""
    return words("Semua wilayah") if area == ALL_AREAS else area_title(area)


def ledger_export(
    view: View,
    asked: Question,
    reading: Reading,
    shown: Mapped,
    *,
    heading: tuple[str, str, str],
    notes: Sequence[str],
    words: Words,
    known: Course | None = None,
) -> ExportedMap:
    """The map of a ledger as this reader sees it, of regions or of kecamatan; `known`: how regions stand to targets."""
    held = [_held(row, shown, words) for row in each_row(shown.rows)]
    targets = [_target(row, shown) for row in each_row(shown.rows)]
    own = shown.rows.assign(classed=shown.classed, unclassed=shown.unclassed, held=held, target=targets)
    rows = _with_source(_as_listed(own, shown), asked, reading, shown, words)
    return ExportedMap(
        shown=shown,
        classes=shown.classes,
        painting=painting(view, shown, words, "light"),
        rows=behind.as_rows(rows, shown, known, words),
        heading=heading,
        notes=[
            widgets.origin_in_short(view.data, words),
            words("Sumber: {source}.", source=session.release_name(reading.release, words)),
            *notes,
        ],
        about=_about(view, asked, reading, words),
        dated="date",
        simulated=reading.release.simulated,
        fine=bool(shown.level),
        whole=None if asked.compare else whole(asked, reading, asked.month),
        joint=shown.joint,
        release="" if reading.release.simulated else session.release_name(reading.release, words),
    )


def map_numbers(
    asked: Question, reading: Reading, shown: Mapped, known: Course | None, words: Words, inside: str = ""
) -> list[Number]:
    """The numbers of the map of a ledger: of the whole, of each region (or kecamatan), and how these stand to targets.

    `inside`: the region of whose kecamatan alone they are; the whole is that region then.
    """
    area = ("all", "") if asked.area == ALL_AREAS else ("area", asked.area)
    whole_name = session.area_name(inside) if inside else place_said(asked, reading, words)
    whole = (*(("region", inside) if inside else area), whole_name)
    found = _of_map(asked, reading, whole, words)
    lacks: list[Worked] = []
    judged: list[Headline] = []
    for row in each_row(_as_listed(shown.rows, shown)):
        own = _of_map(asked, reading, (asked.level or "region", row.code, row.name), words)
        stood = known.standings.get(row.code) if known else None
        more = shortfall(own[0], stood, words) if stood and isinstance(own[0], Headline) else []
        found += [*own, *more]
        lacks += more
        judged += [one for one in own if stood and isinstance(one, Headline)]
    return [*found, *(_of_targets(asked, judged, lacks, known, words) if known else [])]


def _of_map(asked: Question, reading: Reading, where: tuple[str, str, str], words: Words) -> list[Number]:
    """The number of one place (level, code and name) and, where two months are compared, that of the other month."""
    level, key, place = where
    regions = {"all": None, "area": regions_of(asked.area)}.get(level, (key[:5],))
    scope, title = Scope(level, key, regions, asked.filters), asked.about.title[words.language]
    one, *earlier = [
        Headline(title, place, asked.indicator, month, scope, reading, told)
        for month in (asked.month, asked.compare)
        if month
        for told in [reading.one(asked.about, month, level, key, asked.filters)]
    ]
    values = [each.told.value if each.told else None for each in (one, *earlier)]
    if not earlier or values[0] is None or values[1] is None:
        return [one, *earlier]
    return [one, *earlier, changed(one, earlier[0], float(values[0]) - float(values[1]), words)]


def _of_targets(
    asked: Question, judged: Sequence[Headline], lacks: Sequence[Worked], known: Course, words: Words
) -> list[Worked]:
    """How many places are behind their targets, and what these lack together, where the app says either."""
    told, place, gap = known.shortfall, words("Semua yang punya target"), asked.about.gap
    gaps: tuple[Number, ...] = tuple(one for one in lacks if one.how == "gap")
    short: tuple[Number, ...] = tuple(one for one in lacks if one.how == "short")
    if gap:
        gaps = short = tuple(one for one in judged if one.told and one.told.value is not None)
    found, month = [], asked.month
    if len(gaps) == told.judged:
        how: How = "above" if gap or asked.about.polarity == "low_good" else "below"
        title = words("Wilayah yang belum capai target")
        found.append(Worked(title, place, month, "regions", how, gaps, told.behind))
    if short and told.short is not None:
        title = words("Kurang ke target, bersama-sama")
        unit = counted_in(asked.about)
        found.append(Worked(title, place, month, unit, "sum", short, told.short))
    return found


def _with_source(
    rows: pd.DataFrame, asked: Question, reading: Reading, shown: Mapped, words: Words
) -> pd.DataFrame:
    """The rows with why a value is hidden, its date and its source."""
    known = law.at(asked.month)
    rows = rows.assign(
        reason=rows["suppressed"],
        suppressed=[why(reason, words, known) if reason else "" for reason in rows["suppressed"]],
        as_of=asked.month,
        dated=pd.Timestamp(month_end(asked.month)),
        source=session.release_name(reading.release, words),
        flags="",
    )
    if asked.compare:  # The value is a difference: the parts of one end would explain another number.
        rows = rows.assign(numerator=float("nan"), denominator=float("nan"))
        if "movement" in rows:
            rows["flags"] = [movement_of(row, shown, words) for row in each_row(rows)]
    return rows


def _about(view: View, asked: Question, reading: Reading, words: Words) -> list[tuple[str, str]]:
    """What a reader of the table must know: place, months, release, filters, sources, address."""
    rows = [
        (words("Tempat"), place_said(asked, reading, words)),
        (words("Per"), words.date(month_end(asked.month))),
    ]
    if asked.compare:
        rows.append((words("Dibandingkan dengan"), words.date(month_end(asked.compare))))
    sent = widgets.sent_rows(reading, asked.month, regions_of(asked.area), words)
    rows += [*sent, *widgets.release_rows(reading, words), *_filtered(asked, words)]
    denominators = reading.values(asked.about, asked.month, "region", asked.filters)["denominator_source"]
    sources = {source for cell in denominators.fillna("") for source in str(cell).split(";") if source}
    if sources:
        names = "; ".join(_source(source) for source in sorted(sources))
        rows.append((words("Sumber penyebut"), names))
    if resting := widgets.rests_note(asked.about.rests_on, asked.month, words):
        rows.append((words("Belum dikonfirmasi"), resting))
    return [*rows, *widgets.address_rows(view, words)]


def _filtered(asked: Question, words: Words) -> list[tuple[str, str]]:
    names = filter_names(words)
    filters = [
        f"{names[field]} {_value(field, value, words)}" for field, values in asked.filters for value in values
    ]
    return [(words("Filter"), ", ".join(filters))] if filters else []


def _value(field: str, value: str, words: Words) -> str:
    if field == "sector":
        return session.sector_name(value, words)
    if field == "scale":
        return words(SCALE_NAMES[value]).lower()
    return session.area_name(value) if field == "office" else value
