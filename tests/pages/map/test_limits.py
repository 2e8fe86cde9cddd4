"""Every indicator by every scheme: a region's value lies within the limits that the legend writes for its colour."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest

from data.access.viewer import Viewer
from data.indicators import difference_unit
from data.indicators.definition import definitions
from data.places import ALL_AREAS
from geo.classes import SCHEMES, as_written, classify, differences
from pages.map.painted import mapped
from pages.view import View
from tests.geo.legend_reading import untrue
from tests.pages.map.test_ledger import MEASURED
from tests.pages.map.test_painted import MAPPED
from tests.pages.reading import reading


@pytest.mark.sampled(5)
@pytest.mark.parametrize("indicator", MAPPED)
def test_every_value_lies_within_the_written_limits_of_its_class(indicator):
    wrong = []
    for area in (ALL_AREAS, "sumsel", "mojokerto-jombang", "pekalongan"):
        found = mapped(View.of(indicator=indicator, area=area))
        values, unit = found.rows["value"].tolist(), found.said_in
        for scheme in SCHEMES:
            for count in range(2, 10):
                classes = classify(values, unit, scheme, count, found.indicator.polarity)
                wrong += untrue(classes, values, unit)
    assert wrong == []


def test_every_value_of_a_ledger_lies_within_the_written_limits_of_its_class(ledger_home):
    found, wrong = reading(Viewer("pengelola")), []
    for key in MEASURED:
        about = definitions()[key]
        rows_of = [found.values(about, month, "region") for month in (found.months[0], found.months[-1])]
        first, values = (
            pd.to_numeric(one.set_index("region")["value"]).astype("Float64").dropna().astype(float)
            for one in rows_of
        )
        unit = difference_unit(about.unit)
        changes = [as_written(change, unit) for change in (values - first).dropna()]
        wrong += untrue(differences(changes, unit), changes, unit)
        for scheme, count in product(SCHEMES, (2, 3, 5, 7, 9)):
            classes = classify(values.tolist(), about.unit, scheme, count, about.polarity)
            wrong += untrue(classes, values.tolist(), about.unit)
    assert wrong == []
