"""Which office a row belongs to is one answer: in the cube, in lists, on an employer's page, of cases and of meetings."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from data.access.viewer import Viewer
from data.ledger.office_lookup import offices_of
from data.ledger.publishing import publish
from data.months import month_end, month_text
from data.queries.cases import CaseQuery, Enforcement
from data.queries.employers import EmployerList, EmployerQuery, Where
from data.queries.one_employer import UnknownEmployer, employer_ledger
from data.queries.outreach import read_outreach
from data.queries.reading import Reading
from data.store.changes import Change
from data.store.store import SIMULATED, Store
from data.tables.facts import Facts
from tests.data.ledger.ledger_cases import OFFICES, REGIONS
from tests.data.queries.released import FIRST, random_tables
from tests.data.simulation.simulated import FACTS
from tests.examples import examples

BRANCHES = [office for office in OFFICES if office]
MONTHS = 6
EVERYBODY = Viewer("pengelola")


@some.composite
def service_areas(draw) -> Facts:
    """The facts with service areas at random: some regions are served by none, some by several, and it changes."""
    days = [f"{month_text(FIRST + m)}-{day:02d}" for m in range(MONTHS) for day in (1, 15)]
    spans = some.tuples(some.sampled_from(["", *days]), some.sampled_from(["", *days])).filter(
        lambda span: not span[0] or not span[1] or span[0] <= span[1]
    )
    pairs = draw(some.lists(some.sampled_from(list(product(BRANCHES, REGIONS))), unique=True, min_size=3))
    rows = [(office, region, *draw(spans)) for office, region in pairs]
    frame = pd.DataFrame(rows, columns=["office", "region", "from", "to"])
    known = FACTS.service_areas.iloc[:0]
    return replace(FACTS, service_areas=pd.concat([known, frame]).fillna("").astype(str))


def by_hand(facts: Facts, region: str, own: str, month: str) -> str:
    """The office itself if it serves the region at the month's end, else the one whose service began last, else none.

    A branch one of whose auxiliary branches serves the region too is not the one that came last.
    """
    day = month_end(month).isoformat()
    areas = facts.service_areas
    serving = [
        (row["from"], row["office"])
        for row in areas[areas["region"] == region].to_dict("records")
        if row["from"] <= day and (not row["to"] or row["to"] >= day)
    ]
    here = {office for _, office in serving}
    if own in here:
        return own
    parents = {row["parent"] for row in facts.offices.to_dict("records") if row["code"] in here}
    return max([(since, office) for since, office in serving if office not in parents], default=("", ""))[1]


@pytest.mark.parametrize(
    ("serving", "office"),
    [
        ([("KC-MOJOKERTO", ""), ("KCP-JOMBANG", "")], "KCP-JOMBANG"),
        ([("KC-MOJOKERTO", "2023-12-01"), ("KCP-JOMBANG", "")], "KCP-JOMBANG"),
        ([("KC-MOJOKERTO", ""), ("KCP-JOMBANG", ""), ("KC-PALEMBANG", "2023-12-01")], "KC-PALEMBANG"),
        ([("KC-MOJOKERTO", "2023-12-01"), ("KC-PALEMBANG", "")], "KC-MOJOKERTO"),
    ],
)
def test_a_parent_does_not_stand_for_the_region_of_its_auxiliary_branch(serving, office):
    rows = [(code, "35.17", start, "") for code, start in serving]
    areas = pd.DataFrame(rows, columns=["office", "region", "from", "to"])
    facts = replace(FACTS, service_areas=areas.reindex(columns=FACTS.service_areas.columns, fill_value=""))
    row = pd.DataFrame({"region": ["35.17"], "office": [""], "m": [FIRST + 3]})
    assert offices_of(facts, row) == [office]


@given(service_areas(), some.data())
@examples(15, 200)
def test_the_office_of_a_row_is_its_own_if_it_serves_else_the_one_that_came_last(facts, data):
    keys = some.tuples(
        some.sampled_from(REGIONS), some.sampled_from(OFFICES), some.integers(FIRST, FIRST + MONTHS - 1)
    )
    rows = pd.DataFrame(data.draw(some.lists(keys, max_size=20)), columns=["region", "office", "m"])
    expected = [by_hand(facts, row.region, row.office, month_text(row.m)) for row in rows.itertuples()]
    assert offices_of(facts, rows) == expected


@given(service_areas(), some.integers(0, 2**32))
@examples(2, 15)
def test_the_cube_lists_employers_cases_and_meetings_agree(tmp_path_factory, facts, seed):
    folder, tables = tmp_path_factory.mktemp("store"), random_tables(seed, 60, MONTHS)
    changes = {name: Change("overwrite", frame) for name, frame in tables.items()}
    release = publish(Store(folder, SIMULATED), changes, facts=facts, title="uji", role="uji", keep=False)
    reading, month = Reading(release, str(folder), facts, EVERYBODY), release.months[-1]
    employers = tables["employers"].set_index("employer")
    offices = {row.Index: by_hand(facts, row.region, row.office, month) for row in employers.itertuples()}
    listed = EmployerList(reading, month).every(Where(), EmployerQuery(kind="", sort="nama"))
    assert listed.set_index("employer")["office"].to_dict() == {
        code: offices[code] for code in listed["employer"]
    }
    cases = Enforcement(reading, month).every(Where(), CaseQuery())
    assert cases["office"].tolist() == [offices[code] for code in cases["employer"]]
    in_cube(reading, month, employers, offices)
    told_of(reading, month, dict(list(offices.items())[:5]))
    invited(reading, month, tables["outreach"], employers)


def in_cube(reading: Reading, month: str, employers: pd.DataFrame, offices: dict[str, str]) -> None:
    cube = reading.release.table("cube", months=[month]).to_pandas().query("segment == 'PU'")
    here = employers[(employers["listed_on"] <= pd.Timestamp(month_end(month)))]
    here = here[~(here["closed_on"] <= pd.Timestamp(month_end(month)))]
    counted = here.index.map(offices).value_counts()
    sums = cube.groupby("office")["wajib"].sum()
    assert sums[sums > 0].to_dict() == counted.to_dict()


def told_of(reading: Reading, month: str, offices: dict[str, str]) -> None:
    """The page of an employer opens for its own office and for no other."""
    for (employer, office), viewer in product(offices.items(), BRANCHES):
        asking = replace(reading, viewer=Viewer("cabang", frozenset([viewer])))
        if viewer == office:
            assert employer_ledger(asking, employer, month).employer["employer"] == employer
        else:
            with pytest.raises(UnknownEmployer):
                employer_ledger(asking, employer, month)


def invited(reading: Reading, month: str, outreach: pd.DataFrame, employers: pd.DataFrame) -> None:
    """Each branch counts those it serves in the month in which the days after the meeting end, or now."""
    rows = outreach[outreach["on"] <= pd.Timestamp(month_end(month))].join(
        employers[["region", "office"]].add_prefix("own_"), on="employer"
    )
    ends = (rows["on"] + pd.Timedelta(days=90)).dt.strftime("%Y-%m")
    offices = [
        by_hand(reading.facts, region, own, min(end, month))
        for region, own, end in zip(rows["own_region"], rows["own_office"], ends, strict=True)
    ]
    for office in BRANCHES:
        asking = replace(reading, viewer=Viewer("cabang", frozenset([office])))
        assert read_outreach(asking, Where(), month).sums["invited"] == offices.count(office)
