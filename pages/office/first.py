"""The first look at an office: one sentence, and three tiles whose numbers are ways to the pages that say the same.

What falls due is of cases, one employer each, so that only those who may see them are told of the days to come; the
public is told how many are overdue, as the guard gives it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from data.answers import kept
from data.indicators import definitions
from data.months import month_end
from data.queries import DUE_WITHIN, OVERDUE, CaseQuery, Enforcement, Reading, Where
from data.words import Words
from pages import session, templates, widgets
from pages.office.tiles import doubt, level, untold
from pages.session import DATA_PAGES, OfficeSums, open_page, place_of_office
from pages.templates import change_said
from pages.view import of_office
from pages.widgets import ComplianceSaid, counts_text

_KEY = "office_tiles"
_answers = templates.component("answers")
# What the third tile calls "soon", and any deadline that is not over.
_WEEK, _EVER = DUE_WITHIN[0], "99999"
# Where a number leads: the page, and what of the view is set on the way there.
_WAYS: dict[str, tuple[str, dict[str, str]]] = {
    "compliance": ("pwbd-pds", {"kind": "belum_patuh"}),
    "arrears": ("tunggakan", {"kind": "menunggak"}),
    "due": ("penegakan", {"due": str(_WEEK), "sort": "tenggat.naik"}),
    "late": ("penegakan", {"due": OVERDUE, "sort": "pekerja.turun"}),
    "cases": ("penegakan", {}),
    "data": ("data", {}),
}
# A text, the way that it is ("" is none), and how it is written: "late" is red, "strong" is bold.
_Piece = tuple[str, str, str]


@dataclass(frozen=True)
class Clock:
    """What falls due in the cases of a place: within a week, overdue, and the first deadline after that week."""

    due: int
    late: int
    unconfirmed: int
    following: str


@dataclass(frozen=True)
class Tile:
    """A tile: heading, number, bar (share of the whole, targets as shares) and lines of pieces.

    `counts` says of its numbers what they count.
    """

    key: str
    heading: str
    number: list[_Piece]
    lines: list[list[_Piece]] = field(default_factory=list)
    bar: tuple[float, list[float], str] | None = None
    counts: session.Counts = ()


@kept
def clock(of: OfficeSums, words: Words) -> Clock | None:
    """What falls due among the cases that this reader may see; None where that is nobody's, or nobody brought any."""
    place = place_of_office(of).named
    if place is None or place.reading.lacking(("employers", "cases"), of.month, of.regions):
        return None
    sums = Enforcement(place.reading, place.month).headline(place.where)
    day = _following(place.reading, place.month, place.where)
    following = "" if day is None else words.date(day)
    return Clock(sums[f"due_{_WEEK}"], sums["overdue"], sums["unconfirmed"], following)


@lru_cache(maxsize=256)
def _following(reading: Reading, month: str, where: Where) -> date | None:
    """The first deadline after the week; kept, since a release never changes."""
    cases = Enforcement(reading, month)
    soon = cases.headline(where)[f"due_{_WEEK}"]
    later = cases.every(where, CaseQuery(due=_EVER), most=soon + 1)["deadline"].iloc[soon:]
    return later.iloc[0].date() if len(later) else None


def sentence(of: OfficeSums, now: Clock | None, words: Words) -> str:
    """What is to be done and where the office stands, in one sentence of numbers."""
    said = level(of, words)
    if now is None:
        return said
    if not now.due and not now.late:
        return f"{nothing_due(now, words)} {said}"
    pressing = words(
        "{due} langkah jatuh tempo dalam {days} hari dan {late} sudah lewat.",
        due=words.number(now.due),
        days=_WEEK,
        late=words.number(now.late),
    )
    return f"{pressing} {said}"


