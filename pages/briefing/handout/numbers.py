"""What sheets say of a place of a ledger: its numbers as tiles, tables and lines, as the public may see them."""

from __future__ import annotations

import math

from data.access import instead
from data.indicators import Measured, definitions
from data.months import month_end
from data.words import Words
from pages import paper, session, widgets
from pages.briefing.figures import drawing_of
from pages.briefing.handout.drawings import chart
from pages.charts import FUNNEL_STEPS, Drawing
from pages.session import Place
from pages.templates import movement_said, signed_quantity

_YEAR = ("coverage_workers", "compliance", "ledger_arrears_rp", "exposed_workers")
_DEFINED = ("coverage_workers", "compliance", "ledger_arrears_rp", "exposed_workers", "cases_open")
_FEW = 2  # commitments that a first page names


def mark(place: Place, words: Words) -> str:
    """What the data of a place say of themselves."""
    return words("SIMULASI – bukan data resmi") if place.reading.release.simulated else ""


def whose(place: Place, words: Words) -> str:
    """Whose numbers a sheet has."""
    return place.whose_said(words)


def quantity(place: Place, name: str, words: Words, month: str = "") -> str:
    """The value of an indicator in a month ("": the place's own) with its unit, or what stands in its place."""
    now = place.sum(name, month)
    if now is None or now.value is None:
        return instead(now.suppressed if now else "", words)
    return words.quantity(float(now.value), now.unit, [target.value for target in now.held])


def parts(now: Measured | None, words: Words) -> str:
    """Numerator and denominator; "" of what has none."""
    if now is None or now.numerator is None or now.denominator is None:
        return ""
    return f"{words.number(now.numerator)} / {words.number(now.denominator)}"


def tile(place: Place, name: str, words: Words) -> paper.Tile:
    """A ratio with its two parts."""
    title = definitions()[name].title[words.language]
    return paper.Tile(title, quantity(place, name, words), parts(place.sum(name), words))


def arrears_tile(place: Place, words: Words) -> paper.Tile:
    """What is owed, by how many employers, and how many of their workers that touches."""
    counted = (
        ("ledger_arrears_employers", words("pemberi kerja")),
        ("exposed_workers", words("pekerja terdampak")),
    )
    told = [(place.value(name), unit) for name, unit in counted]
    note = ", ".join(f"{words.number(value)} {unit}" for value, unit in told if value is not None)
    title = definitions()["ledger_arrears_rp"].title[words.language]
    return paper.Tile(title, quantity(place, "ledger_arrears_rp", words), note)


def cases_tile(place: Place, words: Words) -> paper.Tile:
    """Open cases, and how many of them are past their deadline."""
    late = place.value("cases_past_deadline")
    note = "" if late is None else words("{n} lewat tenggat", n=words.number(late))
    title = definitions()["cases_open"].title[words.language]
    return paper.Tile(title, quantity(place, "cases_open", words), note)


def year_block(place: Place, name: str, words: Words) -> paper.Block:
    """The line of a year of an indicator with its target, or why there is none."""
    title = words("{indicator}, 13 bulan", indicator=definitions()[name].title[words.language])
    drawing = drawing_of(place, name, words)
    drawn = chart(
        Drawing(drawing.months, drawing.lines, drawing.unit, drawing.breaks, "sempit"), title, words
    )
    note = moved(place, name, words) if drawn else words("Belum cukup bulan untuk sebuah tren.")
    if any(map(math.isnan, drawing.lines[0].points)):
        note = " ".join([note, words("Garis putus: bulan itu tidak ada angkanya.")]).strip()
    return paper.Block(title, drawn, note=note)


