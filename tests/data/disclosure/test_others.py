"""What is told of the others to whoever stands for some offices: no more than the public is, and nothing that tells a few."""

from __future__ import annotations

import shutil
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.cube import DIMENSIONS, LARGEST, MEASURES
from data.disclosure import NOBODY, Without, masking
from data.disclosure.aside import take_masks_from
from data.disclosure.laid import Month
from data.disclosure.masking import lay_aside, lay_others_aside, masked
from data.disclosure.others import OthersMonth
from data.disclosure.public_tables import CELL, lattice
from tests.data.disclosure.attacker import Attacker
from tests.data.disclosure.disclosure_cubes import MONTH, OUTSTANDING, SMALL, real_size, small
from tests.examples import examples
from tests.masks import forget

Limits = namedtuple("Limits", "min_employers dominance_ppm dominance_confirmed")
LAW = Limits(5, 800_000, True)
RELEASE = ("20261101T000000-0badcafe", 3)
ASKED = (("wajib",), OUTSTANDING, ("patuh", "patuh_unknown"), ("informal_active",))
NUMBERS = [*MEASURES, *LARGEST]
OWN = frozenset({"KC-SENDIRI", "KCP-SENDIRI"})


def without(cube: pd.DataFrame, offices: frozenset[str] = OWN) -> Without:
    """The offices, with the rows of the regions that they have anybody in, and no others."""
    there = cube.loc[cube["office"].isin(offices), "region"].unique()
    near = cube[cube["region"].isin(there)]
    return Without(offices, lambda columns: near[[*DIMENSIONS, *columns]])


@st.composite
def shared(draw) -> pd.DataFrame:
    """A small cube of which some rows are of each of three offices."""
    cube = draw(small())
    offices = st.lists(
        st.sampled_from(["KC-SENDIRI", "KCP-SENDIRI", "KC-LAIN"]), min_size=len(cube), max_size=len(cube)
    )
    return cube.assign(office=draw(offices))


@pytest.fixture(scope="module")
def data() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Of real size: two regions have nobody but the own offices, two some of both, and an area crosses a province."""
    cube, regions = real_size(6_000, 11)
    rng = np.random.default_rng(3)
    codes = regions["code"].to_list()
    is_own = cube["region"].isin(codes[:2]) | (
        cube["region"].isin(codes[2:4]) & (rng.random(len(cube)) < 0.6)
    )
    cube = cube.assign(office=np.where(is_own, "KC-SENDIRI", "KC-LAIN"))
    return cube, regions.assign(area=["lintas", *regions["area"].iloc[1:-1], "lintas"])


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    forget()
    yield
    take_masks_from(None)


def the_rest(cube: pd.DataFrame) -> pd.DataFrame:
    return cube[~cube["office"].isin(OWN)]


def is_the_lattice_of_the_rest(cube: pd.DataFrame, regions: pd.DataFrame) -> None:
    everybody = Month(lattice(cube, regions), regions)
    others = OthersMonth(everybody, without(cube), regions)
    told = others.cells[~others.nobody].set_index(CELL)[NUMBERS].sort_index()
    twin = lattice(the_rest(cube), regions).set_index(CELL)[NUMBERS].sort_index()
    pd.testing.assert_frame_equal(told, twin)
    assert not others.cells.loc[others.nobody, NUMBERS].any(axis=None)


@examples(20, 300)
@given(cube=shared())
def test_the_cells_of_the_others_are_those_of_a_cube_without_the_own_rows(cube):
    is_the_lattice_of_the_rest(cube, SMALL)


def test_so_they_are_of_a_cube_of_real_size(data):
    is_the_lattice_of_the_rest(*data)


@pytest.mark.parametrize("measures", ASKED)
def test_what_is_told_of_them_is_so_and_is_hidden_where_the_public_is_not_told_the_whole(data, measures):
    cube, regions = data
    cells = masked(*data, MONTH, LAW, measures, None, without=without(cube)).set_index(CELL)
    whole = lattice(cube, regions).set_index(CELL).loc[cells.index, list(measures)]
    pd.testing.assert_frame_equal(cells[list(measures)], whole, check_dtype=False)
    twin = lattice(the_rest(cube), regions).set_index(CELL)
    told = cells[cells["suppressed"] != NOBODY]
    assert set(told.index) == set(twin.index) and len(told) < len(cells)
    public = masked(*data, MONTH, LAW, measures, None).set_index(CELL).loc[told.index]
    assert ((told["suppressed"] != "") >= (public["suppressed"] != "")).all()
    alone = masked(the_rest(cube), regions, MONTH, LAW, measures, None).set_index(CELL).loc[told.index]
    more = ((told["suppressed"] != "") & (public["suppressed"] == "") & (alone["suppressed"] == "")).sum()
    assert more <= 0.01 * len(told)  # it hides hardly more than both masks together do


def computed(data, measures: tuple[str, ...], largest: str) -> list[object]:
    """The cells of a few others, and unions of such cells, that follow from what is told of the others."""
    cube, regions = data
    rest = the_rest(cube)
    told = masked(*data, MONTH, LAW, measures, None, without=without(cube))
    counted = "in_arrears" if largest else "wajib"
    attacker = Attacker(rest, regions, [counted, "outstanding_macet"] if largest else [counted], largest)
    for *cell, suppressed in told[[*CELL, "suppressed"]].itertuples(index=False, name=None):
        if suppressed == "":
            attacker.learn(attacker.cell(*cell))
    contributors = lattice(rest, regions).set_index(CELL)[counted]
    few = contributors[(contributors > 0) & (contributors < LAW.min_employers)].index
    assert len(few) > 50
    return [cell for cell in few if attacker.can_compute(attacker.cell(*cell))] + attacker.unions_of_siblings(
        LAW.min_employers, most=2
    )


BY_EMPLOYERS_OR_RUPIAH = pytest.mark.parametrize(
    ("measures", "largest"), [(("wajib",), ""), (OUTSTANDING, "largest_outstanding")]
)


@BY_EMPLOYERS_OR_RUPIAH
def test_nothing_that_is_hidden_of_them_follows_once_ones_own_is_taken_off(data, measures, largest):
    assert computed(data, measures, largest) == []


@BY_EMPLOYERS_OR_RUPIAH
def test_the_mask_of_everybody_alone_would_give_some_of_them_away(data, measures, largest, monkeypatch):
    """Without one's own, which one knows, nothing protects some of those that are hidden."""
    plain, whole = masking.mask_of, data[0]["wajib"].sum()

    def mask_of(cells, *given):
        of_all = cells.loc[cells["level"] == "all", "wajib"].max()
        return plain(cells, *given) if of_all == whole else list(given[-1])

    monkeypatch.setattr(masking, "mask_of", mask_of)
    assert len(computed(data, measures, largest)) > 2


