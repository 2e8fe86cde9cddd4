"""Own facts as releases: published, read by everyone, undone; the ledger beside them is left as it is."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from data.access import PUBLIK, StewardsOnly, Viewer
from data.facts import as_released, facts_version, in_force, last_change, publish_facts, undo_facts
from data.ledger import publish
from data.store.changes import Change
from data.store.problems import PublishedBefore
from data.store.store import OWN, Store
from data.tables import ADDED, REPLACED, BadFacts
from data.tables.fact_tables import FACTS, shaped_as
from tests.data.ledger.ledger_cases import random_case
from tests.examples import examples
from tests.facts import FACTS as EMBEDDED

WHO = {"title": "Target 2026", "viewer": Viewer("pengelola")}


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path, OWN)


def targets(value: float, now=EMBEDDED) -> dict[str, pd.DataFrame]:
    """The table of targets with another first value."""
    rows = now.targets.copy()
    rows.loc[0, "value"] = value
    return {"targets": rows}


def first_target(store: Store) -> float:
    return float(in_force(store.release(), EMBEDDED).facts.targets["value"].iloc[0])


def put_ledger(store: Store, facts=EMBEDDED):
    tables = random_case(11, 40, 2024 * 12, 5).tables
    changes = {name: Change("overwrite", rows) for name, rows in tables.items()}
    return publish(store, changes, facts=facts, title="Iuran", role="pengelola", keep=False)


def test_before_anything_is_published_the_facts_are_the_embedded_ones(store):
    assert in_force(store.release(), EMBEDDED).facts is EMBEDDED
    assert last_change(store) is None and undo_facts(store, EMBEDDED, **WHO) is None


@examples(2, 12)  # each makes some five releases on the disk
@given(values=some.lists(some.floats(1, 90).map(lambda x: round(x, 2)), min_size=1, max_size=3, unique=True))
def test_undo_brings_the_value_before_back_and_once_more_returns(tmp_path_factory, values):
    store = Store(tmp_path_factory.mktemp("own"), OWN)
    known = [float(EMBEDDED.targets["value"].iloc[0])]
    for value in values:
        if value != known[-1]:
            publish_facts(store, EMBEDDED, targets(value), **WHO)
            known.append(value)
    if len(known) > 1:
        assert first_target(store) == known[-1]
        undo_facts(store, EMBEDDED, **WHO)
        assert first_target(store) == known[-2]
        undo_facts(store, EMBEDDED, **WHO)
        assert first_target(store) == known[-1]


def test_only_what_differs_is_kept_and_every_kind_of_row_comes_back(store):
    areas = EMBEDDED.service_areas.iloc[1:].reset_index(drop=True)
    source = EMBEDDED.sources.iloc[[0]].assign(id="S9001", title="SK Kanwil")
    sources = pd.concat([EMBEDDED.sources, source], ignore_index=True)
    wage = {"region": "16.08", "from": "2026-01-01", "to": "2026-12-31", "rupiah": 3_950_000.0}
    wages = pd.concat(
        [EMBEDDED.minimum_wages, shaped_as("minimum_wages", pd.DataFrame([wage | {"source": "S9001"}]))],
        ignore_index=True,
    )
    tables = {**targets(61.5), "service_areas": areas, "sources": sources, "minimum_wages": wages}
    release = publish_facts(store, EMBEDDED, tables, **WHO)
    own = as_released(release)
    assert {name: len(rows) for name, rows in own.rows.items()} == {
        "targets": 1,
        "sources": 1,
        "minimum_wages": 1,
    }
    assert {table for table, _ in own.withdrawn} == {"service_areas"}
    laid = in_force(release, EMBEDDED)
    for name, frame in tables.items():
        assert laid.tables[name].equals(shaped_as(name, frame)), name
    assert (laid.count(ADDED), laid.count(REPLACED), laid.withdrawn_count) == (2, 1, 1)
    assert laid.facts.regions is EMBEDDED.regions


@pytest.mark.parametrize(
    "viewer",
    [PUBLIK, Viewer("cabang", {"KC-PALEMBANG"}), Viewer("wilayah", {"KC-PALEMBANG"}), Viewer("wilayah")],
    ids=lambda who: who.written,
)
def test_facts_are_published_and_undone_by_the_steward_alone(store, viewer):
    with pytest.raises(StewardsOnly):
        publish_facts(store, EMBEDDED, targets(60.0), title="x", viewer=viewer)
    release = publish_facts(store, EMBEDDED, targets(60.0), **WHO)
    with pytest.raises(StewardsOnly):
        undo_facts(store, EMBEDDED, title="x", viewer=viewer)
    assert store.release().number == release.number


def test_facts_that_fit_no_other_are_not_published(store):
    sources = EMBEDDED.sources.iloc[:-5]
    with pytest.raises(BadFacts):
        publish_facts(store, EMBEDDED, {"sources": sources}, **WHO)
    with pytest.raises(ValueError, match="in force already"):
        publish_facts(store, EMBEDDED, {"targets": EMBEDDED.targets}, **WHO)
    assert store.release() is None


def test_whoever_comes_second_is_told(store):
    publish_facts(store, EMBEDDED, targets(60.0), **WHO)
    with pytest.raises(PublishedBefore):
        publish_facts(store, EMBEDDED, targets(70.0), **WHO, on=0)
    assert first_target(store) == 60.0


def test_own_rows_that_no_longer_fit_are_left_out_and_said(store):
    release = publish_facts(store, EMBEDDED, targets(60.0), **WHO)
    later = replace(
        EMBEDDED, sources=EMBEDDED.sources[EMBEDDED.sources["id"] != "S040"].reset_index(drop=True)
    )
    laid = in_force(release, later)
    assert laid.facts is later and "S040" in str(laid.problem)
    assert laid.origins["targets"][0] == REPLACED  # in sight, so that it can be mended


# -- beside a ledger


def test_a_release_of_the_ledger_leaves_the_facts_and_what_is_kept_of_them(store):
    first = publish_facts(store, EMBEDDED, targets(60.0), **WHO)
    kept = in_force(first, EMBEDDED)
    second = put_ledger(store, kept.facts)
    assert facts_version(second) == facts_version(first)
    assert in_force(second, EMBEDDED) is kept
    last = last_change(store)
    assert last is not None and (last.release.number, last.alone) == (1, False)


def test_undoing_facts_keeps_the_months_that_were_published_since(store):
    publish_facts(store, EMBEDDED, targets(60.0), **WHO)
    ledger = put_ledger(store)
    release = undo_facts(store, EMBEDDED, **WHO)
    assert release is not None and release.months == ledger.months
    assert in_force(release, EMBEDDED).facts.targets.equals(EMBEDDED.targets)
    assert release.entry.versions["cube"] == ledger.entry.versions["cube"]


def test_the_last_change_of_facts_alone_is_undone_as_a_release_of_the_ledger_is(store):
    ledger = put_ledger(store)
    publish_facts(store, EMBEDDED, targets(60.0), **WHO)
    release = undo_facts(store, EMBEDDED, **WHO)
    assert release is not None and (release.entry.kind, release.points_to) == ("undo", ledger.number)


def test_an_office_that_serves_other_regions_gets_its_cells_of_the_cube(store):
    before = put_ledger(store)
    cells = before.table("cube").to_pandas()
    office = cells.loc[cells["office"] != "", "office"].iloc[0]
    areas = EMBEDDED.service_areas[EMBEDDED.service_areas["office"] != office].reset_index(drop=True)
    release = publish_facts(store, EMBEDDED, {"service_areas": areas}, **WHO)
    now = release.table("cube").to_pandas()
    assert office not in set(now["office"])
    whole = put_ledger(Store(store.place.folder.parent / "again", OWN), in_force(release, EMBEDDED).facts)
    columns = list(now.columns)
    expected = whole.table("cube").to_pandas()[columns].sort_values(columns, ignore_index=True)
    pd.testing.assert_frame_equal(now.sort_values(columns, ignore_index=True), expected)


def test_a_target_leaves_the_cube_as_it_is(store):
    ledger = put_ledger(store)
    release = publish_facts(store, EMBEDDED, targets(60.0), **WHO)
    assert release.entry.versions["cube"] == ledger.entry.versions["cube"]


def test_facts_have_no_months_and_make_no_ledger(store):
    release = publish_facts(store, EMBEDDED, targets(60.0), **WHO)
    assert release.months == () and set(dict(facts_version(release))) <= {*FACTS, "withdrawn_facts"}
