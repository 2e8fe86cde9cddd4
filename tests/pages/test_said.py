"""A sample of what pages say of movements and ends: the twin signs every sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.access.viewer import PUBLIK
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
    for indicator in INDICATORS[::3]:
        map_said(twin, found, indicator, month, before)
    office_said(twin, found, OFFICES[0], month)
    for indicator in ("ledger_arrears_employers", "ledger_pu_active"):
        map_said(twin, replace(found, viewer=PUBLIK), indicator, month, before)
    assert twin.refused == []
    assert twin.signed > 60


def test_it_refuses_what_is_not_so(twin):
    about, found = "compliance", simulated_reading()
    from data.indicators.definition import definitions
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
