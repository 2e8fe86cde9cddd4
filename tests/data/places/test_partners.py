"""Agreements and how they stand on a day; outreach against the cube and a plain twin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from data.access.viewer import PUBLIK, Viewer
from data.indicators.definition import definitions
from data.ledger.publishing import publish
from data.months import month_end
from data.places import offices
from data.places.partners import (
    RENEWAL_DAYS,
    STATES,
    Counted,
    agreements,
    buildings,
    events,
    held,
    service_points,
    signings,
)
from data.queries.employers import NotAllowed, Where
from data.queries.outreach import COUNTS, Outreach, read_outreach
from data.queries.reading import Reading
from data.store.changes import Change
from data.store.store import SIMULATED, Store
from data.tables.ledger_schemas import validated
from tests.data.ledger.ledger_cases import as_reported, random_case
from tests.data.simulation.simulated import FACTS, SMALL, kept
from tests.examples import examples

INSIDE = Viewer("wilayah")
TODAY = date(2026, 10, 31)
DAYS = some.dates(date(2015, 1, 1), date(2030, 12, 31))
BRANCHES = [
    code for code, kind in zip(FACTS.offices["code"], FACTS.offices["kind"], strict=True) if kind != "kanwil"
]


def with_dates(signed: str, until: str, planned: str = "", kind: str = "agreement"):
    row = FACTS.agreements.head(1).assign(planned_on=planned, signed_on=signed, until=until, kind=kind)
    return replace(FACTS, agreements=row)


@given(DAYS, some.integers(0, 3_000), some.integers(-400, 3_400))
def test_an_agreement_stands_as_its_dates_say(signed, length, after):
    until, on = signed + timedelta(days=length), signed + timedelta(days=after)
    outreach = agreements(with_dates(f"{signed}", f"{until}"), "all", "", on)
    if on < signed:
        assert outreach.empty
    else:
        left = (until - on).days
        assert list(outreach["state"]) == [
            "ended" if left < 0 else "ending" if left <= RENEWAL_DAYS else "running"
        ]


@pytest.mark.parametrize(
    ("signed", "until", "planned", "on", "state"),
    [
        ("2020-05-01", "", "", TODAY, "open"),
        ("", "", "", TODAY, "open"),
        ("", "", "2017", TODAY, "unconfirmed"),
        ("", "", "2026", TODAY, "planned"),
        ("2020", "2026", "", TODAY, "ending"),
        ("2020", "2027", "", TODAY, "ending"),
        ("2020", "2027-03", "", TODAY, "running"),
        ("2020", "2026", "", date(2027, 1, 1), "ended"),
        ("2020-05-01", "2026-10-31", "", TODAY, "ending"),
    ],
)
def test_an_end_that_is_half_known_or_not_at_all(signed, until, planned, on, state):
    assert list(agreements(with_dates(signed, until, planned), "all", "", on)["state"]) == [state]


def test_a_forum_is_no_agreement_and_a_row_of_an_earlier_release_is_one():
    for kind, state in (("forum", "forum"), ("plan", "unconfirmed"), ("", "open"), ("agreement", "open")):
        rows = agreements(with_dates("" if kind == "plan" else "2020", "", kind=kind), "all", "", TODAY)
        assert list(rows["state"]) == [state]
        assert signings(rows).most == (state == "open")


def test_agreements_are_counted_once_however_many_sources_tell_of_them():
    rows = agreements(FACTS, "all", "", TODAY)
    assert rows.loc[rows["state"] == "forum", "id"].tolist() == ["M18", "M30"]
    assert rows.loc[rows["state"] == "unconfirmed", "id"].tolist() == ["M03"]
    # 27 rows tell of signings; M10 is M19, and of M02 nobody knows.
    assert signings(rows) == Counted(25, 26, 27)
    first = agreements(replace(FACTS, agreements=FACTS.agreements.head(19)), "all", "", TODAY)
    assert signings(first) == Counted(15, 16, 17)
    ids = list(rows["id"])
    assert ids.index("M10") == ids.index("M19") + 1
    apart = rows[rows["id"].isin(["M02", "M10"])]  # without M19, which both may be
    assert signings(apart) == Counted(1, 2, 2)


def test_an_event_and_a_building_of_two_rows_are_one():
    rows = events(FACTS, "region", "35.76", TODAY)
    assert (
        held(rows).most == len(rows) - 1
        and list(rows["id"]).index("K59") == list(rows["id"]).index("K01") + 1
    )
    points = service_points(FACTS, "region", "35.76", TODAY)
    assert list(points["id"]) == ["L02", "L01"] and buildings(points) == 1
    assert buildings(service_points(FACTS, "all", "", TODAY)) == 2


def test_places_have_their_own_agreements_counters_and_events():
    everywhere = agreements(FACTS, "all", "", TODAY)
    assert set(everywhere["id"]) == set(FACTS.agreements["id"]) and set(everywhere["state"]) <= set(STATES)
    assert {"M15", "M14", "M04"} <= set(agreements(FACTS, "region", "16.04", TODAY)["id"])
    assert "M01" not in set(agreements(FACTS, "region", "16.04", TODAY)["id"])
    by_kecamatan = agreements(FACTS, "kecamatan", "35.17.01", TODAY)
    assert list(by_kecamatan["id"]) == list(agreements(FACTS, "region", "35.17", TODAY)["id"])
    assert set(agreements(FACTS, "office", "KC-MOJOKERTO", TODAY)["id"]) == set(
        offices.agreements_for(FACTS, "KC-MOJOKERTO")["id"]
    )
    assert dict(zip(*service_points(FACTS, "all", "", TODAY)[["id", "state"]].T.to_numpy(), strict=True)) == {
        "L01": "unconfirmed",
        "L02": "opened",
        "L03": "opened",
    }
    assert list(service_points(FACTS, "region", "35.17", TODAY)["id"]) == ["L03"]
    told = events(FACTS, "region", "33.75", TODAY)
    assert {"K04", "K63", "K64"} <= set(told["id"])  # also those of the branch that serves it
    assert list(told["start"]) == sorted(told["start"], reverse=True)


def test_a_counter_that_was_planned_is_new_until_its_day_and_unconfirmed_after_it():
    states = [
        service_points(FACTS, "region", "35.76", on).set_index("id").loc["L01", "state"]
        for on in (date(2018, 10, 22), date(2018, 10, 23))
    ]
    assert states == ["planned", "unconfirmed"]


@given(DAYS)
def test_nothing_is_known_before_it_happened(on):
    for rows, column in (
        (agreements(FACTS, "all", "", on), "signed_on"),
        (events(FACTS, "all", "", on), "start"),
    ):
        assert all(not day or day <= f"{on}" for day in rows[column])
    opened = service_points(FACTS, "all", "", on)
    assert all(day <= f"{on}" for day in opened.loc[opened["state"] == "opened", "opened_on"])


# -- outreach


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("outreach"), SIMULATED)
    tables = {name: Change("overwrite", rows) for name, rows in kept(SMALL).items()}
    publish(store, tables, facts=FACTS, title="x", role="pengelola", keep=False)
    return store.release()


def read(release, viewer: Viewer = INSIDE) -> Reading:
    return Reading(release, "outreach", FACTS, viewer)


def twin(month: str, inside, viewer: Viewer | None = None) -> pd.DataFrame:
    """Every meeting of the year, employer by employer, in plain pandas: event -> COUNTS and whether it is over."""
    tables, end = kept(SMALL), pd.Timestamp(month_end(month))
    people = tables["employers"].set_index("employer")
    outreach = {}
    for row in tables["outreach"].itertuples():
        who, until = people.loc[row.employer], row.on + pd.Timedelta(days=90)
        first = end + pd.Timedelta(days=1) - pd.DateOffset(months=12)
        if row.on > end or until < first or not inside(who) or (viewer and who.office not in viewer.offices):
            continue
        counts = outreach.setdefault(row.event, [0, 0, 0, 0, until <= end])
        new = row.attended and not who.registered_on <= row.on
        counts[0] += 1
        counts[1] += bool(row.attended)
        counts[2] += bool(new)
        counts[3] += bool(new and who.registered_on <= until)
    return pd.DataFrame.from_dict(outreach, orient="index", columns=[*COUNTS, "over"])


def checked(outreach: Outreach, expected: pd.DataFrame) -> None:
    rows = outreach.events.set_index("event")
    assert rows.index.is_unique and set(rows.index) == set(expected.index)
    for event, row in expected.iterrows():
        mine = rows.loc[event]
        assert [mine["invited"], mine["attended"], mine["newcomers"], mine["over"]] == [
            *row[["invited", "attended", "newcomers"]],
            row["over"],
        ]
        assert pd.isna(mine["registered"]) if not row["over"] else mine["registered"] == row["registered"]


@examples(3, 30)
@given(at=some.integers(0, 13), region=some.sampled_from(["", *FACTS.regions["code"]]))
def test_meetings_are_their_plain_twin(release, at, region):
    month = release.months[at]
    where = Where((region,)) if region else Where()
    outreach = read_outreach(read(release), where, month)
    checked(outreach, twin(month, lambda who: not region or who.region == region))
    for column in ("kind", "month"):
        sums = outreach.by(column)[["events", *COUNTS, "waiting"]].sum()
        assert {name: sums[name] for name in outreach.sums} == outreach.sums and sums["events"] == len(
            outreach.events
        )


@examples(3, 30)
@given(at=some.integers(0, 13), region=some.sampled_from(["", *FACTS.regions["code"]]))
def test_each_month_is_the_indicator_of_the_cube(release, at, region):
    reading, about = read(release), definitions()["outreach_conversion"]
    outreach = (
        read_outreach(reading, Where((region,)) if region else Where(), release.months[at])
        .by("month")
        .set_index("month")
    )
    for month in set(outreach.index) & set(release.months):
        measured = reading.one(about, month, "region" if region else "all", region)
        newcomers, registered = outreach.loc[month, ["newcomers", "registered"]]
        assert (
            (measured.numerator, measured.denominator) == (registered, newcomers)
            if measured
            else not newcomers
        )


def test_a_branch_counts_the_employers_of_its_own_offices(release):
    month, whole = release.months[-1], 0
    for code in BRANCHES:
        viewer = Viewer("cabang", frozenset([code]))
        outreach = read_outreach(read(release, viewer), Where(), month)
        checked(outreach, twin(month, lambda who: True, viewer))
        whole += outreach.sums["invited"]
    everybody = read_outreach(read(release), Where(), month).sums["invited"]
    assert 0 < whole <= everybody  # some regions have no known office


def test_an_employer_is_its_offices_as_the_cube_has_it(tmp_path):
    """Rows may name an office that does not serve their region: the main one stands in, month by month."""
    store, tables = Store(tmp_path, SIMULATED), as_reported(random_case(4, 200, 2024 * 12, 10)).tables
    people = tables["employers"]
    before = people["registered_on"].fillna(people["listed_on"]) - pd.Timedelta(days=20)
    asked = {
        "event": "SIM-E-0001",
        "region": "35.16",
        "office": "",
        "kind": "fgd",
        "on": before,
        "employer": people["employer"],
        "attended": True,
    }
    tables = {**tables, "outreach": validated("outreach", pd.DataFrame(asked))}
    publish(
        store,
        {name: Change("overwrite", rows) for name, rows in tables.items()},
        facts=FACTS,
        title="x",
        role="pengelola",
        keep=False,
    )
    made, about, compared = store.release(), definitions()["outreach_conversion"], 0
    inside = Reading(made, "random", FACTS, Viewer("wilayah"))
    for month in made.months:
        cells = inside.cells(about, month, "all", (), "office").set_index("office")["outreach_attended"]
        for code in BRANCHES:
            own = Reading(made, "random", FACTS, Viewer("cabang", frozenset([code])))
            outreach = read_outreach(own, Where(), month).by("month").set_index("month")["newcomers"]
            assert outreach.get(month, 0) == cells.get(code, 0), (month, code)
            compared += int(cells.get(code, 0))
    assert compared > 20


def test_the_public_is_told_of_no_meeting(release):
    with pytest.raises(NotAllowed):
        read_outreach(read(release, PUBLIK), Where(), release.months[-1])
