"""A sample of what pages say of movements and ends: the twin signs every sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.access.viewer import PUBLIK
from data.indicators.definition import definitions
from data.words import Words
from pages.employers.shortfalls import _moved
from pages.office.peers import _ranking
from pages.session import Place, office_sums
from tests.data.queries.released import simulated_reading
from tests.data.simulation.simulated import SMALL, kept
from tests.sentences.reading_out import INDICATORS, OFFICES, map_said, office_said, twin_of
from tests.sentences.signing import Twin


@pytest.fixture(scope="module")
def twin() -> Twin:
    months = simulated_reading().months
    return twin_of(kept(SMALL), [months[-13], *months[-2:]])  # an office's page looks back a year


def test_the_twin_signs_what_pages_say(twin):
    found = simulated_reading()
    before, month = found.months[-2:]
    for indicator in INDICATORS[::6]:  # of all of them `make sentences` asks
        map_said(twin, found, indicator, month, before)
    office_said(twin, found, OFFICES[0], month)
    for indicator in ("ledger_arrears_employers", "ledger_pu_active"):
        map_said(twin, replace(found, viewer=PUBLIK), indicator, month, before)
    assert twin.refused == []
    assert twin.signed > 40


def test_over_more_than_one_month_nothing_is_said_to_be_within_chance():
    """Whoever comes and goes in between is counted each time, so that the test is not of who moved in all."""
    found = simulated_reading()
    months = found.months
    about = definitions()["ledger_arrears_employers"]
    values = [found.one(about, month, "all", "") for month in (months[-1], months[-2], months[-13])]
    assert found.moved(about, values[0], values[1], None).exact
    assert not found.moved(about, values[0], values[2], None).exact


@pytest.mark.parametrize("viewer", [None, PUBLIK], ids=["inside", "publik"])
def test_no_table_says_a_signed_difference_without_a_word_on_chance(viewer):
    found = simulated_reading()
    found = replace(found, viewer=viewer) if viewer else found
    month, words = found.months[-1], Words("id")
    columns = list(_moved(Place("all", "", month, found), words).values())
    for code in OFFICES[:2]:
        columns += [
            cells[at] for _, cells in _ranking(office_sums(code, month, found), words).rows for at in (3, 4)
        ]
    signed = [(said, chance) for said, chance in columns if said[0] in "+−"]
    assert signed
    assert {chance for _, chance in signed} <= {
        "melebihi kebetulan",
        "dalam batas kebetulan",
        "tidak terbukti melebihi kebetulan",
        "tidak diuji terhadap kebetulan",
    }


def test_it_refuses_what_is_not_so(twin):
    about, found = "compliance", simulated_reading()
    from data.months import month_index
    from tests.sentences.reading_out import _pairs

    indicator, (then, now) = definitions()[about], found.months[-2:]
    values = _pairs(found, indicator, now, then, sorted(twin.names))
    months = (month_index(now), month_index(then))
    beside = Twin(twin.months, twin.names)
    name = twin.names[max(values, key=lambda code: abs(values[code][0].value - values[code][1].value))]
    beside.regions(
        [f"Naik melebihi kebetulan: {name} +9,99 poin.", "Naik terbanyak: X +1,00 poin."],
        indicator,
        values,
        months,
    )
    assert beside.signed == 0 and len(beside.refused) == 2