def nothing_due(now: Clock, words: Words) -> str:
    """That nothing falls due soon, and what does next."""
    if not now.following:
        return words("Tidak ada langkah yang jatuh tempo.")
    return words(
        "Tidak ada yang jatuh tempo dalam {days} hari; berikutnya {date}.", days=_WEEK, date=now.following
    )


def show(of: OfficeSums, now: Clock | None, words: Words) -> None:
    """The three tiles; a click on a number opens the page that says it too."""
    tiles = _tiles(of, now, words)
    ways = sorted({way for tile in tiles for line in (tile.number, *tile.lines) for _, way, _ in line if way})

    def picked() -> None:
        way = templates.reported(_KEY, "open", ways)
        if way:
            follow(of, way)

    _answers(data=content(tiles), key=_KEY, on_open_change=picked)


@kept
def _tiles(of: OfficeSums, now: Clock | None, words: Words) -> list[Tile]:
    return [_compliance(of, words), _arrears(of, words), _cases(of, now, words)]


def follow(of: OfficeSums, way: str) -> None:
    """Open what a number leads to: the same office, month and role, narrowed by nothing else."""
    page, parts = _WAYS[way]
    if page in DATA_PAGES:
        open_page(page)
        return
    open_page(page, **{**of_office(of.code), **parts})


def content(tiles: list[Tile]) -> dict[str, Any]:
    """What the browser's side is given: texts, shares and ways."""
    return {
        "rows": [[tile.key, tile.heading, tile.number, tile.bar, tile.lines] for tile in tiles],
        "total": [],
        "counts": {tile.key: counts_text(tile.counts) for tile in tiles if tile.counts},
    }


def _compliance(of: OfficeSums, words: Words) -> Tile:
    now = of.sum("compliance")
    heading = words("Kepatuhan pemberi kerja")
    if now is None or now.value is None or now.numerator is None or now.denominator is None:
        return _untold(of, "compliance", heading, words)
    place, said = place_of_office(of), widgets.compliance_said(now, words)
    lines = [[(said.parts, "", ""), *((f"; {short}", "", "strong") for short in _short(said))]]
    if change := _moved(of, "compliance", words):
        lines.append([(change, "", "")])
    if said.targets:
        heading = words("Kepatuhan terhadap target {targets}", targets=" / ".join(said.targets))
    return Tile(
        "compliance",
        heading,
        [(said.value, "compliance", "")],
        lines,
        (float(now.value) / 100, [share / 100 for share in said.limits], said.bar),
        session.counts_of(place, said.texts),
    )


def _short(said: ComplianceSaid) -> tuple[str, ...]:
    """What is missing to each target; the heading names the target where it is the only one."""
    return (said.lacks,) if said.lacks else said.short


def _arrears(of: OfficeSums, words: Words) -> Tile:
    now, owing, exposed = (
        of.sum(name) for name in ("ledger_arrears_rp", "ledger_arrears_employers", "exposed_workers")
    )
    heading = words("Tunggakan iuran")
    if now is None or now.value is None:
        return _untold(of, "ledger_arrears_rp", heading, words)
    texts = {"ledger_arrears_rp": words.rupiah(now.value)}
    number: list[_Piece] = [(texts["ledger_arrears_rp"], "arrears", "")]
    first: list[_Piece] = []
    if owing is not None and owing.value is not None:
        texts["ledger_arrears_employers"] = words.number(owing.value)
        said = words("{n} pemberi kerja menunggak", n=texts["ledger_arrears_employers"])
        number.append((said, "arrears", "beside"))
    if exposed is not None and exposed.value is not None:
        texts["exposed_workers"] = words.number(exposed.value)
        first.append((words("{n} pekerja terdampak", n=texts["exposed_workers"]), "arrears", ""))
    lines = [
        first,
        [(_moved(of, "ledger_arrears_rp", words), "", "")],
        [(doubt(of, "ledger_arrears_rp", words), "", "")],
    ]
    return Tile(
        "arrears", heading, number, _filled(lines), None, session.counts_of(place_of_office(of), texts)
    )