def moved(place: Place, name: str, words: Words) -> str:
    """How it moved within a year, and whether that is within chance; "" where it is not known."""
    now, since = place.value(name), place.year_before
    before = place.value(name, since) if since else None
    if now is None or before is None:
        return ""
    unit = definitions()[name].unit
    change = signed_quantity(now - before, "points" if unit == "percent" else unit, words)
    said = words("Sejak {date}: {change}", date=words.date(since), change=change)
    behind = movement_said(definitions()[name], place.moved(name, since), 12, words)
    return f"{said}, {behind}." if behind else f"{said}."


def funnel_block(place: Place, words: Words) -> paper.Block:
    """From who must take part to who is compliant, in employers and workers."""
    rows = tuple(
        (words(step), quantity_bare(place, employers, words), quantity_bare(place, workers, words))
        for employers, step, workers in FUNNEL_STEPS
    )
    heads = (words("Langkah"), words("Pemberi kerja"), words("Pekerja"))
    return paper.Block(
        words("Dari wajib sampai patuh"),
        grid=paper.Grid(heads, rows, (1, 2)),
        note=words(
            "Pekerja: yang terdaftar pada tanggal itu, atau yang dihitung saat pemberi kerjanya didata bila itu lebih banyak."
        ),
    )


def quantity_bare(place: Place, name: str, words: Words) -> str:
    """A count without its unit, or what stands in its place."""
    value = place.value(name)
    return place.instead(name, words) if value is None else words.number(value)


def months_block(place: Place, words: Words) -> paper.Block:
    """The main numbers of each month of a year, newest first."""
    months = [month for month in place.reading.months if month <= place.month][-13:]
    heads = (words("Bulan"), *(definitions()[name].title[words.language] for name in _YEAR))
    rows = tuple(
        (words.date(month), *(quantity(place, name, words, month) for name in _YEAR))
        for month in reversed(months)
    )
    return paper.Block(words("Bulan demi bulan"), grid=paper.Grid(heads, rows, (1, 2, 3, 4)))


def definitions_block(place: Place, words: Words) -> paper.Block:
    """What each number is of: its definition, and of whom."""
    rows = tuple(
        (definitions()[name].title[words.language], definitions()[name].definition[words.language])
        for name in _DEFINED
    )
    return paper.Block(
        words("Definisi"),
        grid=paper.Grid((words("Angka"), words("Artinya")), rows, wide=(1,)),
        note=f"{place.whose_said(words)}.",
    )


def promise_lines(place: Place, data: str, words: Words) -> tuple[str, ...]:
    """The commitments that are most pressing, one a line. Raises OSError."""
    verdicts = widgets.commitments_of(place.reading, data, place.regions)
    rows = widgets.commitment_rows(verdicts, words)
    return tuple(
        f"{row.sign} {row.agency}: {row.what}. {row.said} ({row.due}). {row.number}".rstrip()
        for row in rows[:_FEW]
    )


def promises_block(place: Place, data: str, words: Words) -> paper.Block | None:
    """All commitments of the place; None where there are none. Raises OSError."""
    verdicts = widgets.commitments_of(place.reading, data, place.regions)
    if not verdicts:
        return None
    heads = tuple(words(head) for head in ("Instansi", "Komitmen", "Angka", "Tenggat", "Keadaan"))
    rows = tuple(
        (row.agency, row.what, row.number or "–", row.due, f"{row.sign} {row.said}")
        for row in widgets.commitment_rows(verdicts, words)
    )
    return paper.Block(
        words("Komitmen"),
        grid=paper.Grid(heads, rows, wide=(0, 1, 2)),
        note=widgets.commitments_said(verdicts, words),
    )


def origin(place: Place, data: str, words: Words) -> str:
    """The last lines of a sheet: of which day, from which release, and whose insurance this is."""
    release = session.release_name(place.reading.release, words)
    return " · ".join(
        [
            words("Posisi per {date}", date=words.date(month_end(place.month))),
            release,
            widgets.origin_in_short(data, words).rstrip("."),
            words("BPJS Ketenagakerjaan, bukan BPJS Kesehatan"),
        ]
    )
