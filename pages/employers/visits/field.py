"""The sheet that an officer takes along: the first visits of the list by kecamatan, with room to write."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from markupsafe import Markup

from data.months import month_end
from data.parsing import each_row
from data.queries import EmployerList, EmployerQuery, contacts, grounds_of
from data.words import Words
from pages import session, templates, widgets
from pages.session import Place
from pages.templates import count_text
from pages.widgets import Cell

_HEADS = (
    "Pemberi kerja",
    "Alamat, telepon",
    "Pembina",
    "Tunggakan",
    "Pekerja",
    "Langkah berikut",
    "Hasil, tanggal berikut",
)


def field_sheet(place: Place, query: EmployerQuery, most: int, words: Words) -> Markup:
    """The first so many of the list by kecamatan, with whom to meet, what is owed, the next step, and room to write.

    Printed, the sheet stands alone. Kecamatan are in the order of their first employer on the list.
    """
    rows = EmployerList(place.reading, place.month).every(place.where, replace(query, page=1), most=most)
    known = contacts(place.reading, list(rows["employer"]))
    grounds = grounds_of(place.reading, place.month, list(each_row(rows)))
    groups: dict[str, list[list[Cell]]] = {}
    for row, ground in zip(each_row(rows), grounds, strict=True):
        where = session.kecamatan_names().get(row.kecamatan) or session.area_name(row.region)
        step = widgets.first_step(ground, month_end(place.month), words)
        groups.setdefault(where, []).append(_field_cells(row, known.loc[row.employer], step, words))
    return templates.render(
        "employers_field",
        title=words("Lembar kunjungan: {place}", place=place.name(words)),
        note=f"{widgets.place_note(place, words)} · {widgets.origin_in_short(session.data_in_view(), words)}",
        heads=[words(head) for head in _HEADS],
        groups=[(name, [list(map(_pair, cells)) for cells in inside]) for name, inside in groups.items()],
    )


def _field_cells(row: Any, contact: Any, step: Cell, words: Words) -> list[Cell]:
    """An employer on the sheet; the last cell is empty, for what came of the visit."""
    months = words("umur tidak diketahui") if row.unaged else words("{n} bulan", n=words.number(row.age))
    return [
        (row.name, str(row.npp)),
        (str(contact["address"]) or words("alamat belum diketahui"), str(contact["phone"])),
        str(contact["officer"]) or "–",
        (words.rupiah(row.outstanding), months),
        count_text(row.workers_exposed, words),
        step,
        "",
    ]


def _pair(cell: Cell) -> tuple[str, str]:
    return cell if isinstance(cell, tuple) else (cell, "")
