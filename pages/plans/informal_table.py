"""The tables of informal workers: by trade, payer and area, each with the sum of its rows, and to take along."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.parsing import each_row, is_missing
from data.queries import SPANS, pace
from data.sheets import Column, Sheet
from data.vocabulary import PAYERS
from data.words import Words
from pages import session, widgets
from pages.plans.informal_sums import REST, Sums, details
from pages.session import Place
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing

TRADE_NAMES = {
    "nelayan": "Nelayan",
    "ojek_online": "Ojek online",
    "batik": "Pekerja batik",
    "petani_sawit": "Petani sawit",
    "pedagang": "Pedagang",
    "lainnya": "Pekerjaan lain",
}
PAYER_NAMES = {
    "sendiri": "Dibayar sendiri",
    "apbd": "APBD",
    "apbdes": "APBDes",
    "csr": "CSR",
    "dbh_sawit": "DBH sawit",
}


def name_of(by: str, key: str, words: Words) -> str:
    """What a trade, a payer or an area is called."""
    if key == REST:
        return words("Yang disembunyikan, bersama-sama")
    if by == "trade":
        return words(TRADE_NAMES.get(key, key))
    if by == "payer":
        return words(PAYER_NAMES.get(key, key))
    if by == "region":
        return session.area_name(key)
    return (
        session.kecamatan_names().get(key, key) if key else words("Program seluruh wilayah (tanpa kecamatan)")
    )


def table(sums: Sums, by: str, title: str, place: Place, words: Words) -> None:
    """The table, the largest gap first."""
    rows = [(str(row.key), _cells(row, by, sums, place, words)) for row in each_row(sums.rows)]
    total = [words("Jumlah"), *_total(sums, by, words)] if rows else []
    listing(
        Shown(_caption(sums, words), _heads(sums, by, title, words), rows, total,
              empty=words("Tidak ada data, atau rinciannya terlalu halus untuk peran ini.")),
        words, f"informal_{by}",
    )  # fmt: skip


def _gaps(sums: Sums, by: str) -> bool:
    """By kecamatan whole areas have no target, so that only groups told apart add up to a gap."""
    return sums.exact or by != "kecamatan"


def _caption(sums: Sums, words: Words) -> str:
    if sums.exact:
        return words("Kekurangan dihitung per kelompok yang punya sasaran; kelebihan satu kelompok tidak menutup kelompok lain.")  # fmt: skip
    return words("Peserta tanpa sasaran ikut terhitung aktif, jadi kekurangan adalah batas bawah; tanda minus berarti melampaui sasaran.")  # fmt: skip


def _heads(sums: Sums, by: str, title: str, words: Words) -> list[Head]:
    names = [words("Sasaran"), words("Aktif")]
    names += [words("Kekurangan")] if _gaps(sums, by) else []
    names += [words("Tercapai"), *(words("Tambahan {n} bulan", n=span) for span in SPANS)]
    names += [words("Aktif tanpa sasaran")] if sums.exact else []
    return [Head(title), *(Head(name, True) for name in names)]


def _cells(row: Any, by: str, sums: Sums, place: Place, words: Words) -> list[Cell]:
    name = name_of(by, str(row.key), words)
    if row.suppressed:
        return [name, words("disembunyikan"), *[""] * (len(_heads(sums, by, "", words)) - 2)]
    gap = None if is_missing(row.gap) else int(row.gap)
    added = {span: _whole(getattr(row, f"added_{span}")) for span in SPANS}
    needs = pace(place.month, gap if gap and gap > 0 else None, added)
    needed = words("perlu {n} sebulan", n=words.number(needs.needed)) if needs.needed else ""
    cells: list[Cell] = [name, _count(row.target, words), _count(row.active, words)]
    cells += [(_count(gap, words), needed)] if _gaps(sums, by) else []
    cells.append(_percent(row.active, row.target, words))
    cells += [(_count(added[span], words), _monthly(needs.was[span], words)) for span in SPANS]
    return [*cells, _count(row.untargeted, words)] if sums.exact else cells


def _total(sums: Sums, by: str, words: Words) -> list[str]:
    found = sums.total
    cells = [_count(found["target"], words), _count(found["active"], words)]
    cells += [_count(found["gap"], words)] if _gaps(sums, by) else []
    cells += [_percent(found["active"], found["target"], words)]
    cells += [_count(found[f"added_{span}"], words) for span in SPANS]
    return [*cells, _count(found["untargeted"], words)] if sums.exact else cells


def _whole(value: Any) -> int | None:
    return None if is_missing(value) else int(value)


def _count(value: Any, words: Words) -> str:
    return "–" if is_missing(value) else words.number(int(value)).replace("-", "−")


def _monthly(value: float | None, words: Words) -> str:
    return "" if value is None else words("{n} sebulan", n=words.number(value, 1).replace("-", "−"))


def _percent(active: Any, target: Any, words: Words) -> str:
    """Of the members with a target, where they are told apart."""
    if is_missing(target) or is_missing(active) or not target:
        return "–"
    return words.percent(100 * int(active) / int(target), 1)


def sheet(sums: Sums, place: Place, view: View, words: Words) -> Sheet:
    """Every group for those who are told of them; else the table by trade."""
    rows = details(place) if sums.exact else sums.rows[sums.rows["key"] != REST].rename(columns={"key": "trade"})  # fmt: skip
    frame = rows.assign(trade=[name_of("trade", key, words) for key in rows["trade"]])
    columns = [Column("trade", words("Pekerjaan"))]
    if sums.exact:
        frame = _placed(frame, words)
        columns = [Column("region_name", words("Wilayah")), Column("kecamatan_name", words("Kecamatan")),
                   *columns, Column("payer_name", words("Pembayar iuran"))]  # fmt: skip
    columns += [Column("target", words("Sasaran"), "count"), Column("active", words("Aktif"), "count"),
                Column("gap", words("Kekurangan"), "count")]  # fmt: skip
    columns += [Column(f"added_{span}", words("Tambahan {n} bulan", n=span), "count") for span in SPANS]
    columns += [Column("untargeted", words("Aktif tanpa sasaran"), "count")] if sums.exact else []
    return Sheet(
        words("Pekerja informal (BPU): {place}", place=place.name(words)), columns, frame,
        [*widgets.about_rows(place, view, words), (words("Catatan"), _caption(sums, words))],
        widgets.definition_rows(("informal_attainment", "ledger_bpu_active"), words), place.found.release.simulated,
    )  # fmt: skip


def _placed(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    return rows.assign(
        region_name=rows["region"].map(session.area_name),
        kecamatan_name=[name_of("kecamatan", key, words) for key in rows["kecamatan"]],
        payer_name=[name_of("payer", key, words) for key in rows["payer"]],
    )


def payers(words: Words) -> dict[str, str]:
    """Who may pay, by the names of the table."""
    return {payer: name_of("payer", payer, words) for payer in PAYERS}
