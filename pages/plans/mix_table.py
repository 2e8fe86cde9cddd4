"""The mix that reaches a coverage: what each source gives and costs, what each region needs, and that as a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from data.access import instead
from data.disclosure import HIDDEN as HIDDEN_CELL
from data.queries import HIDDEN, SOURCES, Plan, Region, Source, ranked
from data.sheets import Chart, Column, Sheet
from data.words import Words
from pages import session, widgets
from pages.session import Place
from pages.view import View
from pages.widgets import Cell, Head, Shown, translated_columns, translated_heads

# Each of SOURCES: what it is called, and who is counted in it.
_SOURCE_NAMES = {
    "pwbd": ("PWBD didaftarkan", "pekerja yang diketahui pada pemberi kerja yang belum terdaftar"),
    "pds_tk": ("PDS-TK dilengkapi", "pekerja yang belum didaftarkan pemberi kerja terdaftar"),
    "informal": ("Informal (BPU) dibayari APBD", "gap ke target peserta BPU"),
}
_UNREACHABLE = ("Belum terjangkau", "tidak ada di sumber mana pun yang tercatat")
_UNTOLD = ("Sumbernya tidak ditampilkan", "wilayah dengan sumber yang tidak ditampilkan bagi peran ini")
_SOURCE_HEADS = (
    Head("Sumber, yang termurah dahulu"),
    Head("Tersedia", True),
    Head("Dipakai", True),
    Head("Pemberi kerja dikunjungi", True),
    Head("Kunjungan per 1.000 pekerja", True),
    Head("Uang publik sebulan", True),
    Head("Iuran pemberi kerja sebulan, paling sedikit", True),
)
_REGION_HEADS = (
    Head("Wilayah"),
    Head("Cakupan kini", True),
    Head("Target", True),
    Head("Pekerja aktif", True),
    Head("Penduduk bekerja", True),
    Head("Dibutuhkan", True),
    Head("PWBD", True),
    Head("PDS-TK", True),
    Head("Informal", True),
    Head("Belum terjangkau", True),
)
_COLUMNS = (
    Column("region", "Wilayah"),
    Column("covered", "Pekerja aktif", "count", adds=True),
    Column("people", "Penduduk bekerja", "count", adds=True),
    Column("as_of", "Penyebut per"),
    Column("goal", "Target", "percent"),
    Column("need", "Dibutuhkan", "count", adds=True),
    Column("pwbd", "PWBD", "count", adds=True),
    Column("pds_tk", "PDS-TK", "count", adds=True),
    Column("informal", "Informal", "count", adds=True),
    Column("unreachable", "Belum terjangkau", "count", adds=True),
    Column("public", "Uang publik sebulan", "rupiah", adds=True),
    Column("due", "Iuran pemberi kerja sebulan, paling sedikit", "rupiah"),
)


@dataclass(frozen=True)
class _Total:
    """One source over all regions: what there is; the people taken, at how many employers; rupiah a month."""

    source: Source
    people: int
    employers: int
    public: int
    least_due: int


def _totals(plans: Sequence[Plan]) -> list[_Total]:
    """The sources over all regions in the order of their cost; employers to visit are those of the regions."""
    totals = {total.source: total for total in (_source_total(plans, name) for name in SOURCES)}
    return [totals[source] for source in ranked(list(totals))]


def _source_total(plans: Sequence[Plan], name: str) -> _Total:
    taken = [(plan, part) for plan in plans if (part := plan.of(name)) is not None]
    sources = [part.source for _, part in taken]
    whole = Source(
        name,
        sum(source.people for source in sources),
        sum(source.employers for source in sources),
        sources[0].public_rupiah if sources else 0,
    )
    # Nobody employs an informal worker, so no employer owes anything for one.
    owing = [] if name == "informal" else taken
    return _Total(
        whole,
        sum(part.people for _, part in taken),
        sum(part.employers for _, part in taken),
        sum(part.rupiah for _, part in taken),
        sum(part.people * (plan.region.least_due or 0) for plan, part in owing),
    )


def by_source(plans: Sequence[Plan], words: Words) -> Shown:
    """The sources in the order in which they are drawn on, and who is in none of them."""
    totals = _totals(plans)
    rows: list[tuple[str, tuple[Cell, ...]]] = [
        (total.source.name, _source_cells(rank, total, words)) for rank, total in enumerate(totals, 1)
    ]
    rows.append(("", _beyond(_UNREACHABLE, sum(plan.unreachable for plan in plans), words)))
    if not all(plan.told for plan in plans):
        rows.append(("", _beyond(_UNTOLD, sum(plan.untold for plan in plans), words)))
    caption = "Jumlah atas wilayah; tiap wilayah mengisi kebutuhannya dari sumbernya sendiri."
    heads = translated_heads(_SOURCE_HEADS, words)
    return Shown(words(caption), tuple(heads), tuple(rows), _needs(plans, totals, words))


def _needs(plans: Sequence[Plan], totals: Sequence[_Total], words: Words) -> tuple[str, ...]:
    """The last line of the table of sources: the need as a whole."""
    return (
        words("Jumlah kebutuhan"),
        words.number(sum(total.source.people for total in totals)),
        words.number(sum(plan.need for plan in plans)),
        words.number(sum(total.employers for total in totals)),
        "",
        words.rupiah(sum(total.public for total in totals)),
        words.rupiah(sum(total.least_due for total in totals)),
    )


def _beyond(names: tuple[str, str], people: int, words: Words) -> tuple[Cell, ...]:
    """The cells of people who are taken from no source."""
    name, about = names
    return (words(name), words(about)), "", words.number(people), "", "", "", ""


def _source_cells(rank: int, total: _Total, words: Words) -> tuple[Cell, ...]:
    source = total.source
    name, about = _SOURCE_NAMES[source.name]
    visits = words.number(float(1_000 * source.effort), 1) if source.employers else "–"
    price = words("{rupiah} seorang", rupiah=words.rupiah(source.public_rupiah))
    return (
        (words("{n}. {name}", n=rank, name=words(name)), words(about)),
        words.number(source.people),
        words.number(total.people),
        words.number(total.employers) if source.employers else "–",
        visits,
        (words.rupiah(total.public), price),
        words.rupiah(total.least_due) if source.name != "informal" else "–",
    )


def by_region(plans: Sequence[Plan], left_out: Sequence[Region], months: int, words: Words) -> Shown:
    """A row for each region, the largest need first: where it stands, what it needs, from where.

    Under them the regions that are `left_out`, since they have no numbers; `months` are those until the goal.
    """
    by_need = sorted(plans, key=lambda plan: (-plan.need, plan.region.code))
    rows: list[tuple[str, tuple[Cell, ...]]] = [
        (plan.region.code, _region_cells(plan, months, words)) for plan in by_need
    ]
    rows += [("", _left_out_cells(region, words)) for region in left_out]
    caption = "Tiap wilayah mencapai target; yang tidak ditampilkan atau tidak diketahui tidak termasuk dalam jumlah."
    heads = translated_heads(_REGION_HEADS, words)
    return Shown(words(caption), tuple(heads), tuple(rows), _region_total(plans, words) if plans else ())


def _region_total(plans: Sequence[Plan], words: Words) -> tuple[str, ...]:
    covered = sum(plan.region.covered for plan in plans)
    people = sum(plan.region.people for plan in plans)
    counts = (
        covered,
        people,
        sum(plan.need for plan in plans),
        *(_taken(plans, name) for name in SOURCES),
        sum(plan.unreachable for plan in plans),
    )
    return (
        words("Jumlah"),
        _coverage(covered, people, words),
        "",
        *(words.number(count) for count in counts),
    )


def _coverage(covered: int, people: int, words: Words) -> str:
    return words.percent(100 * covered / people) if people else "–"


def _taken(plans: Iterable[Plan], name: str) -> int:
    """The people that the plans take from a source."""
    return sum(taken.people for plan in plans if (taken := plan.of(name)) is not None)


def _region_cells(plan: Plan, months: int, words: Words) -> tuple[Cell, ...]:
    region = plan.region
    taken = [plan.of(name) for name in SOURCES]
    return (
        session.area_name(region.code),
        _coverage(region.covered, region.people, words),
        words.percent(plan.goal),
        words.number(region.covered),
        (words.number(region.people), words("per {date}", date=words.date(region.as_of))),
        (words.number(plan.need), _monthly(plan.need, months, words)),
        *(words.number(part.people) if part else instead(HIDDEN_CELL, words) for part in taken),
        words.number(plan.unreachable) if plan.told else instead(HIDDEN_CELL, words),
    )


def _monthly(need: int, months: int, words: Words) -> str:
    """People a month; a part of a person is one more."""
    return words("{n} sebulan", n=words.number(-(-need // months))) if need else ""


def _left_out_cells(region: Region, words: Words) -> tuple[Cell, ...]:
    why = instead(HIDDEN_CELL if region.why == HIDDEN else "", words)
    return session.area_name(region.code), why, *[""] * (len(_REGION_HEADS) - 2)


def mix_sheet(plans: Sequence[Plan], goal: float, place: Place, view: View, words: Words) -> Sheet:
    """The regions as a file, each to the `goal` or (0) to its own target; what this reader is not told is missing, not 0."""
    rows = pd.DataFrame([_row(plan, words) for plan in plans], columns=[column.key for column in _COLUMNS])
    numbers = [column.key for column in _COLUMNS if column.kind not in ("text", "percent")]
    untold = ["" if plan.told else instead(HIDDEN_CELL, words) for plan in plans]
    return widgets.place_sheet(
        words("Bagaimana jika: {place}", place=place.name(words)),
        translated_columns(_COLUMNS, words),
        rows.astype(dict.fromkeys(numbers, "Int64")),
        place,
        view,
        words,
        indicators=("coverage_workers", "coverage_gap"),
        filters=[(words("Target cakupan"), words.percent(goal) if goal else words("target tiap wilayah"))],
        instead={key: untold for key in numbers if rows[key].isna().any()},
        chart=Chart("bar", "region", ("need",)),
    )


def _row(plan: Plan, words: Words) -> dict[str, object]:
    region = plan.region
    row = {
        "region": session.area_name(region.code),
        "covered": region.covered,
        "people": region.people,
        "as_of": words.date(region.as_of),
        "goal": plan.goal,
        "need": plan.need,
    }
    return row | _sources_row(plan) if plan.told else row


def _sources_row(plan: Plan) -> dict[str, object]:
    """Where a region's people come from, and what they cost a month."""
    return {
        **{name: _taken([plan], name) for name in SOURCES},
        "unreachable": plan.unreachable,
        "public": sum(taken.rupiah for taken in plan.taken),
        "due": plan.least_due,
    }
