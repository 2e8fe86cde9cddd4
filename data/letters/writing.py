"""The draft letters of an employer: the forms of the steps that the law of a day allows, filled in from its ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from data import law
from data.ledger import offices_of
from data.letters.citing import articles, limit_of
from data.letters.deciding import Draft, Held, letters_of
from data.letters.forms import Form, forms
from data.letters.letter import BLANK, UNCONFIRMED, Annex, AnnexMonth, Letter, Limit
from data.letters.wording import day_said, month_said, plain, rupiah_said
from data.months import month_end, month_index
from data.parsing import each_row, is_missing
from data.places import office
from data.queries import EmployerLedger, Reading, case_file, employer_grounds, employer_ledger
from data.vocabulary import DEBT

_OVERDUE = ("sebagian", "belum")


def letters_for(reading: Reading, employer: str, month: str, on: date) -> tuple[Letter, ...]:
    """The letters that may be written to or about an employer on a day, on what is known at the end of a month.

    Only steps that the law of that day allows; one that waits for the time limit of the step before it is in
    `held_back`. Raises NotAllowed and UnknownEmployer for whoever may not name the employer, and ValueError for a day
    before the month has ended, which would rest on what nobody knew yet.
    """
    drafts, _ = _decided(reading, employer, month, on)
    ledger = employer_ledger(reading, employer, month)
    return tuple(_letter(reading, ledger, draft, month, on) for draft in drafts)


def held_back(reading: Reading, employer: str, month: str, on: date) -> tuple[Held, ...]:
    """What may not be written on that day, and why. Raises as `letters_for`."""
    return _decided(reading, employer, month, on)[1]


# The two halves are asked for one after the other; a release never changes.
@lru_cache(maxsize=64)
def _decided(
    reading: Reading, employer: str, month: str, on: date
) -> tuple[tuple[Draft, ...], tuple[Held, ...]]:
    if on < month_end(month):
        raise ValueError(f"a letter of {on} cannot rest on the end of {month}")
    return letters_of(employer_grounds(reading, employer, month, law.at(f"{on:%Y-%m}")), on)


def _letter(reading: Reading, ledger: EmployerLedger, draft: Draft, month: str, on: date) -> Letter:
    step, kind = draft.opening.step.step, draft.ground.kind
    form, annex, limit = forms()[step], _annex(ledger, kind), limit_of(step, on)
    said = {
        **_about(reading, ledger, month),
        **_before(reading, draft, month),
        "debt": _debt(annex),
        "position": _position(ledger),
        "deadline": _deadline(limit),
        "blank": BLANK,
    }
    return Letter(
        step=step,
        kind=kind,
        case=plain(draft.ground.case),
        title=form.title,
        sender=_sender(reading, ledger, form, month, said),
        addressee=_addressee(reading, ledger, form, said),
        regarding=form.parts[kind].regarding,
        # A form's names alone are filled in: a brace in an employer's name is never read again.
        paragraphs=tuple(text.format(**said).strip() for text in form.parts[kind].paragraphs),
        articles=articles(draft.opening, form, annex, on, month),
        limit=limit,
        annex=annex,
        on=on,
        as_of=month_end(month),
        release=reading.release.number,
        simulated=reading.release.simulated,
    )


def _annex(ledger: EmployerLedger, kind: str) -> Annex:
    """The months that a letter is about: of a debt those that are overdue, else all that were reported."""
    months = ledger.months
    rows = months[months["status"].isin(_OVERDUE)] if kind == DEBT else months
    return Annex(tuple(_month(row) for row in each_row(rows)))


def _month(row: Any) -> AnnexMonth:
    return AnnexMonth(
        blth=str(row.blth),
        workers=None if is_missing(row.workers) else int(row.workers),
        due=int(row.due),
        paid=int(row.paid),
        open=int(row.open),
        due_on=row.due_on.date(),
        penalty=int(row.penalty),
    )


def _about(reading: Reading, ledger: EmployerLedger, month: str) -> dict[str, str]:
    """The employer as a letter names it."""
    row = ledger.employer
    return {
        "employer": plain(str(row["name"])) or BLANK,
        "npp": plain(str(row["npp"])) or BLANK,
        "place": str(_region(reading, ledger)["name"]),
        "as_of": day_said(month_end(month)),
    }


def _region(reading: Reading, ledger: EmployerLedger) -> pd.Series:
    regions = reading.facts.regions
    return regions[regions["code"] == str(ledger.employer["region"])].iloc[0]


def _before(reading: Reading, draft: Draft, month: str) -> dict[str, str]:
    """The step that the letter follows: its day, its document, and the last day that it gave."""
    limit = draft.opening.limit
    found = {
        "before_on": BLANK,
        "before_document": BLANK,
        "before_limit": day_said(limit) if limit else BLANK,
    }
    if limit and draft.opening.unconfirmed:
        found["before_limit"] += f" {UNCONFIRMED}"
    if not draft.opening.step.after:
        return found
    steps = case_file(reading, draft.ground.case, month).steps
    last = steps[steps["step"] == draft.opening.step.after].iloc[-1]
    document = plain(str(last["document"])) or BLANK
    return {**found, "before_on": day_said(last["on"].date()), "before_document": document}


def _debt(annex: Annex) -> str:
    """How much is owed and for which months, as one part of a sentence."""
    if not annex.months:
        return f"sebesar {BLANK}, yang belum dirinci per bulan iuran dalam data ini"
    first, last = month_said(annex.months[0].blth), month_said(annex.months[-1].blth)
    when = first if first == last else f"{first} sampai {last}"
    total = rupiah_said(annex.open + annex.penalty)
    return (
        f"{rupiah_said(annex.open)} untuk {len(annex.months)} bulan iuran ({when}), dengan denda {rupiah_said(annex.penalty)}, "
        f"seluruhnya {total}"
    )


def _position(ledger: EmployerLedger) -> str:
    """What its newest position says beside the months, which the letter does not claim; "" without one."""
    for row in each_row(ledger.position):
        said = f"{rupiah_said(int(row.rupiah))} per {day_said(row.as_of.date())}"
        return f"Posisi piutang yang dicatat: {said}; yang tidak dirinci per bulan iuran tidak ditagih dengan surat ini."
    return ""


def _deadline(limit: Limit | None) -> str:
    """By when something is asked for, and by which rule; a blank where the law sets no time limit."""
    if limit is None:
        return f"paling lambat tanggal {BLANK}"
    days = f"{limit.days} hari kerja" if limit.working else f"{limit.days} hari"
    said = f"paling lambat {day_said(limit.day)}, yaitu {days} sejak tanggal surat ini ({limit.law})"
    if limit.otherwise is not None:
        return f"{said}, atau {day_said(limit.otherwise)} bila cuti bersama dihitung hari libur {UNCONFIRMED}"
    return said if limit.confirmed else f"{said} {UNCONFIRMED}"


def _sender(reading: Reading, ledger: EmployerLedger, form: Form, month: str, said: Mapping[str, str]) -> str:
    if form.sender == "kejari":
        return f"Kejaksaan Negeri yang wilayahnya meliputi {said['place']}"
    rows = pd.DataFrame([ledger.employer]).assign(m=month_index(month))
    [code] = offices_of(reading.facts, rows)
    return f"BPJS Ketenagakerjaan {office(reading.facts, code)['name'] if code else BLANK}"


def _addressee(
    reading: Reading, ledger: EmployerLedger, form: Form, said: Mapping[str, str]
) -> tuple[str, ...]:
    """To whom a letter goes, line by line."""
    place = said["place"]
    if form.to == "pemberi_kerja":
        return f"Pimpinan {said['employer']}", plain(str(ledger.employer["address"])) or f"di {place}"
    if form.to == "kepala_daerah":
        head = "Wali Kota" if _region(reading, ledger)["kind"] == "kota" else "Bupati"
        return f"{head} {place.split(' ', 1)[1]}", "u.p. kepala dinas yang membidangi perizinan"
    return (f"Kepala {_AGENCIES[form.to]} {place}",)


_AGENCIES = {
    "disnaker": "dinas yang membidangi ketenagakerjaan",
    "kejari": "Kejaksaan Negeri yang wilayahnya meliputi",
    "kpknl": "KPKNL yang wilayahnya meliputi",
}
