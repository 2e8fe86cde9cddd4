"""How a release judges a commitment: a pure function of the commitment, what this reader is told, and a day.

Nothing is kept of it (docs/decisions/0027-commitments-judged-when-read.md), so no release can lack a verdict. All that
it rests on is what `Reading.one` tells this reader: a verdict can say no more of a hidden number than the number says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from data.commitments.baselines import as_told, baseline_now, dataset_of, value_at
from data.commitments.commitment import Baseline, Commitment, Condition
from data.disclosure import HIDDEN, TOO_FINE
from data.indicators import Indicator, definitions
from data.months import month_end
from data.queries import Reading
from data.words import Words

ON_THE_WAY, KEPT, LATE, MISSED = "berjalan", "ditepati", "terlambat", "lewat"
NOT_JUDGED, WITHDRAWN = "tidak dapat dinilai", "dicabut"
STATES = (KEPT, LATE, MISSED, ON_THE_WAY, NOT_JUDGED, WITHDRAWN)
# Why no value is told, beside the reasons of `data.access.why`.
NO_DATA, OTHER_DATA, NO_INDICATOR = "tidak ada data", "data lain", "tidak ada indikatornya"


@dataclass(frozen=True)
class Verdict:
    """What one release says of one commitment, which is the commitment as this reader may know it (`as_told`).

    month: the month judged, with value, numerator and denominator of its end: kept and not judged the due month, late
    the first month that has it, missed the newest one that is told, on the way the last of the release. "" of what is
    done or not. unit: of the value and of the number that is asked. reached: whether the value is what was asked; None
    where either is not told. baseline_now: what this release says of the baseline's month. days_late: from the due day,
    of LATE alone. not_told: months after the due one whose value is not told; one of them may have had it. reason: why
    the value, or the number that is asked, is not told ("" both are).
    """

    commitment: Commitment
    state: str
    release: int
    simulated: bool
    month: str = ""
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    unit: str = ""
    reached: bool | None = None
    baseline_now: float | None = None
    days_late: int | None = None
    not_told: tuple[str, ...] = ()
    reason: str = ""

    @property
    def number(self) -> float | None:
        """The number that is asked; None where there is none, or this reader may not know it."""
        return self.commitment.condition.number if self.commitment.condition else None

    @property
    def baseline(self) -> Baseline | None:
        """The value that the change was stated from; None where there is none, or this reader may not know it."""
        return self.commitment.condition.baseline if self.commitment.condition else None

    @property
    def is_revised(self) -> bool | None:
        """Whether the baseline's month has another value by now; None where there is none, or one is not told."""
        if self.baseline is None or self.baseline_now is None:
            return None
        return self.baseline_now != self.baseline.value


def judged(commitments: Iterable[Commitment], reading: Reading, on: date) -> list[Verdict]:
    """A verdict for each commitment, in their order; see `judge`."""
    return [judge(commitment, reading, on) for commitment in commitments]


def judge(commitment: Commitment, reading: Reading, on: date) -> Verdict:
    """What a release, as its reader may see it, says of a commitment; what is done or not is judged as of the day `on`.

    A condition is kept when the end of its due month has it, late when that of a later month has it first, and missed
    when none has up to the release's last; before the release reaches the due month it is on the way.
    """
    release, told = reading.release, as_told(commitment, reading)
    verdict = Verdict(told, NOT_JUDGED, release.number, release.simulated)
    about = definitions().get(told.condition.indicator) if told.condition else None
    verdict = replace(verdict, unit=about.unit if about else "")
    if told.withdrawn:
        return replace(verdict, state=WITHDRAWN)
    if told.condition is None:
        return _by_day(verdict, on)
    if about is None or about.kind != "ledger":
        return replace(verdict, reason=NO_INDICATOR)
    if told.dataset != dataset_of(reading):
        return replace(verdict, reason=OTHER_DATA)
    return _Question(told.condition, about, reading).judged(verdict)


def _by_day(verdict: Verdict, on: date) -> Verdict:
    due, done = verdict.commitment.due, verdict.commitment.done
    if done is None or done.on > on:
        return replace(verdict, state=MISSED if due < on else ON_THE_WAY)
    if done.on <= due:
        return replace(verdict, state=KEPT)
    return replace(verdict, state=LATE, days_late=(done.on - due).days)


@dataclass(frozen=True)
class _Question:
    """What is asked of a release: a condition, its indicator, and who reads."""

    condition: Condition
    about: Indicator
    reading: Reading

    def judged(self, blank: Verdict) -> Verdict:
        """The verdict on a commitment of which nothing is said yet."""
        due, months = blank.commitment.due.isoformat()[:7], self.reading.months
        known = self.condition.number is not None
        verdict = replace(
            blank,
            month=due,
            baseline_now=baseline_now(self.reading, self.condition) if known else None,
            reason="" if known else HIDDEN,
        )
        if not months or months[-1] < due:
            return replace(self._at(verdict, months[-1] if months else ""), state=ON_THE_WAY)
        if not known:
            return verdict
        at_due = self._at(verdict, due)
        if at_due.reached is None:
            return at_due
        return replace(at_due, state=KEPT) if at_due.reached else self._after(at_due)

    def _after(self, at_due: Verdict) -> Verdict:
        """Late or missed, where the due month is told and has not what was asked for."""
        newest = at_due
        not_told: tuple[str, ...] = ()
        for month in (month for month in self.reading.months if month > at_due.month):
            found = self._at(at_due, month)
            if found.reached is None:
                not_told = (*not_told, month)
            elif found.reached:
                days = (month_end(month) - month_end(at_due.month)).days
                return replace(found, state=LATE, days_late=days, not_told=not_told)
            else:
                newest = found
        return replace(newest, state=MISSED, not_told=not_told)

    def _at(self, verdict: Verdict, month: str) -> Verdict:
        """The verdict with the value of a month, or why it is not told."""
        found = value_at(self.reading, self.about, self.condition.level, self.condition.key, month)
        if found is None or found.value is None:
            why = (found.suppressed if found else "") or NO_DATA
            return replace(verdict, month=month, value=None, reached=None, reason=verdict.reason or why)
        return replace(
            verdict,
            month=month,
            value=found.value,
            numerator=found.numerator,
            denominator=found.denominator,
            reached=None if verdict.number is None else self.condition.is_met(found.value),
        )


def why_not_told(verdict: Verdict, words: Words) -> str:
    """The reason of a verdict as a sentence; "" where there is none."""
    if not verdict.reason:
        return ""
    if verdict.reason == OTHER_DATA:
        return words("Dibuat atas data lain: simulasi dan data sendiri tidak saling menilai.")
    if verdict.reason == NO_INDICATOR:
        return words("Indikatornya tidak ada lagi.")
    if verdict.reason in (HIDDEN, TOO_FINE):
        return words("Angkanya disembunyikan untuk peran ini, jadi tidak dinilai di sini.")
    return words("Angkanya tidak diketahui.")
