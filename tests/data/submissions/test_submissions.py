"""What came into a release: each answer against a plain loop over the rows, on random small ledgers."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given as drawing
from hypothesis import strategies as some

from data.ledger.publishing import publish
from data.months import month_end, month_index, month_text
from data.places import minimum_wages
from data.places.offices import offices_serving
from data.store.changes import Change
from data.store.store import OWN, Store
from data.submissions.held import given
from data.submissions.offices import Submission, received
from tests.data.queries.released import FIRST, random_tables
from tests.examples import examples
from tests.facts import FACTS

MONTHS = 5
LAST = month_text(FIRST + MONTHS - 1)
TABLES = ("employers", "contributions", "cases", "case_steps", "outreach", "projects")


def brought(folder: str, tables: dict[str, pd.DataFrame]):
    """The tables as a release of one's own data."""
    changes = {name: Change("overwrite", rows) for name, rows in tables.items()}
    return publish(Store(folder, OWN), changes, facts=FACTS, title="uji", role="pengelola", keep=False)


def bills_of(tables: dict[str, pd.DataFrame]) -> set[tuple[str, str, str]]:
    """Region, office and month of every bill, employer by employer."""
    known = {row["npp"]: row for row in tables["employers"].to_dict("records") if row["npp"]}
    rows = tables["contributions"].to_dict("records")
    return {
        (known[row["npp"]]["region"], known[row["npp"]]["office"], row["blth"])
        for row in rows
        if row["npp"] in known
    }


@cache
def belongs_to(region: str, office: str, month: str) -> str:
    """The office named, if it serves the region then, else the one that began to serve last, else none."""
    there = offices_serving(FACTS, region, month_end(month))
    if office in there:
        return office
    areas = FACTS.service_areas[FACTS.service_areas["region"] == region].to_dict("records")
    began = sorted((row["from"], row["office"]) for row in areas if row["office"] in there)
    return began[-1][1] if began else ""


@cache
def serving(region: str, month: str) -> frozenset[str]:
    """The offices that serve a region at the end of a month."""
    return frozenset(offices_serving(FACTS, region, month_end(month)))


def months_by_hand(bills: set[tuple[str, str, str]], office: str, month: str) -> list[str]:
    """The months up to one that an office has sent, by `bills_of`."""
    own = {blth for region, named, blth in bills if belongs_to(region, named, blth) == office}
    if not own:
        served = [code for code in FACTS.regions["code"] if office in serving(code, month)]
        by_region = [{blth for region, _, blth in bills if region == code} for code in served]
        own = set.intersection(*by_region) if by_region else set()
    return sorted(blth for blth in own if blth <= month)


@drawing(
    seed=some.integers(0, 500),
    dropped=some.sets(some.sampled_from(["35.16", "16.06", "16.07"])),
    back=some.integers(0, 2),
)
@examples(2, 20)
def test_who_has_sent_is_what_the_rows_say(seed, dropped, back):
    tables = random_tables(seed, employers=15, months=MONTHS)
    tables["employers"] = tables["employers"][~tables["employers"]["region"].isin(dropped)]
    month = month_text(month_index(LAST) - back)
    with TemporaryDirectory() as folder:
        come = received(brought(folder, tables), FACTS, month)
        bills = bills_of(tables)
        assert come.known == {region for region, _, blth in bills if blth == month}
        there = {office for code in FACTS.regions["code"] for office in serving(code, month)}
        assert {one.office for one in come.offices} == there
        for one in come.offices:
            assert list(one.months) == months_by_hand(bills, one.office, month), one.office


@drawing(seed=some.integers(0, 500), empty=some.sets(some.sampled_from(TABLES[2:])))
@examples(2, 20)
def test_what_a_region_has_is_what_the_tables_hold(seed, empty):
    tables = random_tables(seed, employers=20, months=MONTHS)
    tables |= {name: tables[name].iloc[:0] for name in empty}
    regions = dict(zip(tables["employers"]["employer"], tables["employers"]["region"], strict=True))
    with TemporaryDirectory() as folder:
        held = given(brought(folder, tables), FACTS)
        assert held.of("employers", LAST) == set(tables["employers"]["region"])
        assert held.of("minimum_wages", LAST) == set(minimum_wages(FACTS, LAST)["region"])
        for name in ("cases", "outreach"):
            assert held.of(name, LAST) >= {regions[employer] for employer in tables[name]["employer"]}
        informal = tables["informal"]
        assert held.of("informal", LAST) >= set(informal.loc[informal["blth"] == LAST, "region"])
        assert set(held.lacking(TABLES, LAST)) >= empty
        assert held.lacking(("employers", "contributions"), LAST) == ()


def test_an_office_that_brought_cases_of_one_region_has_none_in_its_others(tmp_path):
    tables = random_tables(3, employers=30, months=MONTHS)
    of_one = tables["employers"].query("region == '35.16'")["employer"]
    tables["cases"] = tables["cases"].assign(employer=of_one.iloc[0])
    held = given(brought(str(tmp_path), tables), FACTS)
    # KC Mojokerto serves these three; nobody that serves 16.06 has brought a case.
    assert held.of("cases", LAST) == {"35.16", "35.17", "35.76"}
    assert held.lacking(("cases",), LAST, ["35.17"]) == ()
    assert held.lacking(("cases",), LAST, ["16.06"]) == ("cases",)


def test_an_office_is_late_since_the_month_after_its_last():
    never, late = Submission("A", "2026-10", ()), Submission("B", "2026-10", ("2026-07", "2026-08"))
    sent = Submission("C", "2026-10", ("2026-08", "2026-10"))
    assert [(one.sent, one.last, one.since) for one in (never, late, sent)] == [
        (False, "", ""),
        (False, "2026-08", "2026-09"),
        (True, "2026-10", ""),
    ]


@pytest.mark.parametrize(("regions", "whole"), [(["35.16"], True), (["35.16", "33.75"], False)])
def test_a_place_is_whole_when_all_its_regions_and_offices_have_come(tmp_path: Path, regions, whole):
    tables = random_tables(5, employers=60, months=MONTHS)
    tables["employers"] = tables["employers"].query("region == '35.16'").assign(office="KC-MOJOKERTO")
    come = received(brought(str(tmp_path), tables), FACTS, LAST, regions)
    assert come.is_whole == whole
    assert [one.office for one in come.late] == ([] if whole else ["KC-PEKALONGAN"])
