"""A map in as few words as a wall has room for: one message, one number, one map, and what each region has.

The whole room reads a wall: what is said here is of a reading that the public may see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.access import instead
from data.indicators import BELOW, Target
from data.months import month_end
from data.parsing import each_row, is_missing
from data.queries import Course, Reading, stand_now
from data.words import Words
from data.workpapers import Number
from pages import session
from pages.map.exports import ledger_export, map_numbers, published_export
from pages.map.files import ExportedMap
from pages.map.ledger import heading_of_export
from pages.map.ledger_values import Question, answered, question, regions_of, whole
from pages.map.painted import Mapped, mapped
from pages.map.sentence import ends_said, moved_whole, place_said, sentence
from pages.templates import lacks_said, suffix
from pages.view import View

_NAMED = 2  # regions that a sentence names


@dataclass(frozen=True)
class Detail:
    """One region (or kecamatan) when it is asked about in the room: texts, "" where nothing is to be said."""

    code: str
    name: str
    value: str
    parts: str
    held: str
    dated: str


@dataclass(frozen=True)
class WallMap:
    """What a wall says of a map; all texts in the reader's language.

    `number` is a number as it is written, "" where none may be told, and `beside` what it counts. `said` are sentences,
    the one that matters most first: a wall shows as many as it has room for. `exported` is the map itself with its rows,
    its date, its sources and its address.
    """

    title: str
    number: str
    beside: str
    said: tuple[str, ...]
    date: str
    details: tuple[Detail, ...]
    exported: ExportedMap


def wall_map(view: View, reading: Reading | None, words: Words) -> WallMap:
    """The map of a view for a wall; `reading` is the ledger of the view as the public sees it, None of published figures."""
    return _of_ledger(view, reading, words) if reading is not None else _of_published(view, words)


def wall_numbers(view: View, reading: Reading, words: Words) -> list[Number]:
    """The numbers of the map of a view for a wall, to be recomputed; of published figures there are none."""
    asked = question(view, session.month_of(view, reading))
    inside = view.region if asked.level and not view.kecamatan else ""
    shown, known = _inside(answered(asked, reading), inside), _standing(asked, reading)
    return map_numbers(asked, reading, shown, known, words, inside)


# -- a ledger


def _of_ledger(view: View, reading: Reading, words: Words) -> WallMap:
    asked = question(view, session.month_of(view, reading))
    inside = view.region if asked.level and not view.kecamatan else ""
    shown = _inside(answered(asked, reading), inside)
    known = _standing(asked, reading)
    heading = heading_of_export(asked, reading, shown, known, words)
    exported = ledger_export(view, asked, reading, shown, heading=heading, notes=(), words=words, known=known)
    date = words("per {date}", date=words.date(month_end(asked.month)))
    row = _row_of(shown, view.kecamatan if asked.level else view.region)
    if row is not None:
        answer = _one_said(row, shown, known, words)
    elif known is not None and known.shortfall.judged:
        answer = _behind_said(asked, shown, known, words)
    else:
        answer = _whole_said(asked, reading, shown, inside, words)
    return WallMap(*answer, date, _details(exported, shown, words), exported)


def _standing(asked: Question, reading: Reading) -> Course | None:
    """How regions stand to their targets now; since when is not asked, which would take long the first time."""
    if asked.compare or asked.filters or asked.level:
        return None
    return stand_now(reading, asked.about, asked.month, regions_of(asked.area))


_Answer = tuple[str, str, str, tuple[str, ...]]


def _behind_said(asked: Question, shown: Mapped, known: Course, words: Words) -> _Answer:
    """How many regions are behind their targets, what they lack together, and which of them are furthest."""
    told, year = known.shortfall, asked.month[:4]
    counts = {"n": words.number(told.behind), "all": words.number(told.judged), "year": year}
    title = words(
        "{indicator}: {n} wilayah belum capai target", indicator=_title(shown, words), n=counts["n"]
    )
    beside = words("dari {all} kab/kota belum capai target {year}", **counts)
    lacking = lacks_said(asked.about, told.short, words)
    said = [f"{lacking[:1].upper()}{lacking[1:]}."] if lacking else []
    far = sorted(told.by_area.items(), key=lambda one: -abs(one[1][0].gap or 0.0))
    if told.behind > _NAMED and all(one.gap is not None for _, (one, _) in far):
        names = ", ".join(_short_names(shown)[code] for code, _ in far[:_NAMED])
        said.append(words("Terjauh: {names}.", names=names))
    return title, counts["n"], beside, tuple(said)


def _inside(shown: Mapped, region: str) -> Mapped:
    """The kecamatan of one region alone, in the classes of all of its area; all where none is named."""
    if not region:
        return shown
    own = shown.rows[shown.rows["code"].str.startswith(region)]
    return replace(
        shown, rows=own.assign(short=own["bare"]).reset_index(drop=True), joint=None, unplaced=None
    )


def _whole_said(asked: Question, reading: Reading, shown: Mapped, inside: str, words: Words) -> _Answer:
    """The value of the whole area (or of the region `inside`), what it is made of, and where its parts reach."""
    place, title = place_said(asked, reading, words), _title(shown, words)
    if inside:
        place = _short(inside)
    if asked.compare:
        said = moved_whole(asked, reading, asked.compare, words)
        return title, "", "", tuple(part for part in (said, ends_said(shown, words)) if part)
    measured = (
        reading.one(asked.about, asked.month, "region", inside)
        if inside
        else whole(asked, reading, asked.month)
    )
    if measured is None or measured.value is None:
        reason = instead(measured.suppressed if measured else "", words)
        untold = words("{place}: {reason}.", place=place, reason=reason)
        return title, "", "", (untold, ends_said(shown, words))
    number, counted = words.large(float(measured.value), measured.unit, _limits(measured.held))
    parts = _parts(measured, words)
    told = (f"{place}: {parts}." if parts else "", ends_said(shown, words))
    return f"{title}, {place}", number, counted, tuple(part for part in told if part)


def _one_said(row: Any, shown: Mapped, known: Course | None, words: Words) -> _Answer:
    """One region: its value, what it is made of, and how it stands to its target."""
    title = f"{_title(shown, words)}: {row.short}"
    if is_missing(row.value):
        return title, "", "", (_sentence(instead(row.suppressed, words)),)
    limits = shown.limits_of(row.held)
    number, counted = words.large(float(row.value), shown.said_in, limits)
    stood = known.standings.get(row.code) if known else None
    said = [_sentence(_parts(row, words))]
    if stood is not None and stood.target is not None:
        target = words.quantity(stood.target, shown.said_in)
        said.append(words("Target {target}.", target=target))
        lacking = lacks_said(shown.indicator, stood.short, words) if stood.behind else words("tercapai")
        said.append(_sentence(lacking))
    return title, number, counted, tuple(part for part in said if part)


def _parts(measured: Any, words: Words) -> str:
    """Numerator and denominator in words; "" of what has none."""
    if is_missing(measured.numerator) or is_missing(measured.denominator):
        return ""
    return words(
        "{above} dari {below}",
        above=words.number(measured.numerator),
        below=words.number(measured.denominator),
    )


# -- published figures


def _of_published(view: View, words: Words) -> WallMap:
    shown = mapped(view)
    heading = sentence(view, shown, words)
    exported = published_export(view, shown, heading, (), words)
    row = _row_of(shown, view.region)
    answer = _figure_said(row, shown, words) if row is not None else _figures_said(shown, heading, words)
    return WallMap(*answer, heading[1], _details(exported, shown, words), exported)


def _figures_said(shown: Mapped, heading: Sequence[str], words: Words) -> _Answer:
    """How many figures of the year are below their targets; without any, how many regions have a figure at all."""
    compared, total = shown.compared, len(shown.rows)
    held = [one for one in compared.by_area.values() if one.held] if compared and compared.year else []
    title = _title(shown, words)
    if held and compared is not None:
        below = sum(one.side == BELOW for one in held)
        beside = words("dari {all} angka {year} di bawah target", all=len(held), year=compared.year)
        return title, words.number(below), beside, (heading[2],)
    beside = words("dari {all} kab/kota punya data publikasi", all=total)
    return title, words.number(len(shown.known)), beside, (heading[2],)


def _figure_said(row: Any, shown: Mapped, words: Words) -> _Answer:
    title = f"{_title(shown, words)}: {row.short}"
    if is_missing(row.value):
        return title, "", "", (_sentence(words("tidak ada data")),)
    number, counted = words.large(float(row.value), shown.said_in, shown.limits_of(row.held))
    said = [_sentence(_parts(row, words)), words("Angka per {date}.", date=words.date(row.as_of))]
    return title, number, counted, tuple(part for part in said if part)


# -- both


def _title(shown: Mapped, words: Words) -> str:
    return shown.indicator.title[words.language]


def _row_of(shown: Mapped, code: str) -> Any:
    """The row of what is open, None where nothing is."""
    return next((row for row in each_row(shown.rows) if row.code == code), None)


def _short_names(shown: Mapped) -> Mapping[str, str]:
    return dict(zip(shown.rows["code"], shown.rows["short"], strict=True))


def _short(code: str) -> str:
    regions = session.facts().regions
    return str(regions.loc[regions["code"] == code, "short"].iloc[0])


def _limits(held: Sequence[Target]) -> list[float]:
    return [target.value for target in held]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _details(exported: ExportedMap, shown: Mapped, words: Words) -> tuple[Detail, ...]:
    """What is said of each region when somebody asks about it."""
    return tuple(_detail(row, shown, words) for row in each_row(exported.rows))


def _detail(row: Any, shown: Mapped, words: Words) -> Detail:
    if is_missing(row.value):
        return Detail(row.code, row.name, instead(row.reason, words), "", "", "")
    value = f"{shown.written(row.value, words)}{suffix(shown.said_in, words)}"
    dated = words("per {date}", date=words.date(row.as_of)) if row.as_of else ""
    return Detail(row.code, row.name, value, _parts(row, words), row.held, dated)