@pytest.fixture
def aside(data, tmp_path) -> Path:
    take_masks_from(tmp_path / "aside")
    (tmp_path / "aside").mkdir()
    lay_aside(*data, MONTH, LAW, ASKED, RELEASE)
    lay_others_aside(*data, MONTH, LAW, ASKED, RELEASE, without(data[0]))
    forget()
    return tmp_path / "aside"


def asked(data, cube_month=None) -> list[pd.DataFrame]:
    given = (data[0] if cube_month is None else cube_month), data[1]
    return [masked(*given, MONTH, LAW, some, RELEASE, without=without(data[0])) for some in ASKED]


def test_what_lies_aside_of_the_others_is_what_is_worked_out_here(data, aside, monkeypatch):
    done: list[str] = []
    for name in ("lattice", "mask_of"):
        monkeypatch.setattr(masking, name, lambda *_, name=name: done.append(name))

    def unread() -> pd.DataFrame:
        raise AssertionError("the cube was read")

    told = asked(data, unread)
    assert done == []
    monkeypatch.undo()
    take_masks_from(None)
    forget()
    for one, other in zip(told, asked(data), strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_a_mask_of_other_offices_or_of_everybody_is_not_taken_for_it(data, aside):
    """Neither by a file that lies under the name of another, nor where offices are written in another order."""
    right = asked(data)
    masks = sorted(aside.glob("*/mask-*"))
    for one, other in zip(masks, masks[1:] + masks[:1], strict=True):
        shutil.copy(other, one.with_suffix(".tmp"))
    for one in masks:
        one.with_suffix(".tmp").replace(one)
    forget()
    for one, other in zip(asked(data), right, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_the_same_offices_share_what_is_worked_out_whatever_their_order(data, monkeypatch):
    made: list[int] = []
    plain = masking.mask_of
    monkeypatch.setattr(masking, "mask_of", lambda *given: made.append(1) or plain(*given))
    for offices in (["KC-SENDIRI", "KCP-SENDIRI"], ["KCP-SENDIRI", "KC-SENDIRI"]):
        masked(*data, MONTH, LAW, ("wajib",), RELEASE, without=without(data[0], frozenset(offices)))
    assert len(made) == 2  # of everybody, and of the others


def test_a_lattice_without_cells_of_the_own_rows_is_refused(data):
    """One of another month, say: sums would be told that are those of nobody."""
    cube, regions = data
    everybody = Month(lattice(cube[cube["region"] != regions["code"].iloc[0]], regions), regions)
    with pytest.raises(ValueError, match="no cells of"):
        OthersMonth(everybody, without(cube), regions)


def test_of_others_there_is_no_table_without_a_mask(data):
    """Which cells have nobody but the own offices is told by a mask."""
    with pytest.raises(ValueError, match="by a mask"):
        masked(*data, MONTH, LAW, (), RELEASE, beside=("wajib",), without=without(data[0]))
