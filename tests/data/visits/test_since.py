"""Who is new in arrears, has paid up or owes more is found again by looking each employer up at both ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.queries.conditions import Where
from data.queries.employers import EmployerList, EmployerQuery
from data.queries.release_tables import rows_of
from data.store.store import SIMULATED, Store
from data.visits.since import since_last_look
from data.visits.visit import Look
from data.visits.visits import Visits
from tests.data.visits.made import AT, reading
from tests.data.visits.test_visits import two


def owed(of, month):
    """List number -> (in arrears, rupiah) of everybody who is not compliant."""
    rows = EmployerList(of, month).every(Where(), EmployerQuery(kind=""))
    return {row.employer: (row.in_arrears == 1, row.outstanding) for row in rows.itertuples()}


def twin(of, before, after):
    then, now = owed(of, before), owed(of, after)
    groups = {"new": {}, "paid": {}, "worse": {}}
    for employer in rows_of(of, "SELECT employer FROM employers")["employer"]:
        was_in, was = then.get(employer, (False, 0))
        is_in, owes = now.get(employer, (False, 0))
        if is_in and not was_in:
            groups["new"][employer] = (0, owes)
        elif is_in and owes > was:
            groups["worse"][employer] = (was, owes)
        elif was_in and not is_in and not owes:
            groups["paid"][employer] = (was, 0)
    return groups


@pytest.mark.parametrize("back", [1, 2])
def test_the_three_groups_are_those_of_a_recount(back):
    of = reading()
    before, after = of.months[-1 - back], of.months[-1]
    found = since_last_look(of, Where(), Look(1, before, AT))
    groups = {
        name: {one.employer: (one.was, one.now) for one in getattr(found, name)}
        for name in ("new", "paid", "worse")
    }
    assert groups == twin(of, before, after)
    assert all(groups.values()) or back > 1
    assert (found.release, found.month) == (1, before)
    for name in groups:
        steps = [abs(one.now - one.was) for one in getattr(found, name)]
        assert steps == sorted(steps, reverse=True)


def test_a_branch_is_told_of_its_own_and_a_place_of_what_is_in_it():
    of, own = reading(), reading("cabang", two()[0])
    look = Look(1, of.months[-3], AT)
    everybody, some = since_last_look(of, Where(), look), since_last_look(own, Where(), look)
    at_office = since_last_look(of, Where(offices=(two()[0],)), look)
    assert some == at_office and set(some.worse) < set(everybody.worse)
    nowhere = since_last_look(of, Where(()), look)
    assert (nowhere.new, nowhere.paid, nowhere.worse) == ((), (), ())


def test_nothing_is_new_right_after_a_look_and_what_is_gone_is_not_compared(tmp_path):
    of, book = reading(), Visits(Store(tmp_path, SIMULATED))
    look = book.look(of, "semua")
    since = since_last_look(of, Where(), look, book.told_then(look, of))
    assert (since.month, since.new, since.paid, since.worse) == (of.months[-1], (), (), ())
    assert book.read(of).looks == {"semua": look} and book.read(reading("cabang", two()[0])).looks == {}
    assert book.told_then(replace(look, release=9), of) is None
    assert since_last_look(of, Where(), Look(1, "1999-01", AT)) is None


def test_a_later_look_counts_and_each_place_has_its_own(tmp_path):
    of, book = reading(), Visits(Store(tmp_path, SIMULATED))
    book.look(of, "kantor A")
    second = book.look(of, "kantor A")
    assert book.read(of).looks["kantor A"] == second and "kantor B" not in book.read(of).looks