def _cases(of: OfficeSums, now: Clock | None, words: Words) -> Tile:
    """What falls due, or for who sees no case how many are overdue."""
    if now is None:
        return _overdue(of, words)
    named = place_of_office(of).named or place_of_office(of)
    # What leads nowhere, as nothing is there, is held against nothing.
    texts = {f"due {_WEEK}": words.number(now.due) if now.due else ""}
    texts["cases_past_deadline"] = words.number(now.late)
    late = words("● {n} sudah lewat", n=texts["cases_past_deadline"])
    number: list[_Piece] = [
        (words("{n} langkah", n=words.number(now.due)), "due" if now.due else "", ""),
        (late, "late", "late") if now.late else (words("tidak ada yang lewat"), "", "beside"),
    ]
    lines = [[(_unconfirmed(now.unconfirmed, words), "", "")]]
    if not now.due:
        lines.insert(0, [(nothing_due(now, words), "", "")])
    if named != place_of_office(of):
        lines.append([(named.whose_said(words), "", "")])
    return Tile("cases", _until(of, words), number, _filled(lines), None, session.counts_of(named, texts))


def _until(of: OfficeSums, words: Words) -> str:
    end = words.date(month_end(of.month))
    return words("Jatuh tempo {days} hari sesudah {date}", days=_WEEK, date=end)


def _overdue(of: OfficeSums, words: Words) -> Tile:
    heading, now, standing = (
        words("Kasus lewat tenggat"),
        of.sum("cases_past_deadline"),
        of.sum("cases_open"),
    )
    if now is None or now.value is None:
        return _untold(of, "cases_past_deadline", heading, words)
    texts = {"cases_past_deadline": words.number(now.value)}
    number: list[_Piece] = [
        (words("● {n} lewat", n=texts["cases_past_deadline"]), "cases", "alarm")
        if now.value
        else (words.number(0), "cases", "")
    ]
    lines: list[list[_Piece]] = []
    if standing is not None and standing.value is not None:
        texts["cases_open"] = words.number(standing.value)
        lines.append([(words("dari {n} kasus terbuka", n=texts["cases_open"]), "cases", "")])
    lines.append([(_unconfirmed(place_value(of, "cases_past_deadline_unconfirmed"), words), "", "")])
    return Tile("cases", heading, number, _filled(lines), None, session.counts_of(place_of_office(of), texts))


def place_value(of: OfficeSums, name: str) -> float:
    """A sum that is only added where it is told; 0 where it is not."""
    total = of.sum(name)
    return 0 if total is None or total.value is None else float(total.value)


def _unconfirmed(count: float, words: Words) -> str:
    """How many of those overdue rest on a limit that no source confirms."""
    if not count:
        return ""
    return words("{n} di antaranya menurut batas yang belum dikonfirmasi (?)", n=words.number(count))


def _untold(of: OfficeSums, name: str, heading: str, words: Words) -> Tile:
    """Why a tile has no number: nobody brought what it is counted from, or it is not told of this place."""
    lacking = of.reading.lacking(definitions()[name].counted_from, of.month, of.regions)
    if lacking:
        lines = [[(widgets.lacking_text(lacking, words), "", "")], [(words("Bawa berkas"), "data", "")]]
        return Tile(name, heading, [(words("belum ada data"), "", "beside")], lines)
    value, note = untold(of, name, words)
    return Tile(name, heading, [(value, "", "beside")], _filled([[(note, "", "")]]))


def _moved(of: OfficeSums, name: str, words: Words) -> str:
    """The change since the month before; "" where it is not known or not told."""
    moved = of.moved(name, of.before) if of.before else None
    return "" if moved is None else change_said(definitions()[name], moved, of.before, words)


def _filled(lines: list[list[_Piece]]) -> list[list[_Piece]]:
    return [line for line in lines if any(text for text, _, _ in line)]
