"""A visit in words: its day, what came of it, and what became of what was promised."""

from __future__ import annotations

from collections.abc import Mapping

from data.visits import (
    ABSENT,
    CALLED,
    GONE,
    KEPT,
    LATE,
    MISSED,
    OTHER,
    PAID,
    PROMISED,
    REFUSED,
    VISITED,
    Verdict,
    Visit,
)
from data.words import Words
from pages.widgets.table import Cell, Head

KIND_NAMES = {CALLED: "Ditelepon", VISITED: "Dikunjungi"}
RESULT_NAMES = {
    PROMISED: "Berjanji membayar",
    PAID: "Menyatakan sudah bayar",
    ABSENT: "Tidak ada orang",
    REFUSED: "Menolak membayar",
    GONE: "Pindah atau tutup",
    OTHER: "Lainnya",
}
LAST_HEAD = Head("Hasil terakhir", sort="jadwal")


def visit_day(visit: Visit, words: Words) -> str:
    """How and when: "Ditelepon, 12 Nov 2026"."""
    return words("{kind}, {date}", kind=words(KIND_NAMES[visit.kind]), date=words.date(visit.on))


def result_said(visit: Visit, verdict: Verdict | None, words: Words) -> str:
    """What came of it, and of a promise what the ledger says."""
    if visit.promise is not None:
        said = words(
            "berjanji {rupiah} s.d. {date}",
            rupiah=words.rupiah(visit.promise.rupiah),
            date=words.date(visit.promise.day),
        )
        return f"{said}, {_state(verdict, words)}" if verdict else said
    if visit.paid is not None:
        return words(
            "menyatakan sudah bayar {rupiah} pada {date}",
            rupiah=words.rupiah(visit.paid.rupiah),
            date=words.date(visit.paid.day),
        )
    name = words(RESULT_NAMES[visit.result])
    return name[:1].lower() + name[1:]


def _state(verdict: Verdict, words: Words) -> str:
    """Kept, late, missed or on the way, with what was paid so far where it is not what was promised."""
    paid = words.rupiah(verdict.paid)
    if verdict.state == KEPT:
        return words("ditepati")
    if verdict.state == LATE:
        return words("dibayar terlambat {n} hari", n=words.number(verdict.days_late or 0))
    if verdict.state == MISSED:
        return words("● lewat, baru dibayar {paid}", paid=paid) if verdict.paid else words("● lewat")
    if verdict.reached:
        return words("sudah dibayar")
    known_on = words.date(verdict.known_on)
    if verdict.paid:
        return words("berjalan, baru dibayar {paid} per {date}", paid=paid, date=known_on)
    return words("berjalan")


def withdrawn_said(visit: Visit, words: Words) -> str:
    """Why it no longer counts; "" of what does."""
    return words("dicabut: {why}", why=visit.withdrawn.why) if visit.withdrawn else ""


def last_cell(visit: Visit | None, judged: Mapping[str, Verdict], words: Words) -> Cell:
    """The last result of an employer, and below it when it is next turned to, and by whom it was called."""
    if visit is None:
        return ""
    said = words(
        "{date}: {result}", date=words.date(visit.on), result=result_said(visit, judged.get(visit.id), words)
    )
    parts = [
        words("berikutnya {date}", date=words.date(visit.next_on)) if visit.next_on else "",
        visit.officer,
    ]
    return said, " · ".join(part for part in parts if part)
