"""The still map and the GeoPackage, opened by Pillow and GDAL; how names and panels are laid out."""

from __future__ import annotations

import io
import warnings
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from data.tables.facts import EMBEDDED
from data.words import Words
from geo.classes import classify, in_order, legend
from geo.geopackage import COLUMNS, LAYER, geopackage
from geo.layers import layers
from geo.painting import Mark, Painting, inks_on
from geo.picture.inks import INK
from geo.picture.lettering import Lettering, typeface
from geo.picture.panels import panels
from geo.picture.picture import SIZE, Picture, png
from geo.placing import Place, Task, place
from tests.geo.placing.tasks import problems
from tests.hostile import HOSTILE
from tests.sampling import with_rest

WORDS, SHAPES = Words("id"), layers(EMBEDDED)
CODES = list(SHAPES.regions["code"])


def values(missing: int = 6) -> list[float]:
    return [float("nan") if at < missing else 10.0 + 3 * at for at in range(len(CODES))]


def drawn(numbers: list[float], **changes) -> Picture:
    classes = classify(numbers, "percent", "kuantil", 5)
    marks = [
        Mark(code, number, WORDS.percent(value), "2026")
        for code, value, number in zip(CODES, numbers, classes.of(numbers), strict=True)
        if number is not None
    ]
    painting = Painting(
        "Peta",
        marks,
        classes.colours,
        inks_on(classes.colours),
        "",
        "tidak ada data",
        {"sumsel": "Sumatera Selatan"},
        heading="%",
        legend=in_order(classes, legend(classes, numbers, "percent", WORDS)),
    )
    names = ("area", "selected", "kecamatan", "marks", "palette", "legend", "looks", "heading")
    told = {name: changes.pop(name) for name in names if name in changes}
    picture = Picture(
        replace(painting, **told),
        "Judul",
        "per 2026",
        "Kalimat.",
        "Sumber.",
    )
    return replace(picture, **changes)


def pixels(picture: Picture) -> Image.Image:
    body = png(picture, SHAPES)
    image = Image.open(io.BytesIO(body))
    assert image.format == "PNG" and image.size == SIZE == (1920, 1080)
    return image.convert("RGB")


@cache
def plain() -> Image.Image:
    """The usual picture, drawn once."""
    return pixels(drawn(values()))


