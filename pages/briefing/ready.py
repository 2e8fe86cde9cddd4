"""Running orders that are ready: for the Forkopimda of a region, the review of an area, the month of a branch.

They are made anew for any place and month, and name nothing but views: whoever keeps one changes it as any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.briefing import Ask, Item, Order
from data.places import ALL_AREAS, area_title
from data.words import Words
from pages import session
from pages.briefing.promises import screens_needed
from pages.view import FORKOPIMDA, REVIEW, View

_NO_ID = "siap" + "0" * 6  # of an order that is not kept
_SHORT, _LONG = 90, 150  # seconds


def ready_order(view: View, words: Words) -> Order:
    """The ready order that the view names (`view.briefing.ready`), for its place, month and data."""
    release = session.release(view.data) if view.data else None
    title, items = _MAKERS.get(view.briefing.ready, _review)(view, words)
    items = [*_promises(view, words), *items]
    return Order(_NO_ID, title, view.data, release.number if release else 0, tuple(items))


def _promises(view: View, words: Words) -> list[Item]:
    """The screens of what the last meetings agreed to, on which a briefing opens; none where there is nothing."""
    reading = session.public_reading(view.data)
    if reading is None:
        return []
    place = session.place_of(view, session.month_of(view, reading), reading)
    try:
        needed = screens_needed(reading, view.data, place.regions, words)
    except OSError:  # the page of commitments says so; the numbers can be shown all the same
        return []
    here = {"region": view.region, "area": view.area, "office": view.office}
    views = [View.of(data=view.data, month=view.month, page=at, **here) for at in range(1, needed + 1)]
    return [Item("komitmen", one.to_query()) for one in views]


def is_kept(order: Order) -> bool:
    """Whether an order lies on the shelf, and is not one that was made for this moment."""
    return order.id != _NO_ID


def _forkopimda(view: View, words: Words) -> tuple[str, list[Item]]:
    region = view.region or view.kecamatan[:5] or str(session.facts().regions["code"].iloc[0])
    table = session.facts().regions.set_index("code")
    name, area = session.area_name(region), str(table.at[region, "area"])
    here = {"region": region, "area": area}
    items = [
        _item("peta", view, "coverage_workers", here, asks=_of_head(words)),
        _item("tren", view, "coverage_workers", here, seconds=_SHORT),
        _item("corong", view, "compliance", here),
        _item("peta", view, "compliance", {**here, "level": "kecamatan"}, seconds=_LONG),
        _item("peta", view, "coverage_informal", here),
        _item("tren", view, "ledger_arrears_rp", here, asks=_of_prosecutor(words)),
        _item("tren", view, "exposed_workers", here, seconds=_SHORT),
        _closing(words, [*_of_head(words), *_of_licences(words), *_of_prosecutor(words)]),
    ]
    return words("Forkopimda {place}", place=name), items


def _review(view: View, words: Words) -> tuple[str, list[Item]]:
    area = view.area
    here = {"area": area}
    place = words("semua wilayah") if area == ALL_AREAS else area_title(area)
    measures = (
        "coverage_workers",
        "coverage_informal",
        "compliance",
        "registration",
        "completeness",
        "on_time_rp",
        "arrears_share",
        "workers_unprotected",
    )
    items = [_item("peta", view, measure, here) for measure in measures]
    items[1:1] = [_item("tren", view, "coverage_workers", here, seconds=_SHORT)]
    items += [
        _item("corong", view, "compliance", here),
        _item("tren", view, "ledger_arrears_rp", here),
        _closing(words, _of_licences(words)),
    ]
    return words("Tinjauan kanwil, {place}", place=place), items


def _branch_month(view: View, words: Words) -> tuple[str, list[Item]]:
    office = view.office or session.branches()[0]
    here = {"office": office}
    lines = ("compliance", "coverage_workers", "ledger_arrears_rp", "ledger_pwbd_employers", "cases_open")
    items = [
        _item("corong", view, "compliance", here),
        *(_item("tren", view, measure, here, seconds=_SHORT) for measure in lines),
    ]
    return words("Bulan kantor, {place}", place=session.area_name(office)), items


_MAKERS = {FORKOPIMDA: _forkopimda, REVIEW: _review, "cabang": _branch_month}


def _item(
    kind: str,
    view: View,
    indicator: str,
    here: Mapping[str, str],
    asks: Sequence[Ask] = (),
    seconds: int = 120,
) -> Item:
    """A screen of the data and month of `view`, at a place (`here`: fields of a view with their values)."""
    shown = View.of(data=view.data, month=view.month, indicator=indicator, **here)
    return Item(kind, shown.to_query(), asks=tuple(asks), seconds=seconds)


def _closing(words: Words, asks: Sequence[Ask]) -> Item:
    return Item("teks", {}, title=words("Yang diminta dari ruang ini"), asks=tuple(asks), seconds=_LONG)


def _of_head(words: Words) -> list[Ask]:
    return [Ask(words("Bupati/Wali Kota"), words("anggarkan iuran pekerja rentan dalam APBD"))]


def _of_licences(words: Words) -> list[Ask]:
    return [Ask("DPMPTSP", words("cek kepesertaan pemohon izin"))]


def _of_prosecutor(words: Words) -> list[Ask]:
    return [Ask("Kejari", words("tindak lanjuti SKK yang terbuka"))]
