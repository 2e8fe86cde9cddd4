"""Of a ledger with gaps a reading gives the numbers that it knows, and says of the others that it does not."""

from __future__ import annotations

import pandas as pd
import pytest

from data.access.viewer import PUBLIK
from data.cube import NOT_KNOWN
from data.indicators.definition import definitions
from data.queries.reading import Reading
from data.queries.what_if_regions import HIDDEN, UNKNOWN, standing
from tests.data.queries.released import random_tables, released


@pytest.fixture(scope="module")
def reading(tmp_path_factory) -> Reading:
    return released(tmp_path_factory.mktemp("store"), random_tables(6, 200))


def sums(reading: Reading, month: str) -> pd.DataFrame:
    return reading.release.table("cube", months=[month]).to_pandas().groupby("region").sum(numeric_only=True)


def test_compliance_is_told_where_everybody_is_judged_and_nowhere_else(reading):
    seen = set()
    for month in reading.months:
        cube, values = sums(reading, month), reading.values(definitions()["compliance"], month)
        for row in values.to_dict("records"):
            cell = cube.loc[row["region"]]
            if cell["patuh_unknown"]:
                assert row["suppressed"] == NOT_KNOWN and pd.isna(row["value"])
            elif cell["wajib"]:
                assert row["value"] == pytest.approx(100 * cell["patuh"] / cell["wajib"])
            seen.add(row["suppressed"])
    assert seen == {"", NOT_KNOWN}


def test_the_public_is_told_no_more(reading):
    public = Reading(reading.release, reading.place, reading.facts, PUBLIK)
    reasons = []
    for month in reading.months:
        open_ = sums(reading, month)["patuh_unknown"] > 0
        values = public.values(definitions()["compliance"], month).set_index("region")
        assert values["value"].reindex(open_[open_].index).isna().all()
        reasons += values["suppressed"].reindex(open_[open_].index).tolist()
    assert NOT_KNOWN in reasons


def test_money_is_known_although_its_split_is_not(reading):
    values = reading.values(definitions()["ledger_arrears_rp"], reading.months[-1])
    assert set(values["suppressed"]) == {""} and int(values["value"].sum()) > 0


def test_what_if_takes_what_is_not_known_for_unknown_and_not_for_hidden(reading):
    month = reading.months[-1]
    coverage = reading.values(definitions()["coverage_workers"], month).set_index("region")["suppressed"]
    unknown = set(coverage.index[coverage == NOT_KNOWN])
    told = {region.code: region.why for region in standing(reading, month, month, None)}
    assert unknown and {told[code] for code in unknown} == {UNKNOWN}
    assert HIDDEN not in told.values()
