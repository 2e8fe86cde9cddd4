"""Who narrows a table to offices of their own is told the same as whoever sees every cell."""

from __future__ import annotations

from functools import partial

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.access import Slice, Viewer, guarded
from data.cube import DIMENSIONS
from data.disclosure import TOO_FINE, masking
from data.vocabulary import LEVELS
from tests.data.disclosure.disclosure_cubes import MONTH, OUTSTANDING, SMALL, small, summed
from tests.data.disclosure.test_others import LAW
from tests.examples import examples

OWN = Viewer("cabang", frozenset({"KC-SENDIRI", "KCP-SENDIRI"}))
STEWARD = Viewer("pengelola")
FILTERS = ({}, {"sector": ["A"]}, {"sector": ["A", "B"]}, {"scale": ["mikro"]}, {"segment": ["PU"]})
# What is asked of a cube, by the names that the tests take it under.
ASKED = {
    "level": st.sampled_from(sorted(LEVELS)),
    "by": st.sampled_from(["", "sector", "office"]),
    "narrowed": st.sampled_from(FILTERS),
    "measures": st.sampled_from([("wajib",), OUTSTANDING]),
}


def row(region: str, office: str, sector: str, **numbers: int) -> dict[str, object]:
    of = dict(zip(DIMENSIONS, (MONTH, region, f"{region}.1", office, "PU", sector, "mikro"), strict=True))
    return of | {"wajib": 5, **numbers}


# Of the own rows none owes anything that the sector leaves out; of the others, in a region of theirs alone, one does.
ELSEWHERE = summed(
    pd.DataFrame(
        [
            row("1.1", "KC-SENDIRI", "B"),
            row("1.2", "KC-LAIN", "B", outstanding_macet=50, largest_outstanding=20),
        ]
    ).fillna(0)
)

# The others have nobody who has to register, in a region of theirs alone.
WITHOUT_ANY = summed(
    pd.DataFrame([row("1.1", "KC-SENDIRI", "A"), row("1.2", "KC-LAIN", "A", wajib=0)]).fillna(0)
)
NONE_OF_OWN = WITHOUT_ANY[WITHOUT_ANY["office"] == "KC-LAIN"].reset_index(drop=True)


@st.composite
def shared(draw) -> pd.DataFrame:
    cube = draw(small())
    some = st.sampled_from(["KC-SENDIRI", "KCP-SENDIRI", "KC-LAIN", ""])
    return cube.assign(office=draw(st.lists(some, min_size=len(cube), max_size=len(cube))))


def near(cube: pd.DataFrame, month: str, numbers: tuple[str, ...]) -> pd.DataFrame:
    there = cube.loc[cube["office"].isin(OWN.stands_for), "region"]
    return cube.loc[cube["region"].isin(there), [*DIMENSIONS, *numbers]]


@pytest.mark.parametrize("reads", [near, None], ids=["near", "the cube"])
@given(
    cube=shared(),
    own=st.sampled_from([["KC-SENDIRI"], ["KC-SENDIRI", "KCP-SENDIRI"]]),
    **ASKED,
)
@example(ELSEWHERE, "region", "", {"sector": ["A"]}, OUTSTANDING, ["KC-SENDIRI"])
@example(WITHOUT_ANY, "region", "", {}, ("wajib",), ["KC-SENDIRI"])
@example(NONE_OF_OWN, "all", "", {}, ("wajib",), ["KC-SENDIRI"])
@examples(15)
def test_no_row_more_and_none_fewer(reads, cube, level, by, narrowed, measures, own):
    what = Slice(MONTH, level, by, {"office": own, **narrowed})
    rows = reads and partial(reads, cube)
    told = guarded(OWN, cube, SMALL, what, LAW, measures=measures, near=rows)
    every = guarded(STEWARD, cube, SMALL, what, LAW, measures=measures)
    pd.testing.assert_frame_equal(told, every)


def test_no_mask_is_worked_out_for_it(monkeypatch):
    """Of others nothing is asked, and to work out what is hidden takes long."""
    monkeypatch.setattr(masking, "mask_of", lambda *_: pytest.fail("a mask was worked out"))
    what = Slice(MONTH, "region", "", {"office": ["KC-SENDIRI"], "sector": ["B"]})
    [told] = guarded(OWN, ELSEWHERE, SMALL, what, LAW, measures=OUTSTANDING)["outstanding_macet"]
    assert told == 0


@given(
    cube=shared(),
    **ASKED,
)
@example(ELSEWHERE, "region", "", {"sector": ["A"]}, OUTSTANDING)
@example(WITHOUT_ANY, "region", "sector", {}, ("wajib",))
@examples(20)
def test_what_is_shown_where_others_are_too_is_what_everybody_has(cube, level, by, narrowed, measures):
    """And what is not shown is of an area in which there are others."""
    what = Slice(MONTH, level, by, narrowed)
    told = guarded(OWN, cube, SMALL, what, LAW, measures=measures)
    every = guarded(STEWARD, cube, SMALL, what, LAW, measures=measures)
    shown = told[told["suppressed"] == ""]
    right = every.merge(shown[what.keys], on=what.keys) if what.keys else every.iloc[: len(shown)]
    pd.testing.assert_frame_equal(shown.reset_index(drop=True), right, check_dtype=False)
    alone = cube[cube["office"].isin(OWN.stands_for)]
    if len(alone) == len(cube):
        assert len(shown) == len(every)
    areas = guarded(OWN, cube[~cube["office"].isin(OWN.stands_for)], SMALL, what, LAW, measures=measures)
    hidden = told[told["suppressed"] != ""]
    assert set(_areas(hidden, what)) <= set(_areas(areas, what))


def _areas(rows: pd.DataFrame, what: Slice) -> list[tuple[str, ...]]:
    return (
        list(rows[what.area_keys].itertuples(index=False, name=None)) if what.area_keys else [()] * len(rows)
    )


@pytest.mark.parametrize(
    ("what", "theirs", "told"),
    [
        # An area in two provinces: one's own alone in a sector would be that area's without the other province's.
        (Slice(MONTH, "area", "sector"), [row("2.1", "KC-LAIN", "A")], ["a"]),
        # Two dimensions: of a region with others there would be a sum of one's own, of another it is all that there is.
        (
            Slice(MONTH, "region", "sector", {"scale": ["mikro"]}),
            [row("1.1", "KC-LAIN", "A"), row("1.1", "KC-LAIN", "A", scale="kecil")],
            ["1.2"],
        ),
    ],
    ids=["an area in two provinces", "two dimensions"],
)
def test_where_finer_cells_are_refused_ones_own_are_told_of_no_area_with_others(what, theirs, told):
    own = [row("1.1", "KC-SENDIRI", "B"), row("1.2", "KC-SENDIRI", "B")]
    cube = summed(pd.DataFrame([*own, *theirs]).fillna(0))
    rows = guarded(
        OWN, cube, SMALL.assign(area=["a", "lintas", "b", "lintas"]), what, LAW, measures=("wajib",)
    )
    assert rows.loc[rows["suppressed"] == "", what.area_keys[0]].to_list() == told
    assert set(rows["suppressed"]) - {""} == {TOO_FINE}
