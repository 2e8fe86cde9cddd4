"""What a report of a visit must be before it is kept for ever: closed words, days in order, amounts, and no person in it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from data.parsing import UnreadableLine, read_line, shown
from data.visits.visit import KINDS, PAID, PROMISED, RESULTS, Amount, Report
from data.words import Problem

# The longest that each text may be.
LIMITS = {"officer": 60, "note": 200, "why": 200}
_NAMES = {
    "kind": "Cara",
    "result": "Hasil",
    "on": "Tanggal",
    "promise": "Janji",
    "paid": "Pembayaran",
    "next_on": "Jadwal berikutnya",
    "officer": "Petugas",
    "note": "Catatan",
    "why": "Alasan",
}
_NEEDED = ("why",)
# BPJS Ketenagakerjaan began on this day (UU 24/2011).
_FIRST_DAY = date(2014, 1, 1)
# Nobody is called on later, or promises for longer, than in so many days.
MOST_DAYS = 366
LARGEST = 10**12
# Sixteen digits, however they are set apart: the number of a person (NIK), which is never taken in.
_PERSON = re.compile(r"(?:\d[ .\-]?){15}\d")


class BadVisit(Problem):
    """Something of a report of a visit, or of what is noted about one, that cannot be kept as it is."""


def checked_report(report: Report, ids: Collection[str], today: date) -> Report:
    """The report as it is kept, with single blanks in its texts; `ids` are those of this employer's visits on record.

    Raises BadVisit.
    """
    _one_of("kind", report.kind, KINDS)
    _one_of("result", report.result, RESULTS)
    on = _day("on", report.on, _FIRST_DAY, today)
    if report.follows and report.follows not in ids:
        raise BadVisit(
            "Catatan {found} yang hendak dibetulkan tidak ada pada pemberi kerja ini. Pilih dari daftarnya.",
            found=f"“{shown(report.follows)}”",
        )
    last = on + timedelta(days=MOST_DAYS)
    if report.next_on is not None:
        _day("next_on", report.next_on, on, last)
    return replace(
        report,
        promise=_amount("promise", report.promise, report.result == PROMISED, (on, last)),
        paid=_amount("paid", report.paid, report.result == PAID, (_FIRST_DAY, on)),
        officer=checked_text("officer", report.officer),
        note=checked_text("note", report.note),
    )


def checked_text(name: str, text: object) -> str:
    """A text of LIMITS in one line of single blanks, without the number of a person. Raises BadVisit."""
    field = BadVisit(_NAMES[name])
    try:
        line = read_line(field, text, LIMITS[name], needed=name in _NEEDED)
    except UnreadableLine as problem:
        raise BadVisit(problem.template, **problem.values) from None
    if _PERSON.search(line):
        raise BadVisit(
            "{field}: ada nomor 16 angka seperti NIK. Hapus: data pribadi pekerja tidak dicatat di sini.",
            field=field,
        )
    return line


def _one_of(field: str, said: object, choices: Collection[str]) -> None:
    if said not in choices:
        raise BadVisit(
            "{field}: tertulis {found}. Yang diterima salah satu dari {choices}.",
            field=BadVisit(_NAMES[field]),
            found=f"“{shown(said)}”",
            choices=", ".join(choices),
        )


def _day(field: str, day: object, first: date, last: date) -> date:
    if not isinstance(day, date) or isinstance(day, datetime):
        raise BadVisit("{field}: belum diisi. Isilah.", field=BadVisit(_NAMES[field]))
    if not first <= day <= last:
        raise BadVisit(
            "{field}: tanggal {day} di luar {first} sampai {last}. Betulkan tanggalnya.",
            field=BadVisit(_NAMES[field]),
            day=day.isoformat(),
            first=first.isoformat(),
            last=last.isoformat(),
        )
    return day


def _amount(field: str, amount: Amount | None, is_told: bool, span: tuple[date, date]) -> Amount | None:
    """The amount of a result that has one; any other result has none."""
    if not is_told:
        if amount is not None:
            raise BadVisit(
                "{field}: hanya untuk hasil yang menyebutnya. Kosongkan.", field=BadVisit(_NAMES[field])
            )
        return None
    if amount is None:
        raise BadVisit("{field}: belum diisi. Isilah.", field=BadVisit(_NAMES[field]))
    rupiah = amount.rupiah
    is_whole = isinstance(rupiah, int) and not isinstance(rupiah, bool)
    if not is_whole or not 0 < rupiah <= LARGEST:
        raise BadVisit(
            "{field}: jumlah {found} tidak dapat dicatat. Tulis rupiah bulat dari 1 sampai {largest}.",
            field=BadVisit(_NAMES[field]),
            found=f"“{shown(rupiah)}”",
            largest=LARGEST,
        )
    _day(field, amount.day, *span)
    return amount
