"""Values meet their boundaries by code, never by position."""

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from data.places.find import all_regions
from data.tables.facts import load_table
from data.words import Words
from geo import boundaries
from geo.layers import DuplicateCodes, join

CODES = sorted(all_regions())
# Kemendagri code -> BPS code, written down here and not read from the table: five differ.
DIFFERING = {"16.08": "1609", "16.09": "1608", "16.72": "1673", "16.73": "1674", "16.74": "1672"}
CAPITALS = {
    "16.08": "Martapura",
    "16.09": "Muaradua",
    "16.72": "Pagar Alam",
    "16.73": "Lubuklinggau",
    "16.74": "Prabumulih",
}


def squares(codes=CODES, crs=4326) -> gpd.GeoDataFrame:
    """One square per code; its place tells which code it belongs to."""
    places = [CODES.index(code) for code in codes]
    return gpd.GeoDataFrame(
        {"code": list(codes)}, geometry=[box(100 + i, -5, 101 + i, -4) for i in places], crs=crs
    )


def values(codes=CODES) -> pd.DataFrame:
    """One value per code; the value tells which code it belongs to."""
    return pd.DataFrame({"code": list(codes), "value": [float(code.replace(".", "")) for code in codes]})


def laid(joined: gpd.GeoDataFrame) -> dict[str, tuple[float, float]]:
    """Code -> (value, western edge) of a joined layer."""
    return {
        row.code: (row.value, row.geometry.bounds[0]) for row in joined.itertuples() if row.value == row.value
    }


@given(st.permutations(CODES), st.permutations(CODES))
@settings(deadline=None)
def test_the_order_of_rows_changes_nothing(of_values, of_boundaries):
    joined, report = join(values(of_values), squares(of_boundaries))
    assert laid(joined) == laid(join(values(), squares())[0])
    assert joined["code"].tolist() == of_boundaries
    assert (report.without_boundary, report.without_value) == ((), ())


def test_positions_and_labels_of_the_index_mean_nothing():
    shifted = values()
    shifted.index = pd.Index(range(100, 100 + len(CODES)))[::-1]
    rotated = squares()
    rotated.index = pd.Index(list("zyxwvutsrqponmlkjihgfedc"))
    assert laid(join(shifted, rotated)[0]) == laid(join(values(), squares())[0])


@given(st.sets(st.sampled_from(CODES), min_size=1), st.sets(st.sampled_from(CODES), min_size=1))
@settings(deadline=None)
def test_the_report_names_what_did_not_meet(with_value, with_boundary):
    joined, report = join(values(sorted(with_value)), squares(sorted(with_boundary)))
    assert set(report.without_boundary) == with_value - with_boundary
    assert set(report.without_value) == with_boundary - with_value
    assert list(report.without_value) == sorted(report.without_value)
    assert set(joined.loc[joined["value"].isna(), "code"]) == set(report.without_value)
    assert set(joined["code"]) == with_boundary


def test_codes_of_different_spelling_do_not_meet():
    other = pd.DataFrame({"code": ["1608", "16.8", "16.10 ", "16.1"], "value": [1.0, 2.0, 3.0, 4.0]})
    joined, report = join(other, squares())
    assert joined["value"].isna().all()
    assert set(report.without_boundary) == {"1608", "16.8", "16.10 ", "16.1"}


@pytest.mark.parametrize(
    ("twice", "of_values"), [("16.08", True), ("16.73", False)], ids=["values", "boundaries"]
)
def test_a_code_that_comes_twice_is_refused_and_named(twice, of_values):
    codes = [*CODES, twice]
    with pytest.raises(DuplicateCodes) as refused:
        join(values(codes if of_values else CODES), squares(CODES if of_values else codes))
    message = str(refused.value)
    assert (
        twice in message and ("nilai" in message) == of_values and ("batas wilayah" in message) != of_values
    )
    assert twice in Words("en").explain(refused.value)


def test_the_refusal_is_in_the_readers_language_throughout():
    with pytest.raises(DuplicateCodes) as refused:
        join(values(), squares([*CODES, "16.73"]))
    assert "batas wilayah" not in Words("en").explain(refused.value)


def test_crs_is_kept_and_the_values_columns_win():
    layer = squares(crs=3395).assign(value=-1.0, note="kept")
    joined, _ = join(values(), layer)
    assert joined.crs == "EPSG:3395"
    assert joined["value"].min() > 0
    assert set(joined["note"]) == {"kept"}
    assert joined.geometry.geom_equals(squares().set_crs(3395, allow_override=True).geometry).all()


def test_the_code_may_stand_in_another_column():
    named = values().rename(columns={"code": "area_code"})
    assert laid(join(named, squares(), on="area_code")[0]) == laid(join(values(), squares())[0])


def test_neither_input_is_changed():
    left, right = values(), squares().assign(value=0.0)
    before = left.copy(), right.copy()
    join(left, right)
    pd.testing.assert_frame_equal(left, before[0])
    pd.testing.assert_frame_equal(pd.DataFrame(right), pd.DataFrame(before[1]))


# -- the five whose BPS and Kemendagri codes differ


@pytest.mark.parametrize("code", sorted(DIFFERING))
def test_a_region_with_two_codes_lies_on_its_own_boundary(code):
    """The value of a Kemendagri code lands where that region's capital is, not that of its BPS number."""
    table = load_table("regions")
    joined, report = join(table.sample(frac=1, random_state=3), boundaries.load("region"))
    assert (report.without_boundary, report.without_value) == ((), ())
    row = joined[joined["code"] == code].iloc[0]
    assert (row["bps"], row["capital"]) == (DIFFERING[code], CAPITALS[code])
    capital = gpd.points_from_xy([row["capital_lon"]], [row["capital_lat"]])[0]
    holding = joined.loc[joined.contains(capital), "code"].tolist()
    assert holding == [code]


def test_values_under_bps_codes_meet_nothing_rather_than_the_wrong_region():
    wrong = pd.DataFrame({"code": list(DIFFERING.values()), "value": 1.0})
    joined, report = join(wrong, boundaries.load("region"))
    assert joined["value"].isna().all()
    assert set(report.without_boundary) == set(DIFFERING.values())
