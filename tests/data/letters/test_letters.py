"""What a letter says: the ledger's amounts to the rupiah, the law's articles and days, and names as nothing but text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.access.viewer import PUBLIK, Viewer
from data.law import at
from data.letters import BLANK, held_back, letters_for
from data.letters.citing import limit_of
from data.letters.wording import plain, rupiah_said
from data.letters.writing import _decided, _letter
from data.queries import Where, employer_ledger
from data.queries.cases import CaseQuery, Enforcement
from data.queries.employers import EmployerList, EmployerQuery, NotAllowed
from data.queries.one_employer import UnknownEmployer
from tests.data.queries.released import simulated_reading
from tests.hostile import HOSTILE

ON = date(2026, 4, 20)
AMOUNTS = ("due", "paid", "open", "penalty")


def pursued(reading, month: str) -> list[str]:
    """Employers with cases of every kind, and some without any."""
    cases = Enforcement(reading, month).every(Where(), CaseQuery())["employer"].unique()[::9]
    lists = [
        EmployerList(reading, month).every(Where(), EmployerQuery(kind=kind, sort="nama"))
        for kind in ("pwbd", "menunggak", "pds")
    ]
    return [*cases[:4], *(str(name) for rows in lists for name in rows["employer"].head(2))]


def test_every_amount_of_every_letter_is_the_ledgers():
    reading = simulated_reading()
    month, seen = reading.months[-1], set()
    for employer in pursued(reading, month):
        ledger = employer_ledger(reading, employer, month).months.set_index("blth")
        for letter in letters_for(reading, employer, month, ON):
            seen.add(letter.kind)
            rows = {row.blth: row for row in letter.annex.months}
            if letter.kind == "tunggakan":
                assert list(rows) == list(ledger.index[ledger["status"].isin(["belum", "sebagian"])])
                total = rupiah_said(letter.annex.open + letter.annex.penalty)
                assert any(f"seluruhnya {total}" in text for text in letter.paragraphs)
            else:
                assert list(rows) == list(ledger.index)
            for blth, row in rows.items():
                assert all(getattr(row, name) == ledger.loc[blth, name] for name in (*AMOUNTS, "workers"))
                assert row.due_on == ledger.loc[blth, "due_on"].date()
            for name in AMOUNTS:
                assert getattr(letter.annex, name) == ledger.loc[list(rows), name].sum()
    assert seen == {"pwbd", "tunggakan", "pds"}


def test_a_letter_says_what_it_is_where_from_and_on_which_law():
    reading = simulated_reading()
    month = reading.months[-1]
    [row] = (
        EmployerList(reading, month)
        .every(Where(), EmployerQuery(kind="pwbd", sort="nama"))
        .query("case == ''")
        .head(1)
        .itertuples()
    )
    [letter] = [one for one in letters_for(reading, row.employer, month, ON) if one.kind == "pwbd"]
    assert letter.step == "teguran_1" and letter.marks == ("DRAF", "SIMULASI – bukan data resmi")
    assert (letter.on, letter.as_of, letter.release) == (ON, date(2026, 3, 31), reading.release.number)
    # Ten working days after 20 April 2026: 1 May is a holiday.
    assert letter.limit.day == date(2026, 5, 5) and "5 Mei 2026, yaitu 10 hari kerja" in letter.paragraphs[1]
    laws = {
        period.law
        for period in at("2026-04").in_force
        if period.name in ("chain_pwbd", "clock_teguran_1", "required")
    }
    assert {article.law for article in letter.articles} == laws
    assert letter.addressee[0] == f"Pimpinan {row.name}" and not letter.annex.months
    assert BLANK not in letter.sender


def test_what_no_source_confirms_is_marked_in_the_letter():
    reading = simulated_reading()
    month = reading.months[-1]
    employers = EmployerList(reading, month).every(Where(), EmployerQuery())["employer"]
    [letter] = [one for one in letters_for(reading, employers.iloc[0], month, ON) if one.kind == "tunggakan"][
        :1
    ]
    confirmed = {period.law for period in at("2026-04").in_force if period.confirmed}
    for article in letter.articles:
        assert article.said.endswith("[belum dikonfirmasi]") != article.confirmed
        assert not article.confirmed or article.law in confirmed
    assert not letter.articles[0].confirmed  # the order of the steps is a practice
    # Joint holidays that would move the last day, and a year whose holidays are not decreed.
    moved = limit_of("teguran_1", date(2026, 3, 10))
    assert moved.otherwise is not None and moved.otherwise > moved.day
    assert limit_of("teguran_1", date(2026, 12, 21)).confirmed is False
    assert limit_of("teguran_1", ON).confirmed is True and limit_of("surat", ON) is None


def test_who_may_not_name_the_employer_has_no_letter():
    reading = simulated_reading()
    month = reading.months[-1]
    row = EmployerList(reading, month).every(Where(), EmployerQuery()).iloc[0]
    with pytest.raises(NotAllowed):
        letters_for(replace(reading, viewer=PUBLIK), row["employer"], month, ON)
    other = next(code for code in reading.facts.offices["code"] if code != row["office"])
    with pytest.raises(UnknownEmployer):
        held_back(replace(reading, viewer=Viewer("cabang", frozenset([other]))), row["employer"], month, ON)
    with pytest.raises(ValueError, match="cannot rest"):
        letters_for(reading, row["employer"], month, date(2026, 3, 30))


@pytest.mark.parametrize(
    "name", [*HOSTILE, "PT #let x=1 $[ {employer} {0}", "PT A\nYth. Bupati", "a\u202eb\x00c\x1b[0m"]
)
def test_a_name_from_a_file_is_one_line_of_text(name):
    said = plain(name)
    assert said.isprintable() and "\n" not in said
    assert [sign for sign in name if sign.isprintable() and sign != " "] == [
        sign for sign in said if sign != " "
    ]


def test_a_hostile_name_reaches_a_letter_as_it_is_and_is_never_filled_in_again():
    reading = simulated_reading()
    month, name = reading.months[-1], "PT {npp} {0} #let x=1 $[ %s\n<b>"
    row = EmployerList(reading, month).every(Where(), EmployerQuery()).iloc[0]
    ledger = employer_ledger(reading, row["employer"], month)
    hostile = replace(ledger, employer=ledger.employer.copy())
    hostile.employer["name"] = hostile.employer["address"] = name
    drafts, _ = _decided(reading, row["employer"], month, ON)
    letter = _letter(reading, hostile, drafts[0], month, ON)
    assert plain(name) == "PT {npp} {0} #let x=1 $[ %s <b>"
    assert any(plain(name) in text for text in letter.paragraphs)
    assert not any("\n" in text for text in (*letter.paragraphs, *letter.addressee))
