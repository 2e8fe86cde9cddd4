"""The mix that reaches a coverage: what each source gives and costs, and what each region needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from data.queries import HIDDEN, SOURCES, Plan, Region, Source, ranked
from data.sheets import Column, Sheet
from data.words import Words
from pages import session, templates, widgets
from pages.session import Place
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing

SOURCE_NAMES = {"pwbd": "PWBD didaftarkan", "pds_tk": "PDS-TK dilengkapi", "informal": "Informal (BPU) dibayari APBD"}  # fmt: skip
_ABOUT = {
    "pwbd": "pekerja yang diketahui pada pemberi kerja yang belum terdaftar",
    "pds_tk": "pekerja yang belum didaftarkan pemberi kerja terdaftar",
    "informal": "kekurangan terhadap sasaran peserta BPU",
}


@dataclass(frozen=True)
class Total:
    """One source over all regions: what there is, what is taken, and what it costs a month."""

    source: Source
    people: int
    employers: int
    public: int
    least_due: int


def totals(plans: Sequence[Plan]) -> list[Total]:
    """The sources over all regions in the order of their cost; employers to visit are those of the regions."""
    found = []
    for name in SOURCES:
        taken = [(plan, one) for plan in plans if (one := plan.of(name)) is not None]
        held = [one.source for _, one in taken]
        price = held[0].public_rupiah if held else 0
        whole = Source(name, sum(one.people for one in held), sum(one.employers for one in held), price)
        due = (
            0 if name == "informal" else sum(one.people * (plan.region.least_due or 0) for plan, one in taken)
        )
        found.append(Total(whole, sum(one.people for _, one in taken), sum(one.employers for _, one in taken),
                           sum(one.rupiah for _, one in taken), due))  # fmt: skip
    order = ranked([one.source for one in found])
    return sorted(found, key=lambda one: order.index(one.source))


def by_source(plans: Sequence[Plan], words: Words) -> None:
    """The sources in the order in which they are drawn on."""
    found = totals(plans)
    rows: list[tuple[str, list[Cell]]] = [(one.source.name, _source(at, one, words)) for at, one in enumerate(found, 1)]  # fmt: skip
    rows.append(_beyond(words("Belum terjangkau"), words("tidak ada di sumber mana pun di buku besar"),
                        sum(plan.unreachable for plan in plans), words))  # fmt: skip
    if not all(plan.told for plan in plans):
        rows.append(_beyond(words("Sumbernya disembunyikan"), words("wilayah dengan sumber yang terlalu kecil untuk peran ini"),
                            sum(plan.untold for plan in plans), words))  # fmt: skip
    total = [words("Jumlah kebutuhan"), words.number(sum(one.source.people for one in found)),
             words.number(sum(plan.need for plan in plans)), words.number(sum(one.employers for one in found)), "",
             words.rupiah(sum(one.public for one in found)), words.rupiah(sum(one.least_due for one in found))]  # fmt: skip
    heads = [Head(words("Sumber, yang termurah dahulu")), *(Head(words(name), True) for name in (
        "Tersedia", "Dipakai", "Pemberi kerja dikunjungi", "Kunjungan per 1.000 pekerja",
        "Uang publik sebulan", "Iuran pemberi kerja sebulan, paling sedikit"))]  # fmt: skip
    listing(Shown(words("Jumlah atas wilayah; tiap wilayah mengisi kebutuhannya dari sumbernya sendiri."), heads, rows, total), words, "what_if_sources")  # fmt: skip


def _beyond(name: str, about: str, people: int, words: Words) -> tuple[str, list[Cell]]:
    return "", [(name, about), "", words.number(people), "", "", "", ""]


def _source(at: int, one: Total, words: Words) -> list[Cell]:
    effort = words.number(float(1_000 * one.source.effort), 1) if one.source.employers else "–"
    price = words("{rupiah} seorang", rupiah=words.rupiah(one.source.public_rupiah))
    return [
        (words("{n}. {name}", n=at, name=words(SOURCE_NAMES[one.source.name])), words(_ABOUT[one.source.name])),
        words.number(one.source.people), words.number(one.people),
        words.number(one.employers) if one.source.employers else "–", effort,
        (words.rupiah(one.public), price), words.rupiah(one.least_due) if one.source.name != "informal" else "–",
    ]  # fmt: skip


def by_region(plans: Sequence[Plan], left_out: Sequence[Region], months: int, words: Words) -> None:
    """A row a region: where it stands, what it needs, from where."""
    rows: list[tuple[str, list[Cell]]] = [
        (plan.region.code, _region(plan, months, words))
        for plan in sorted(plans, key=lambda one: (-one.need, one.region.code))
    ]
    rows += [("", [session.area_name(one.code), _why(one, words), *[""] * 7]) for one in left_out]
    sums = [sum(plan.need for plan in plans), *(_sum(plans, name) for name in SOURCES), sum(plan.unreachable for plan in plans)]  # fmt: skip
    covered, people = (sum(getattr(plan.region, part) for plan in plans) for part in ("covered", "people"))
    total = [words("Jumlah"), words.percent(100 * covered / people) if people else "–", words.number(covered),
             words.number(people), *(words.number(one) for one in sums)]  # fmt: skip
    heads = [Head(words("Wilayah")), *(Head(words(name), True) for name in (
        "Cakupan kini", "Pekerja aktif", "Penduduk bekerja", "Dibutuhkan", "PWBD", "PDS-TK", "Informal",
        "Belum terjangkau"))]  # fmt: skip
    caption = words("Tiap wilayah mencapai target; yang disembunyikan atau tidak diketahui tidak termasuk dalam jumlah.")  # fmt: skip
    listing(Shown(caption, heads, rows, total if plans else []), words, "what_if_regions")


def _sum(plans: Sequence[Plan], name: str) -> int:
    return sum(one.people for plan in plans if (one := plan.of(name)) is not None)


def _region(plan: Plan, months: int, words: Words) -> list[Cell]:
    region, of = plan.region, {name: plan.of(name) for name in SOURCES}
    monthly = words("{n} sebulan", n=words.number(-(-plan.need // months))) if plan.need else ""
    pieces = [words.number(one.people) if one else words("disembunyikan") for one in of.values()]
    as_of = words("per {date}", date=words.date(region.as_of))
    return [
        session.area_name(region.code), words.percent(100 * region.covered / region.people) if region.people else "–",
        words.number(region.covered), (words.number(region.people), as_of), (words.number(plan.need), monthly),
        *pieces, words.number(plan.unreachable) if plan.told else words("disembunyikan"),
    ]  # fmt: skip


def _why(one: Region, words: Words) -> str:
    return words("disembunyikan") if one.why == HIDDEN else words("tidak ada data")


def model(plans: Sequence[Plan], until: str, exact: bool, words: Words) -> str:
    """The cost model in words: what is counted, what is not, by which law."""
    price = next((one.source.public_rupiah for plan in plans for one in plan.taken if one.source.name == "informal"), 0)  # fmt: skip
    least = words("Bagi peran ini kapasitas PDS-TK dan informal adalah batas bawah, dari jumlah per wilayah: kelebihan satu pemberi kerja atau kelompok mengurangi kekurangan yang lain.")  # fmt: skip
    items = [
        (words("Urutan"), words("Uang publik paling sedikit dahulu, lalu kunjungan paling sedikit per pekerja. Urutan PWBD dan PDS-TK dihitung per wilayah.")),
        (words("PWBD dan PDS-TK"), words("Tanpa uang publik: pemberi kerja membayar iurannya sendiri menurut UU 24/2011 Pasal 15 dan 19. Iuran paling sedikit: JKK risiko terendah dan JKM dari upah minimum; JHT dan JP menurut skala datang di atasnya. Biaya kunjungan dan penegakan tidak dihitung.")),
        (words("Informal"), words("Dibayari APBD: {rupiah} seorang sebulan (JKK dan JKM, tarif {date}; keringanan PP 50/2025 tidak berlaku bagi APBN dan APBD). Bila pekerja membayar sendiri, uang publiknya nol.", rupiah=words.rupiah(price), date=words.date(until))),
        (words("Kapasitas"), words("Hanya orang yang tercatat di buku besar: PWBD dan PDS-TK dari pekerja yang diketahui, informal dari kekurangan terhadap sasaran. Yang belum terjangkau harus dicari di luar buku besar.")),
        ("" if exact else words("Ketelitian"), least),
        (words("Anggapan"), words("Setiap orang yang didaftarkan menjadi aktif dan tidak ada yang keluar; penduduk bekerja tetap seperti angka BPS yang dipakai.")),
    ]  # fmt: skip
    return templates.pairs([(term, escape(said)) for term, said in items if term])


def sheet(plans: Sequence[Plan], goal: float, place: Place, view: View, words: Words) -> Sheet:
    """The regions to take along."""
    rows = [_row(plan) for plan in plans]
    columns = [
        Column("region", words("Wilayah")), Column("covered", words("Pekerja aktif"), "count"),
        Column("people", words("Penduduk bekerja"), "count"), Column("as_of", words("Penyebut per")),
        Column("need", words("Dibutuhkan"), "count"), Column("pwbd", words("PWBD"), "count"),
        Column("pds_tk", words("PDS-TK"), "count"), Column("informal", words("Informal"), "count"),
        Column("unreachable", words("Belum terjangkau"), "count"), Column("public", words("Uang publik sebulan"), "rupiah"),
        Column("due", words("Iuran pemberi kerja sebulan, paling sedikit"), "rupiah"),
    ]  # fmt: skip
    about = widgets.about_rows(place, view, words, [(words("Target cakupan"), words.percent(goal))])
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    frame = frame.astype({column.key: "Int64" for column in columns if column.kind != "text"})
    terms = widgets.definition_rows(("coverage_workers", "coverage_gap"), words)
    title = words("Bagaimana jika: {place}", place=place.name(words))
    return Sheet(title, columns, frame, about, terms, place.found.release.simulated)


def _row(plan: Plan) -> dict[str, object]:
    """A region of the table to take along; what is not told is missing, not 0."""
    region = plan.region
    found = {"region": session.area_name(region.code), "covered": region.covered, "people": region.people,
             "as_of": region.as_of, "need": plan.need}  # fmt: skip
    if not plan.told:
        return found
    money = {"public": sum(one.rupiah for one in plan.taken), "due": plan.least_due}
    return found | {name: _sum([plan], name) for name in SOURCES} | {"unreachable": plan.unreachable} | money
