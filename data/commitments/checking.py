"""What a commitment must be before it is kept for ever: texts, days, and a condition that a release can judge."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from data.commitments.baselines import baseline_of
from data.commitments.commitment import SENSES, Commitment, Condition, Promise
from data.indicators import Indicator, definitions
from data.months import last_full_month, month_end
from data.parsing import UnreadableLine, read_line, shown
from data.queries import Reading
from data.tables import Facts
from data.vocabulary import LEVEL_KEYS
from data.words import DIGITS, Problem

# The longest that each text may be: so much of it is read from the last row.
LIMITS = {"agency": 120, "office": 120, "what": 400, "meeting": 160, "evidence": 400, "why": 400}
_NAMES = {
    "agency": "Instansi",
    "office": "Jabatan",
    "what": "Isi komitmen",
    "meeting": "Nama rapat",
    "evidence": "Bukti",
    "why": "Alasan",
}
_NOT_NEEDED = ("office",)
# BPJS Ketenagakerjaan began on this day (UU 24/2011), and nobody promises for longer than this.
_FIRST_DAY, _MOST_YEARS = date(2014, 1, 1), 10
_LARGEST = 10**15


class BadCommitment(Problem):
    """Something of a commitment, or of what is noted about one, that cannot be kept as it is."""


def checked_promise(promise: Promise, reading: Reading, ids: Collection[str], on: date) -> Promise:
    """The promise as it is kept, with single blanks in its texts. `ids` are those on record, `on` is today.

    Raises BadCommitment.
    """
    _check_days(promise, on)
    if promise.follows and promise.follows not in ids:
        raise BadCommitment(
            "Komitmen {found} yang hendak dilanjutkan tidak ada. Pilih dari daftar komitmen.",
            found=f"“{shown(promise.follows)}”",
        )
    if promise.region not in ("", *reading.facts.regions["code"]):
        raise BadCommitment(
            "Wilayah {found} tidak dikenal. Pilih dari daftar wilayah.", found=f"“{shown(promise.region)}”"
        )
    condition = promise.condition
    if condition is not None:
        condition = _checked_condition(condition, promise.due, reading)
    return replace(
        promise,
        agency=checked_text("agency", promise.agency),
        office=checked_text("office", promise.office),
        what=checked_text("what", promise.what),
        meeting=checked_text("meeting", promise.meeting),
        condition=condition,
    )


def checked_text(name: str, text: object) -> str:
    """A text of LIMITS in one line of single blanks; nothing in it is invisible. Raises BadCommitment."""
    try:
        return read_line(BadCommitment(_NAMES[name]), text, LIMITS[name], needed=name not in _NOT_NEEDED)
    except UnreadableLine as problem:
        raise BadCommitment(problem.template, **problem.values) from None


def checked_done(commitment: Commitment, done_on: object, today: date) -> date:
    """The day on which a commitment that is done or not was done. Raises BadCommitment."""
    if commitment.condition is not None:
        raise BadCommitment(
            "Komitmen ini dinilai dari angkanya, jadi tidak ditandai selesai. Tunggu rilis bulan tenggatnya."
        )
    if commitment.withdrawn:
        raise BadCommitment("Komitmen ini sudah dicabut. Catat yang baru bila masih berlaku.")
    if commitment.done:
        raise BadCommitment(
            "Komitmen ini sudah tercatat selesai {day}. Cabut dan catat lagi bila tanggalnya salah.",
            day=commitment.done.on.isoformat(),
        )
    day = _checked_day(done_on)
    if not commitment.meeting_on <= day <= today:
        raise BadCommitment(
            "Tanggal selesai {day} di luar {first} sampai {last}. Betulkan tanggalnya.",
            day=day.isoformat(),
            first=commitment.meeting_on.isoformat(),
            last=today.isoformat(),
        )
    return day


def _check_days(promise: Promise, on: date) -> None:
    meeting, due = _checked_day(promise.meeting_on), _checked_day(promise.due)
    if not _FIRST_DAY <= meeting <= on:
        raise BadCommitment(
            "Tanggal rapat {day} di luar {first} sampai {last}. Betulkan tanggalnya.",
            day=meeting.isoformat(),
            first=_FIRST_DAY.isoformat(),
            last=on.isoformat(),
        )
    last = date(meeting.year + _MOST_YEARS, 12, 31)
    if not meeting <= due <= last:
        raise BadCommitment(
            "Tenggat {day} di luar {first} (tanggal rapat) sampai {last}. Betulkan tanggalnya.",
            day=due.isoformat(),
            first=meeting.isoformat(),
            last=last.isoformat(),
        )


def _checked_day(day: object) -> date:
    if not isinstance(day, date) or isinstance(day, datetime):
        raise BadCommitment("{found} bukan tanggal. Pilih satu hari.", found=f"“{shown(day)}”")
    return day


def _checked_condition(condition: Condition, due: date, reading: Reading) -> Condition:
    about = checked_indicator(reading, condition.indicator, condition.level, condition.key)
    if condition.sense not in SENSES:
        raise BadCommitment(
            "Arah syarat {found} tidak dikenal. Yang diterima salah satu dari {choices}.",
            found=f"“{shown(condition.sense)}”",
            choices=", ".join(SENSES),
        )
    month = due.isoformat()[:7]
    if due != month_end(month):
        raise BadCommitment(
            "Angka hanya diketahui per akhir bulan, jadi tenggat {day} tidak dapat dinilai. Pilih {before} atau {after}.",
            day=due.isoformat(),
            before=month_end(last_full_month(due)).isoformat(),
            after=month_end(month).isoformat(),
        )
    _check_baseline(condition, about, month, reading)
    return replace(condition, number=checked_number(condition.number, about.unit))


def checked_indicator(reading: Reading, name: str, level: str, key: str) -> Indicator:
    """The indicator of the ledger, where it can be judged at this place. Raises BadCommitment."""
    about = definitions().get(name)
    if about is None or about.kind != "ledger" or about.by:
        raise BadCommitment(
            "Indikator {found} tidak dapat dipakai sebagai syarat. Pilih dari daftar indikator.",
            found=f"“{shown(name)}”",
        )
    if level not in about.levels:
        raise BadCommitment(
            "Indikator {name} tidak dinilai pada tingkat {found}. Yang diterima salah satu dari {choices}.",
            name=name,
            found=f"“{shown(level)}”",
            choices=", ".join(about.levels),
        )
    if key not in _keys(reading.facts, level):
        raise BadCommitment(
            "Tempat {found} tidak dikenal pada tingkat {level}. Pilih dari daftarnya.",
            found=f"“{shown(key)}”",
            level=level,
        )
    return about


def _keys(facts: Facts, level: str) -> Collection[str]:
    """The names of the places of a level, as `Reading.one` takes them."""
    if not LEVEL_KEYS[level]:
        return ("",)
    rows = facts.kecamatan if level == "kecamatan" else facts.regions
    column = "code" if level in ("region", "kecamatan") else LEVEL_KEYS[level][0]
    return set(rows[column])


def checked_number(number: object, unit: str) -> float:
    """A number that can be asked for, with no more decimals than its unit is written with. Raises BadCommitment."""
    digits = DIGITS.get(unit, 0)
    is_number = isinstance(number, (int, float)) and not isinstance(number, bool)
    if not is_number or not isinstance(number, (int, float)) or not 0 <= number <= _LARGEST:
        raise BadCommitment(
            "Angka {found} tidak dapat diminta. Tulis angka dari 0 sampai {largest}.",
            found=f"“{shown(number)}”",
            largest=_LARGEST,
        )
    rounded = round(number, digits)
    if rounded != number:
        raise BadCommitment(
            "Angka {found} terlalu rinci: paling banyak {digits} angka di belakang koma. Bulatkan.",
            found=f"“{shown(number)}”",
            digits=digits,
        )
    return rounded if digits else int(rounded)


def _check_baseline(condition: Condition, about: Indicator, due_month: str, reading: Reading) -> None:
    baseline = condition.baseline
    if baseline is None:
        return
    if baseline != baseline_of(reading, about, condition.level, condition.key, baseline.month):
        raise BadCommitment("Nilai awalnya bukan lagi yang ada pada rilis ini. Isi lagi perubahannya.")
    if baseline.month >= due_month:
        raise BadCommitment(
            "Nilai awal bulan {month} tidak lebih dulu daripada tenggatnya. Pilih bulan yang lebih awal.",
            month=baseline.month,
        )
