"""A digest holds its reader's own scope alone, and nothing that chance may have done."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from math import comb
from types import SimpleNamespace

import pytest

from data.access import PUBLIK, Viewer
from data.clock import today
from data.digest import REGIONAL, TESTED, Reader, digest_of, reader_of, reader_of_office, readers, scope_of
from data.digest.changes import changes_of
from data.digest.scope import Pair
from data.indicators import Movement, Moves, definitions
from data.indicators.movements import sign_test
from data.ledger import offices_of
from data.ledger.publishing import publish
from data.months import month_index
from data.places import with_its_own
from data.queries import Reading
from data.simulation.plan import Plan
from data.simulation.simulate import simulate
from data.store import SIMULATED, Change, Store
from tests.facts import FACTS
from tests.pages.ledger_home import LAST, shared_home

OFFICES = tuple(FACTS.offices["code"])
LEVEL = 0.05


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """A ledger in which two offices share three regions, read by whoever may see least, with its store."""
    home = shared_home(tmp_path_factory)
    store = Store(home, SIMULATED)
    return Reading(store.release(), str(home), FACTS, PUBLIK), store


@pytest.fixture(scope="module")
def office_of(opened):
    """By employer its office in the newest month, from the rows of the release."""
    rows = opened[0].release.table("employers").to_pandas()
    rows = rows.assign(office=offices_of(FACTS, rows.assign(m=month_index(LAST))))
    return rows.set_index("employer")["office"]


def _digest(opened, reader):
    return digest_of(*opened[:1], reader, opened[1], today())


@pytest.mark.sampled(4)
@pytest.mark.parametrize("code", OFFICES)
def test_an_office_is_told_of_its_own_employers_and_regions_alone(opened, office_of, code):
    reader = next(one for one in readers(FACTS) if one.office == code)
    found, own = _digest(opened, reader), with_its_own(FACTS, code)
    rows = (*found.deadlines.overdue, *found.deadlines.due)
    assert all(office_of[row.employer] in own for row in rows)
    served = set(FACTS.service_areas.loc[FACTS.service_areas["office"].isin(own), "region"])
    provinces = {region for region in served if "." not in region}
    known = set(FACTS.regions.loc[FACTS.regions["province_code"].isin(provinces), "code"]) | served
    assert {one.region for one in found.changes} - {""} <= known
    # what is counted is what a plain count of the release's rows gives
    cases = opened[0].release.table("cases").to_pandas()
    there = cases["employer"].map(office_of).isin(own) & cases["closed_on"].isna()
    assert int(found.scope.sum("cases_open").value) == int(there.sum()) == found.deadlines.counts["cases"]


def _least_p(now: int, before: int, entered: int | None, gone: int | None) -> float:
    """Twice the tail of a coin, worked out term by term."""
    up, down = (now, before) if entered is None else (entered, gone)
    n, many = up + down, max(up, down)
    return min(2 * sum(comb(n, k) for k in range(many, n + 1)) / 2**n, 1.0) if n else 1.0


@pytest.mark.parametrize("role", [one.key for one in readers(FACTS) if one.role != PUBLIK.role])
def test_every_count_that_is_named_exceeds_chance_and_none_that_does_is_left_out(opened, role):
    reader = next(one for one in readers(FACTS) if one.key == role)
    found, ps = _digest(opened, reader), {}
    scope = found.scope
    pairs = {(name, ""): scope.moved(name) for name in TESTED}
    pairs |= {(name, code): one for name in REGIONAL for code, one in scope.regions_moved(name).items()}
    for (name, code), pair in pairs.items():
        if pair is None:
            continue
        now, before, moved = pair
        moves = moved.moves
        if definitions()[name].unit in ("employers", "cases") and moved.p is not None and moved.change:
            parts = (moves.entered, moves.gone) if moves else (None, None)
            assert moved.p == pytest.approx(_least_p(int(now.value), int(before.value), *parts))
        if moved.p is not None:
            ps[name, code] = moved.p
    named = {(one.indicator, one.region) for one in found.changes}
    order = sorted(ps.values())
    passing = 0
    while passing < len(order) and order[passing] <= LEVEL / (len(order) - passing):
        passing += 1
    expected = {key for key, p in ps.items() if passing and p <= order[passing - 1]}
    assert named == expected and found.tested == len(ps)


@dataclass
class _ByChance:
    """A place and its regions in which as many come as go, but for a coin."""

    dice: random.Random
    before = LAST
    is_served = True

    def moved(self, name: str) -> Pair:
        movers = self.dice.randint(1, 60)
        came = sum(self.dice.random() < 0.5 for _ in range(movers))
        now, then = (
            SimpleNamespace(value=float(n), numerator=n, denominator=None) for n in (500 + came, 500)
        )
        moves = Moves(came, movers - came, came, movers - came, movers)
        return now, then, Movement(2.0 * came - movers, moves, sign_test(came, movers - came), True)

    def regions_moved(self, name: str) -> dict[str, Pair]:
        return {str(code): self.moved(name) for code in range(6)}


def test_of_months_that_differ_by_chance_alone_hardly_a_digest_names_anything():
    dice = random.Random(20261128)
    names = [bool(changes_of(_ByChance(dice))[0]) for _ in range(500)]
    assert sum(names) <= 0.05 * len(names)


def test_the_first_month_is_compared_with_nothing(tmp_path):
    tables = simulate(Plan(employers=100, months=1, last=LAST), FACTS)
    store = Store(tmp_path, SIMULATED)
    changes = {name: Change("overwrite", rows) for name, rows in tables.items()}
    publish(store, changes, facts=FACTS, title="Pertama", role="pengelola", keep=False)
    reading = Reading(store.release(), str(tmp_path), FACTS, PUBLIK)
    found = digest_of(reading, Reader("pengelola"), store, today())
    assert (found.before, found.changes, found.tested) == ("", (), 0)


def test_who_may_have_whose_digest():
    mojokerto = Viewer("cabang", with_its_own(FACTS, "KC-MOJOKERTO"))
    assert reader_of(mojokerto, FACTS) == Reader("cabang", "KC-MOJOKERTO")
    assert reader_of(PUBLIK, FACTS) == Reader("publik")
    assert reader_of(Viewer("cabang", frozenset({"KC-MOJOKERTO"})), FACTS) is None
    assert reader_of_office(mojokerto, "KCP-JOMBANG", FACTS) == Reader("cabang", "KCP-JOMBANG")
    for other in set(OFFICES) - mojokerto.offices:
        assert reader_of_office(mojokerto, other, FACTS) is None
    for office in OFFICES:
        assert reader_of_office(PUBLIK, office, FACTS) is None
        assert reader_of_office(Viewer("pengelola"), office, FACTS).office == office
    below = Viewer("cabang", frozenset({"KCP-JOMBANG"}))
    assert reader_of_office(below, "KC-MOJOKERTO", FACTS) is None


def test_no_text_of_a_table_becomes_a_path():
    for code in ("../../etc/passwd", "KC/X", "..", "KC MOJO", "k" * 200, "KC-É"):
        key = Reader("cabang", code).key
        assert key.startswith("kantor--") and set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len({one.key for one in readers(FACTS)}) == len(readers(FACTS))


def test_an_offices_numbers_are_those_of_its_page(opened):
    reader = Reader("cabang", "KC-MOJOKERTO")
    scope = scope_of(opened[0], reader)
    every = replace(opened[0], viewer=Viewer("pengelola"))
    filters = scope.of.whose.filters
    for name in TESTED:
        rows = every.values(definitions()[name], scope.month, "region", filters)
        rows = rows[rows["region"].isin(scope.regions)]
        assert scope.sum(name).numerator == int(rows["numerator"].sum())
