"""How one employer stands, in a sentence: what is wrong with it in people and rupiah, or that nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from data.parsing import each_row
from data.queries import EmployerLedger, EmployerList
from data.words import Words
from pages.employers.shortfalls import not_judged
from pages.session import Place
from pages.templates import count_text, day_text


def standing(ledger: EmployerLedger, place: Place, words: Words) -> str:
    """What is wrong with the employer, in people and rupiah."""
    rows = EmployerList(place.reading, place.month).one(str(ledger.employer["employer"]))
    if not len(rows):
        return _nothing_open(str(ledger.employer["region"]), place, words)
    [row] = each_row(rows)
    faults = [*_owed(row, words), *_lacking(row, words)]
    return "; ".join(faults) + "." if faults else words("Tidak ada sisa kewajiban pada tanggal ini.")


def _nothing_open(region: str, place: Place, words: Words) -> str:
    """Compliant, as far as that is known: where the month of its region has not come, nobody knows."""
    come = place.reading.received(place.month, (region,))
    if come is not None and not come.known:
        return words("Iuran bulan ini belum dikirim, jadi belum diketahui apakah pemberi kerja ini patuh.")
    return words("Patuh: tidak ada sisa kewajiban pada tanggal ini.")


def _owed(row: Any, words: Words) -> Iterator[str]:
    """Registration and contributions that are owed."""
    if row.terdaftar == 0 and row.wajib == 1:
        yield words(
            "Wajib tetapi belum terdaftar, dengan {n} pekerja yang diketahui (dihitung {date})",
            n=count_text(row.workers_known, words),
            date=day_text(row.listed_on, words),
        )
    if row.outstanding > 0 and row.opening > 0:
        yield words(
            "Menunggak {rupiah}, di antaranya saldo awal {opening} dari posisi piutang",
            rupiah=words.rupiah(row.outstanding),
            opening=words.rupiah(row.opening),
        )
    elif row.outstanding > 0:
        yield words(
            "Menunggak {rupiah} untuk {n} bulan, ditambah denda {fine}",
            rupiah=words.rupiah(row.outstanding),
            n=words.number(row.months_owed),
            fine=words.rupiah(row.penalty),
        )


def _lacking(row: Any, words: Words) -> Iterator[str]:
    """What its registration leaves out (PDS): workers, wages, programmes."""
    if row.pds_workers:
        yield words(
            "{n} dari {all} pekerja terdaftar (yang diketahui dihitung {date})",
            n=words.number(row.workers_registered),
            all=words.number(row.workers_known),
            date=day_text(row.listed_on, words),
        )
    if row.pds_wage:
        yield words(
            "upah dilaporkan {gap} sebulan di bawah upah minimum",
            gap=words.rupiah(row.wage_floor - row.wages),
        )
    if row.pds_programme:
        yield words("program belum lengkap")
    if unjudged := not_judged(row, words):
        yield unjudged
