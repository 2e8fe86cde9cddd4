"""docs/house.md is held to the tree: every room, in its place, with the sentence that stands at its door."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = (ROOT / "docs" / "house.md").read_text("utf-8")


def door(room: str) -> Path:
    """The file that others import: a package's `__init__.py`, or the module that is a room by itself."""
    path = ROOT / room.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def sentence(room: str) -> str:
    """The first paragraph of what a room says of itself."""
    said = ast.get_docstring(ast.parse(door(room).read_text("utf-8"))) or ""
    return said.split("\n\n")[0].replace("\n", " ")


def rooms(floor: str) -> set[str]:
    """Packages and modules that stand on a floor."""
    packages = {path.parent.name for path in (ROOT / floor).glob("*/__init__.py")}
    modules = {path.stem for path in (ROOT / floor).glob("*.py")} - {"__init__"}
    return {f"{floor}.{name}" for name in packages | modules}


@pytest.mark.parametrize("floor", ["data", "geo", "pages"])
def test_every_room_is_described_by_what_stands_at_its_door(floor):
    described = dict(re.findall(rf"^\| `({floor}\.\w+)` \| (.+) \|$", HOUSE, re.MULTILINE))
    assert described == {room: sentence(room) for room in rooms(floor)}


@pytest.mark.parametrize("floor", ["data", "geo", "pages"])
def test_the_order_of_the_rooms_is_the_one_that_the_linter_holds(floor):
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    held = project.split(f'containers = ["{floor}"]', 1)[1].split("]", 1)[0]
    layers = re.findall(r'"([a-z_| ]+)"', held)
    assert " > ".join(layers) in HOUSE


def test_it_takes_two_pages():
    assert len(HOUSE.splitlines()) <= 130
