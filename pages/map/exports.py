"""What a map shows, gathered for its files: of published figures, or of a ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from data import law
from data.access import why
from data.clock import today
from data.indicators import of_unit
from data.months import month_end
from data.parsing import each_row, is_missing
from data.places import ALL_AREAS, area_title
from data.queries import Course, Reading
from data.words import Words
from pages import session, widgets
from pages.map import behind
from pages.map.files import ExportedMap
from pages.map.ledger_values import Question, regions_of, whole
from pages.map.painted import Mapped, painting
from pages.map.rank import movement_of
from pages.map.sentence import place_said
from pages.templates import FLAGS, SCALE_NAMES
from pages.view import View

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
        suppressed="",
        reason="",
        source=[_source(source) for source in shown.rows["source"].fillna("")],
        flags=[_flags(flags, words) for flags in shown.rows["flags"].fillna("")],
        as_of=as_of,
        dated=as_of,
        held=[_held(row, shown, words) for row in each_row(shown.rows)],
        lacks=float("nan"),
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
    rows = _as_listed(shown.rows.assign(classed=shown.classed, held=held, target=targets), shown)
    rows = _with_source(rows, asked, reading, shown, words)
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
