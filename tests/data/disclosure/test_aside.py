"""What another process has worked out of a month is taken as it would be worked out here, and nothing else is."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zlib
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as arrow
import pytest
from pyarrow import ipc

from data.access import PUBLIK, Slice, Viewer, guarded
from data.disclosure import masking
from data.disclosure.aside import cells_aside, name_aside, take_masks_from
from data.disclosure.masking import lay_aside, masked
from data.disclosure.public_tables import CELL, lattice
from data.disclosure.rules import guards
from data.settings import environment
from tests.data.disclosure.disclosure_cubes import MONTH, OUTSTANDING, real_size
from tests.masks import forget

Limits = namedtuple("Limits", "min_employers dominance_ppm dominance_confirmed")
LAW = Limits(5, 800_000, True)
RELEASE = ("20261101T000000-0badcafe", 3)
# A count, one within another, classes of arrears and all of them, workers told after others, informal workers.
ASKED = (
    ("wajib",),
    ("patuh", "patuh_unknown"),
    OUTSTANDING,
    ("outstanding_macet",),
    ("known_wajib", "known_terdaftar"),
    ("informal_active",),
)


@pytest.fixture(scope="module")
def data() -> tuple[pd.DataFrame, pd.DataFrame]:
    """With an area that crosses a province."""
    cube, regions = real_size(2_000, 7)
    return cube, regions.assign(area=["lintas", *regions["area"].iloc[1:-1], "lintas"])


@pytest.fixture(scope="module")
def here(data) -> list[pd.DataFrame]:
    """What is worked out of each of ASKED where nothing lies aside."""
    return [masked(*data, MONTH, LAW, measures, None) for measures in ASKED]


@pytest.fixture(scope="module")
def laid(data, tmp_path_factory) -> Path:
    """The folder of a process that has worked ASKED out."""
    folder = tmp_path_factory.mktemp("aside")
    take_masks_from(folder)
    lay_aside(*data, MONTH, LAW, ASKED, RELEASE)
    take_masks_from(None)
    return folder


@pytest.fixture
def aside(laid, tmp_path) -> Path:
    """A copy of that folder, from which this process takes."""
    folder = shutil.copytree(laid, tmp_path / "aside")
    take_masks_from(folder)
    return folder


# As it is before tests of pages share the masks of all processes.
KEPT = masking._kept


@pytest.fixture(autouse=True)
def anew(monkeypatch) -> Iterator[None]:
    """As in a process that has asked for nothing yet."""
    monkeypatch.setattr(masking, "_kept", KEPT)
    forget()
    yield
    take_masks_from(None)


def nothing_read() -> pd.DataFrame:
    raise AssertionError("the cube was read")


def worked_out(monkeypatch) -> list[str]:
    """What is worked out from now on: "lattice", "mask"."""
    done: list[str] = []
    lattice_of, mask_of = masking.lattice, masking.mask_of
    monkeypatch.setattr(masking, "lattice", lambda *given: done.append("lattice") or lattice_of(*given))
    monkeypatch.setattr(masking, "mask_of", lambda *given: done.append("mask") or mask_of(*given))
    return done


def asked(data, law=LAW, release=RELEASE, month=MONTH) -> list[pd.DataFrame]:
    return [masked(*data, month, law, measures, release) for measures in ASKED]


def are_equal(some: list[pd.DataFrame], others: list[pd.DataFrame]) -> None:
    for one, other in zip(some, others, strict=True):
        pd.testing.assert_frame_equal(one, other)


def files(folder: Path, kind: str) -> list[Path]:
    found = sorted(folder.glob(f"*/{kind}-*"))
    assert found
    return found


def test_what_lies_aside_is_what_is_worked_out_here_and_the_cube_is_not_read(data, here, aside, monkeypatch):
    done = worked_out(monkeypatch)
    monkeypatch.setattr(masking.Month, "laid", property(lambda _: nothing_read()))
    are_equal(asked((nothing_read, data[1])), here)
    assert done == [] and {reason for cells in here for reason in cells["suppressed"]} == {
        "",
        "disembunyikan",
        "terlalu rinci",
    }


def test_a_lattice_is_the_same_in_every_type(data, aside):
    towns = tuple(tuple(data[1][name].tolist()) for name in ("code", "province_code", "area"))
    lies, cells = (RELEASE, MONTH, towns), lattice(*data)
    pd.testing.assert_frame_equal(cells_aside(lies).cells, cells)
    for block, at in cells.groupby(["level", "dimension"]).indices.items():
        part = cells_aside(lies, ["patuh", "wajib"], block)
        wanted = cells.iloc[at].reset_index(drop=True)[[*CELL, "patuh", "wajib"]]
        pd.testing.assert_frame_equal(part.cells, wanted)
        assert list(range(len(cells))[part.rows]) == at.tolist() and part.of == len(cells)


@pytest.mark.parametrize("level", ["all", "area", "province", "region", "kecamatan"])
@pytest.mark.parametrize("by", ["", "sector"])
def test_the_public_is_answered_from_it_alone(data, aside, level, by):
    what = Slice(MONTH, level, by)
    told = guarded(PUBLIK, nothing_read, data[1], what, LAW, measures=OUTSTANDING, release=RELEASE)
    pd.testing.assert_frame_equal(told, guarded(PUBLIK, *data, what, LAW, measures=OUTSTANDING))


def test_measures_that_are_asked_for_in_turn_are_read_twice_and_told_as_alone(data, aside, monkeypatch):
    """First those that are asked for, which is all that a trend needs; then all that there are."""
    read, real, block = [], masking.cells_aside, ("region", "segment")
    monkeypatch.setattr(
        masking, "cells_aside", lambda *given: read.append((given[0][0], *given[2:])) or real(*given)
    )
    for measures in (("wajib",), ("patuh", "wajib"), OUTSTANDING, ("wajib",), ("billed",)):
        told, alone = (
            masked(cube, data[1], MONTH, LAW, measures, release, block=block)
            for cube, release in ((nothing_read, RELEASE), (data[0], None))
        )
        pd.testing.assert_frame_equal(told, alone)
    assert read.count((RELEASE, block)) == 2


@pytest.mark.parametrize("viewer", [PUBLIK, Viewer("cabang", frozenset({"KC-MUARA-ENIM"}))])
def test_a_month_in_which_nobody_is_is_answered_as_before(data, viewer):
    told = guarded(viewer, data[0][:0], data[1], Slice(MONTH), LAW, measures=("wajib",), release=RELEASE)
    assert not len(told) and told.dtypes.equals(
        guarded(Viewer("pengelola"), data[0][:0], data[1], Slice(MONTH), LAW, measures=("wajib",)).dtypes
    )


def test_a_branch_is_not_given_the_masks_of_everybody_for_what_is_not_its_own(data, aside, monkeypatch):
    viewer = Viewer("cabang", frozenset({"KC-MUARA-ENIM"}))
    what = Slice(MONTH, "region", "sector")
    done = worked_out(monkeypatch)
    told = guarded(viewer, *data, what, LAW, measures=("wajib",), release=RELEASE)
    assert done == ["mask"]  # of the others; lattice and mask of everybody lie aside
    done.clear()
    pd.testing.assert_frame_equal(told, guarded(viewer, *data, what, LAW, measures=("wajib",)))


@pytest.mark.parametrize(
    "release", [None, "simulasi", (RELEASE, ("cabang", ("KC-A",))), ("a", "b"), ("a", True)]
)
def test_no_other_name_than_that_of_a_release_is_written(data, tmp_path, release):
    take_masks_from(tmp_path)
    lay_aside(*data, MONTH, LAW, ASKED[:1], release)
    assert not list(tmp_path.iterdir())


def test_of_another_law_another_map_or_another_release_nothing_is_taken(data, aside, monkeypatch):
    cube, regions = data
    moved = regions.assign(area=regions["area"].to_numpy()[::-1])
    for given, law, release in (
        (data, Limits(6, 800_000, True), RELEASE),
        (data, Limits(5, 700_000, True), RELEASE),
        ((cube, moved), LAW, RELEASE),
        (data, LAW, (RELEASE[0], 4)),
        (data, LAW, ("20261101T000000-0badcaff", 3)),
    ):
        with monkeypatch.context() as patch:
            done = worked_out(patch)
            told = asked(given, law, release)
            assert "mask" in done
        are_equal(told, [masked(*given, MONTH, law, one, None) for one in ASKED])


@pytest.mark.parametrize(
    "broken",
    [
        lambda whole: b"",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: b"PAR1 no such thing PAR1",
        lambda whole: bytes(len(whole)),
    ],
    ids=["empty", "half", "other", "zeros"],
)
@pytest.mark.parametrize("kind", ["cells", "mask"])
def test_what_is_broken_is_worked_out_here(data, here, aside, kind, broken):
    for file in files(aside, kind):
        file.write_bytes(broken(file.read_bytes()))
    are_equal(asked(data), here)


@pytest.mark.parametrize(
    "changed",
    [
        lambda codes: codes[:-1],
        lambda codes: codes + codes[:1],
        lambda codes: codes[:-1] + b"\x05",
        lambda codes: codes[:-1] + b"\xff",
        lambda codes: bytes(len(codes)),
    ],
    ids=["too short", "too long", "unknown", "far out", "zeros"],
)
def test_a_mask_that_does_not_fit_is_worked_out_here(data, here, aside, changed):
    for file in files(aside, "mask"):
        whole = zlib.decompress(file.read_bytes())
        file.write_bytes(zlib.compress(whole[:64] + changed(whole[64:])))
    are_equal(asked(data), here)


def test_a_mask_or_a_lattice_under_another_name_is_not_taken(data, here, aside, tmp_path):
    """Nor one that cannot be reached."""
    masks, (cells,) = files(aside, "mask"), files(aside, "cells")
    before = [file.read_bytes() for file in masks]
    for file, other in zip(masks, [*before[1:], before[0]], strict=True):
        file.write_bytes(other)
    (tmp_path / "other").mkdir()
    take_masks_from(tmp_path / "other")
    lay_aside(data[0][::2], data[1], MONTH, LAW, ASKED, (RELEASE[0], 4))
    (other,) = files(tmp_path / "other", "cells")
    cells.write_bytes(other.read_bytes())
    take_masks_from(aside)
    are_equal(asked(data), here)
    masks[0].unlink()
    masks[0].mkdir()
    cells.unlink()
    cells.symlink_to(cells)
    forget()
    are_equal(asked(data), here)


def resized(table: arrow.Table, changed: Callable[[list], object]) -> arrow.Table:
    told = table.schema.metadata
    blocks = json.dumps(changed(json.loads(told[b"blocks"]))).encode()
    return table.replace_schema_metadata({**told, b"blocks": blocks})


@pytest.mark.parametrize(
    "changed",
    [
        lambda table: table.drop_columns(["wajib"]),
        lambda table: table.append_column("more", table["wajib"]),
        lambda table: table.set_column(5, table.column_names[5], table[5].cast("string")),
        lambda table: table.set_column(5, table.column_names[5], table[5].cast("float64")),
        lambda table: table.select(list(reversed(table.column_names))),
        lambda table: table.slice(1),
        lambda table: table.replace_schema_metadata({}),
        lambda table: resized(table, lambda blocks: []),
        lambda table: resized(table, lambda blocks: {"level": 3}),
        lambda table: resized(table, lambda blocks: [[*blocks[0][:2], blocks[0][2] + 1], *blocks[1:]]),
        lambda table: resized(table, lambda blocks: [[*block[:2], 2**70] for block in blocks]),
        lambda table: resized(table, lambda blocks: [[*block[:2], -block[2]] for block in blocks]),
        lambda table: resized(table, lambda blocks: [blocks[1], blocks[0], *blocks[2:]]),
        lambda table: table.replace_schema_metadata({**table.schema.metadata, b"blocks": b"[" * 100_000}),
        lambda table: table.replace_schema_metadata({**table.schema.metadata, b"named": b"another"}),
    ],
)
def test_a_lattice_that_is_no_such_table_is_worked_out_here(data, here, aside, changed):
    (file,) = files(aside, "cells")
    with arrow.memory_map(str(file)) as lies:
        whole = ipc.open_file(lies)
        table, sizes = (
            changed(whole.read_all()),
            [len(whole.get_batch(at)) for at in range(whole.num_record_batches)],
        )
    file.unlink()
    with ipc.new_file(str(file), table.schema) as to:
        for end, size in zip(np.cumsum(sizes).tolist(), sizes, strict=True):
            to.write_table(table.slice(end - size, size).combine_chunks())
    are_equal(asked(data), here)
    blocks = [one.loc[(one["level"] == "region") & (one["dimension"] == "sector")] for one in here]
    told = [masked(*data, MONTH, LAW, some, RELEASE, block=("region", "sector")) for some in ASKED]
    are_equal(told, [one.reset_index(drop=True) for one in blocks])


def test_what_lies_there_is_not_worked_out_again(data, aside, monkeypatch):
    done = worked_out(monkeypatch)
    before = {file: file.stat().st_mtime_ns for file in aside.glob("*/*")}
    lay_aside(nothing_read, data[1], MONTH, LAW, ASKED, RELEASE)
    assert done == [] and {file: file.stat().st_mtime_ns for file in aside.glob("*/*")} == before


def test_a_mask_that_is_refused_is_not_written_and_the_others_are(data, tmp_path, monkeypatch):
    real = masking.mask_of
    (refused,) = guards(("informal_active",))

    def mask_of(cells, tree, guard, *rest):
        if guard == refused:
            raise masking.LeakyMask("bocor")
        return real(cells, tree, guard, *rest)

    monkeypatch.setattr(masking, "mask_of", mask_of)
    take_masks_from(tmp_path)
    lay_aside(*data, MONTH, LAW, [("informal_active",), ("wajib",)], RELEASE)
    assert len(files(tmp_path, "mask")) == 1
    with pytest.raises(masking.LeakyMask):
        masked(*data, MONTH, LAW, ("informal_active",), RELEASE)


def test_a_folder_is_named_by_no_text_that_could_be_a_path(tmp_path, data):
    take_masks_from(tmp_path / "aside")
    (tmp_path / "aside").mkdir()
    lay_aside(*data, "../../2026-08", LAW, ASKED[:1], ("../../etc", 1))
    assert [one.name for one in tmp_path.iterdir()] == ["aside"]
    assert [one.name for one in (tmp_path / "aside").iterdir()] == [name_aside(("../../etc", 1))]


def test_every_process_names_a_mask_alike(laid):
    told = (
        "from data.disclosure.aside import _digest; from data.disclosure.rules import OWN, guards;"
        "from tests.data.disclosure.test_aside import ASKED;"
        "print([_digest(g) for g in [*OWN.values(), *(g for some in ASKED for g in guards(some))]])"
    )
    ran = [
        subprocess.run(
            [sys.executable, "-c", told],
            env=environment(PYTHONHASHSEED=seed, PYTHONPATH=str(Path(__file__).parents[3])),
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert ran[0] == ran[1] and len(ran[0]) > 1_000
