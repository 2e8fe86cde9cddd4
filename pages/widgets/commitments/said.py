"""What a release says of commitments: a row each, the open ones that are over their day first, and one sentence of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from data.clock import today
from data.commitments import (
    AT_MOST,
    KEPT,
    LATE,
    MISSED,
    NOT_JUDGED,
    ON_THE_WAY,
    WITHDRAWN,
    Commitment,
    Verdict,
    judged,
    why_not_told,
)
from data.indicators import definitions
from data.months import month_end
from data.queries import Reading
from data.words import Words
from pages import session, templates

COMMITMENT_SIGNS = {KEPT: "✓", LATE: "△", MISSED: "✕", ON_THE_WAY: "…", NOT_JUDGED: "?", WITHDRAWN: "–"}
"""What a verdict is known by without its colour."""
_ORDER = (MISSED, LATE, ON_THE_WAY, NOT_JUDGED, KEPT, WITHDRAWN)


@dataclass(frozen=True)
class CommitmentRow:
    """One commitment as it is read: texts. `overdue`: it is still open after its day, which alone is red."""

    id: str
    state: str
    sign: str
    agency: str
    office: str
    what: str
    number: str
    said: str
    due: str
    meeting: str
    note: str
    overdue: bool


def commitments_of(reading: Reading, data: str, regions: Collection[str] | None = None) -> list[Verdict]:
    """The verdicts of a release on the commitments of its ledger, of meetings of these regions and of wider ones.

    None of a withdrawn one. Raises OSError.
    """
    own = [
        one
        for one in session.commitments(data).all()
        if not one.withdrawn and (regions is None or not one.region or one.region in regions)
    ]
    return sorted(judged(own, reading, today()), key=_order)


def _order(verdict: Verdict) -> tuple[int, date, str]:
    return _ORDER.index(verdict.state), verdict.commitment.due, verdict.commitment.agency


def commitments_said(verdicts: Sequence[Verdict], words: Words) -> str:
    """How many were kept, late and missed, and how many are not due yet."""
    counts = Counter(verdict.state for verdict in verdicts)
    if not verdicts:
        return words("Belum ada komitmen yang dicatat.")
    due = sum(counts[state] for state in (KEPT, LATE, MISSED))
    open_, unjudged = counts[ON_THE_WAY], counts[NOT_JUDGED]
    parts = [words("{n} belum jatuh tempo", n=words.number(open_))] if open_ else []
    parts += [words("{n} tidak dapat dinilai", n=words.number(unjudged))] if unjudged else []
    if not due:
        return f"{words('{n} komitmen', n=words.number(len(verdicts)))}: {', '.join(parts)}."
    said = words(
        "Dari {n} komitmen yang jatuh tempo, {kept} ditepati tepat waktu, {late} terlambat, {missed} lewat",
        n=words.number(due),
        kept=words.number(counts[KEPT]),
        late=words.number(counts[LATE]),
        missed=words.number(counts[MISSED]),
    )
    return "; ".join([said, *parts]) + "."


def commitment_rows(verdicts: Sequence[Verdict], words: Words) -> list[CommitmentRow]:
    """A row for each verdict, in their order."""
    known = {verdict.commitment.id: verdict.commitment for verdict in verdicts}
    return [_row(verdict, known.get(verdict.commitment.follows), words) for verdict in verdicts]


def _row(verdict: Verdict, earlier: Commitment | None, words: Words) -> CommitmentRow:
    promise = verdict.commitment
    meeting = words("{meeting}, {date}", meeting=promise.meeting, date=words.date(promise.meeting_on))
    return CommitmentRow(
        promise.id,
        verdict.state,
        COMMITMENT_SIGNS[verdict.state],
        promise.agency,
        promise.office,
        promise.what,
        _number(verdict, words),
        _said(verdict, words),
        words("tenggat {date}", date=words.date(promise.due)),
        meeting,
        "; ".join(part for part in (_note(verdict, words), _followed(earlier, words)) if part),
        verdict.state == MISSED,
    )


def _said(verdict: Verdict, words: Words) -> str:
    """The verdict in words, with the days that it is late or over."""
    if verdict.state == LATE:
        return words("terlambat {n} hari", n=words.number(verdict.days_late or 0))
    if verdict.state == MISSED:
        return words("lewat {n} hari", n=words.number((today() - verdict.commitment.due).days))
    return words(verdict.state)


def _number(verdict: Verdict, words: Words) -> str:
    """The number that is there against the number that was asked; of what is done or not, when it was done."""
    done = verdict.commitment.done
    if verdict.commitment.condition is None:
        return words("selesai {date}", date=words.date(done.on)) if done else ""
    if verdict.value is None or verdict.number is None:
        return why_not_told(verdict, words)
    value, asked = words.bare(verdict.value, verdict.unit), words.quantity(verdict.number, verdict.unit)
    if verdict.commitment.condition.sense == AT_MOST:
        return words("{value}, paling banyak {asked}", value=value, asked=asked)
    return words("{value} dari {asked}", value=value, asked=asked)


def _followed(earlier: Commitment | None, words: Words) -> str:
    """Which commitment this one goes on from; "" for none."""
    if earlier is None:
        return ""
    return words(
        "melanjutkan “{what}” dengan tenggat {date}", what=earlier.what, date=words.date(earlier.due)
    )


def _note(verdict: Verdict, words: Words) -> str:
    """Of what and when the number is, from where it was stated, and what else must be known."""
    condition = verdict.commitment.condition
    if condition is None or not verdict.month:
        return verdict.commitment.done.evidence if verdict.commitment.done else ""
    about = definitions().get(condition.indicator)
    place = session.place_name(condition.level, condition.key, words)
    named = about.title[words.language] if about else condition.indicator
    parts = [
        words(
            "{indicator}, {place}, per {date}", indicator=named, place=place, date=_day(verdict.month, words)
        )
    ]
    if verdict.baseline is not None:
        value = words.quantity(verdict.baseline.value, verdict.unit)
        parts.append(words("dari {value} pada {date}", value=value, date=words.date(verdict.baseline.month)))
    if verdict.is_revised:
        parts.append(words("nilai awalnya direvisi sejak itu"))
    if verdict.not_told:
        parts.append(words("{n} bulan tidak diketahui", n=words.number(len(verdict.not_told))))
    return "; ".join(parts)


def _day(month: str, words: Words) -> str:
    return words.date(month_end(month))


def commitments_table(rows: Sequence[CommitmentRow], words: Words) -> Markup:
    """The rows as a table: what is over its day is marked, by a sign and by its colour."""
    heads = [words("Keadaan"), words("Instansi"), words("Komitmen"), words("Angka"), words("Tenggat")]
    return templates.render("widgets_commitments", heads=heads, rows=rows)