def counted(image: Image.Image, colour: str) -> int:
    rgb = tuple(int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return int((np.asarray(image) == rgb).all(axis=2).sum())


def test_every_class_is_on_the_picture_and_what_has_no_data_in_none_of_their_colours():
    whole, image = drawn(values()), plain()
    for entry in whole.painting.legend[:-1]:
        assert counted(image, entry.colour) > 50 * 34  # more than its swatch
    empty = pixels(drawn([float("nan")] * len(CODES)))
    assert max(counted(empty, entry.colour) for entry in whole.painting.legend[:-1]) < 50
    assert counted(empty, "#ffffff") < 0.97 * SIZE[0] * SIZE[1]  # hatched, not blank


def test_an_area_alone_is_drawn_larger_and_the_others_are_left_out():
    numbers = [float("nan") if area != "pekalongan" else 40.0 for area in SHAPES.regions["area"]]
    colour = drawn(numbers).painting.legend[0].colour
    every, alone = pixels(drawn(numbers)), pixels(drawn(numbers, area="pekalongan"))
    assert counted(alone, colour) > 3 * counted(every, colour) > 1_000


def test_simulated_data_is_marked_and_nothing_else_is():
    marked = drawn(values(), mark="SIMULASI – bukan data resmi")
    assert counted(pixels(marked), "#b42318") > 5_000 > counted(plain(), "#b42318") == 0


def test_own_data_are_named_without_an_alarm():
    named = drawn(values(), mark="Data sendiri, rilis 7, 1 Nov 2026", simulated=False)
    image = pixels(named)
    assert counted(image, "#b42318") == 0
    corner = (1200, 28, 1872, 81)
    assert counted(image.crop(corner), INK) > counted(plain().crop(corner), INK) + 500


def test_kecamatan_are_drawn_over_the_regions():
    codes = list(SHAPES.kecamatan["code"])
    whole = drawn(values(0))
    fine = [Mark(code, 0, "1", "") for code in codes]
    image = pixels(replace(whole, painting=replace(whole.painting, kecamatan=fine)))
    lowest, highest = whole.painting.legend[-2].colour, whole.painting.legend[0].colour
    assert counted(image, highest) < 3_000 < 50_000 < counted(image, lowest)


TEXTS = [*HOSTILE, "x" * 300, "", "\u202e\u0000\n\t", "漢字 🙂"]
PLACES = ("title", "note", "lead", "foot", "heading", "mark")


@pytest.mark.parametrize(
    "turn", with_rest([0, 5], [turn for turn in range(len(TEXTS)) if turn not in (0, 5)])
)
def test_any_text_can_stand_on_it(turn):
    """Each text somewhere in two turns, and everywhere in all."""
    told = {name: TEXTS[(turn + at) % len(TEXTS)] for at, name in enumerate(PLACES)}
    assert pixels(drawn(values(20), area="pekalongan", **told)).size == SIZE


def test_a_typeface_that_is_none_gives_way_to_a_plain_one():
    assert typeface(b"no font at all").face == b"" and typeface(b"").plain("≥ 1 – 2") == ">= 1 - 2"
    assert pixels(drawn(values(), area="pekalongan", face=b"broken")).size == SIZE


@given(some.text(max_size=200), some.integers(50, 900), some.integers(1, 3))
def test_lines_never_leave_their_room(text, room, most):
    letters = Lettering()
    lines = letters.lines(text, 20, room, most)
    assert len(lines) <= most and all(letters.width(line, 20) <= room or len(line) <= 2 for line in lines)


def test_names_stand_as_on_the_web_map(monkeypatch):
    """The picture asks the one placer: with the real map every value is said, on its own ground or with a line."""
    asked: list[tuple[Task, list[Place | None]]] = []
    monkeypatch.setattr(
        "geo.picture.names.place", lambda task: asked.append((task, place(task))) or asked[-1][1]
    )
    pixels(drawn(values(0)))
    [(task, places)] = asked
    assert problems(task, places) == []
    assert [one.valued for one in places if one] == [True] * len(CODES)
    assert {one.leader is not None for one in places if one} == {True, False}
    # kecamatan that have the colours are named where each has room, and else the regions that they are in
    for area, name in (("mojokerto-jombang", "Wonosalam"), ("semua", "Jombang")):
        whole = drawn(values(0), area=area)
        fine = [Mark(code, 0, "1,0", "") for code in SHAPES.kecamatan["code"]]
        pixels(replace(whole, painting=replace(whole.painting, kecamatan=fine)))
        task, places = asked[-1]
        assert problems(task, places) == []
        assert any(one.words[0][0] == name for one in task.labels)
        assert any(one.words[0][0] == "Wonosalam" for one in task.labels) is (area != "semua")


def test_panels_do_not_overlap_and_keep_their_shapes_inside():
    room = (0.0, 0.0, 1_000.0, 700.0)
    laid_out = panels([(name, (0.0, 0.0, 2_000.0 * k, 1_000.0)) for k, name in enumerate("abc", 1)], room)
    assert [panel.area for panel in laid_out] == ["a", "b", "c"]
    for panel in laid_out:
        corners = panel.put(np.array([panel.bounds[:2], panel.bounds[2:]]))
        assert (corners.min(axis=0) >= panel.box[:2]).all() and (corners.max(axis=0) <= panel.box[2:]).all()
        km, length = panel.bar(0.0)
        assert length == pytest.approx(km * 1000 * panel.scale)
    assert laid_out[0].box[2] < laid_out[1].box[0] and laid_out[1].box[3] < laid_out[2].box[1]


# -- GeoPackage


def written(rows: pd.DataFrame, unit: str = "%") -> tuple[pd.DataFrame, dict]:
    numbers = rows["classed"].tolist()
    classes = classify(numbers, "percent", "kuantil", 4)
    body = geopackage(
        rows,
        SHAPES.regions,
        classes,
        legend(classes, numbers, "percent", WORDS, rows["unclassed"].tolist()),
        unit=unit,
        simulated=True,
        title="Judul",
        description="Keterangan",
    )
    with warnings.catch_warnings():  # a file in memory has no name that ends in .gpkg
        warnings.simplefilter("ignore", RuntimeWarning)
        assert [name for name, _ in pyogrio.list_layers(io.BytesIO(body))] == [LAYER]
        return pyogrio.read_dataframe(io.BytesIO(body)), pyogrio.read_info(io.BytesIO(body))


def made(names: list[str]) -> pd.DataFrame:
    numbers = values()
    return pd.DataFrame(
        {
            "code": CODES,
            "name": names,
            "value": numbers,
            "classed": numbers,
            "numerator": pd.array([pd.NA if np.isnan(v) else int(v) for v in numbers], dtype="Int64"),
            "denominator": pd.NA,
            "as_of": "2026-10",
            "suppressed": ["disembunyikan" if np.isnan(v) else "" for v in numbers],
            "unclassed": ["disembunyikan" if np.isnan(v) else "" for v in numbers],
            "source": "S001",
        }
    )


def test_a_geopackage_read_back_is_what_was_given():
    rows = made(list(SHAPES.regions["name"]))
    layer, info = written(rows)
    assert tuple(layer.columns) == (*COLUMNS, "geometry") and layer.crs == "EPSG:4326"
    assert info["layer_metadata"]["DESCRIPTION"] == "Keterangan"
    layer = layer.set_index("kode").loc[CODES]
    np.testing.assert_array_equal(layer["nilai"], rows["value"])
    known = layer["nilai"].notna().to_numpy()
    assert (
        layer["pembilang"][known].tolist() == rows["numerator"][known].tolist()
        and layer["penyebut"].isna().all()
    )
    assert layer["kelas"].isna().tolist() == (~known).tolist() and set(layer["kelas"][known]) == {1, 2, 3, 4}
    assert set(layer["batas"][~known]) == {"disembunyikan"} and (layer["warna"][~known] != "").all()
    assert (layer["disembunyikan"] == "disembunyikan").tolist() == (~known).tolist() and layer[
        "simulasi"
    ].all()
    shapes = SHAPES.regions.set_index("code").loc[CODES]
    assert shapely.area(layer.geometry.to_numpy()) == pytest.approx(shapely.area(shapes.geometry.to_numpy()))


def test_a_geopackage_keeps_hostile_names_and_rows_without_a_shape():
    names = (HOSTILE * len(CODES))[: len(CODES)]
    rows = pd.concat(
        [
            made([name.replace("\x00", "") for name in names]),
            made(["x"] * len(CODES)).tail(1).assign(code="99.99"),
        ]
    )
    layer, _ = written(rows.reset_index(drop=True))
    assert set(layer["nama"]) == {*(name.replace("\x00", "") for name in names), "x"}
    assert layer.loc[layer["kode"] == "99.99", "geometry"].isna().all()
