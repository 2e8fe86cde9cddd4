"""The walk of one number: which rooms it passes on its way from a file to the colour of a region, and from where it came.

A number that no other row has is put into the tables, and every call between two rooms is watched. It enters a
room when a function there is handed it, or gets it back from a room that it asked; what is only given back to
the lender is no new way. What is walked is written down in docs/house.md, which must say the same.
"""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

import pandas as pd
import pyarrow as arrow
import pytest
import streamlit as st

from data.access import Viewer
from data.ledger import publish
from data.months import month_index
from data.queries import Reading
from data.store import SIMULATED, Change, Store
from data.tables import load_facts, validated
from data.tables.facts import EMBEDDED
from data.vocabulary import PROGRAMME_COLUMNS
from data.words import Words
from geo.painting import Painting
from pages.map import painted
from pages.map.ledger_values import answered, question
from pages.view import View
from pages.widgets import show_map_frame
from tests.data.ledger.ledger_cases import random_case

ROOT = Path(__file__).parents[1]
FLOORS = ("data", "geo", "pages")
# Tools that write or read a number wherever it is; the number does not pass through them to another room.
TOOLS = {"data.words", "data.parsing", "data.months", "data.vocabulary"}
Hop = tuple[str, str]
WORDS = Words("id")
# Numbers that stand nowhere else, in digits that no other number is written with.
FIGURE, UNPAID = 43_217, 7_654_321


def room_of(frame: FrameType | None) -> str:
    """ "data.law" for code of that room, "" for code that is not of the product."""
    name = str(frame.f_globals.get("__name__", "")) if frame else ""
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] in FLOORS else ""


def room_above(frame: FrameType) -> str:
    """The room that called, through whatever libraries lie between."""
    above = frame.f_back
    while above is not None and not room_of(above):
        above = above.f_back
    return room_of(above)


def arguments(frame: FrameType) -> list[Any]:
    """What a function was called with, `*` and `**` left out."""
    code = frame.f_code
    return [
        frame.f_locals.get(name) for name in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    ]


class Walk:
    """Watches the calls of this thread; use as a context manager. `hops` are (from, to) in the order of their first time."""

    def __init__(self, number: int, texts: Iterable[str]) -> None:
        self.number, self.texts = number, tuple(texts)
        self.hops: dict[Hop, str] = {}
        self._lent: set[int] = set()
        self.standing_for = ""  # the room whose work the test itself does

    def __enter__(self) -> Walk:
        sys.setprofile(self._watch)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _watch(self, frame: FrameType, event: str, returned: Any) -> None:
        room = room_of(frame) if event in ("call", "return") else ""
        if not room or room in TOOLS:
            return
        caller = room_above(frame) or self.standing_for
        if caller == room or caller in TOOLS:
            return
        if event == "call":
            if any(map(self.holds, arguments(frame))):
                self._lent.add(id(frame))
                self._hop(caller, room, frame)
        elif id(frame) in self._lent:
            self._lent.discard(id(frame))
        elif self.holds(returned):
            self._hop(room, caller, frame)

    def _hop(self, start: str, end: str, frame: FrameType) -> None:
        if start and end:
            self.hops.setdefault((start, end), frame.f_code.co_name)

    def holds(self, thing: Any, depth: int = 4) -> bool:
        """Whether the number, or a text that says it, is in the thing, which may hold others."""
        if isinstance(thing, bool) or thing is None:
            return False
        if isinstance(thing, int | float):
            return thing == self.number
        if isinstance(thing, str):
            return any(text in thing for text in self.texts)
        return any(self.holds(part, depth - 1) for part in parts(thing)) if depth else False


def parts(thing: Any) -> Iterable[Any]:
    """What a table, a record or a collection holds; nothing for what can only be asked."""
    if isinstance(thing, arrow.Table | arrow.RecordBatch):
        return [thing.to_pandas()]
    if isinstance(thing, pd.DataFrame):
        return [thing.iloc[:, at] for at in range(thing.shape[1])]
    if isinstance(thing, pd.Series):
        return thing.drop_duplicates().tolist()
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return [getattr(thing, field.name, None) for field in dataclasses.fields(thing)]
    if isinstance(thing, Mapping):
        return list(thing.values())
    return thing if isinstance(thing, list | tuple) else []


def written(heading: str) -> set[Hop]:
    """The hops under a sentence of docs/house.md that begins with `heading`."""
    text = (ROOT / "docs" / "house.md").read_text("utf-8").split(f"\n{heading}", 1)[1]
    lines = re.split(r"\n(?! {4}|\n)", text.split("\n\n", 1)[1])[0].splitlines()
    hops = [tuple(part.strip() for part in line.split("->")) for line in lines if "->" in line]
    return {(start, end) for start, end in hops if "." in start}


def crooked(hops: Iterable[Hop]) -> list[str]:
    """Rooms that the number enters from more than one neighbour, and pairs that hand it both ways."""
    came: dict[str, set[str]] = {}
    for start, end in hops:
        came.setdefault(end, set()).add(start)
    several = [
        f"{room} is entered from {', '.join(sorted(rooms))}" for room, rooms in came.items() if len(rooms) > 1
    ]
    both = [f"{start} and {end} both ways" for start, end in hops if (end, start) in hops]
    return several + both


def compare(walk: Walk, heading: str) -> None:
    """Print the walk, and hold it against what is written down."""
    steps = [f"{start} -> {end} ({function})" for (start, end), function in walk.hops.items()]
    print(heading, *steps, sep="\n    ")
    assert set(walk.hops) == written(heading)
    assert crooked(walk.hops) == []


@pytest.fixture
def drawn(monkeypatch) -> list[str]:
    """The scripts that the map's frame is sent, in place of the frame, which needs a browser."""
    streamlit_folium = pytest.importorskip("streamlit_folium")
    sent: list[str] = []

    def frame(*_: Any, feature_group_to_add: Any, **rest: Any) -> None:
        sent.append(feature_group_to_add.content)

    monkeypatch.setattr(streamlit_folium, "st_folium", frame)
    return sent


def coloured(script: str, code: str) -> str:
    """The colour of a region in the script of a painting."""
    content = json.loads(script)
    [number] = [row.split("|")[1] for row in content["rows"].split(";") if row.startswith(f"{code}|")]
    return content["palette"].split(" ")[int(number)]


def test_a_published_figure_goes_straight_from_its_file_to_its_colour(tmp_path, monkeypatch, drawn):
    folder = tmp_path / "data"
    shutil.copytree(EMBEDDED, folder)
    figures = pd.read_csv(folder / "figures.csv", dtype=str, keep_default_na=False)
    row = figures.index[(figures["indicator"] == "workers_active") & (figures["area_code"] == "16.06")][0]
    figures.loc[row, ["value", "as_of", "flags"]] = [str(FIGURE), "2026-09", ""]
    figures.to_csv(folder / "figures.csv", index=False)
    monkeypatch.setenv("PETA_DATA", str(folder))
    st.cache_resource.clear()
    with Walk(FIGURE, [str(FIGURE), WORDS.number(FIGURE)]) as walk:
        view = View(indicator="workers_active")
        show(walk, painted.painting(view, painted.mapped(view), WORDS, "light"))
    st.cache_resource.clear()
    compare(walk, "A published figure")
    assert coloured(drawn[0], "16.06").startswith("#")


def test_an_unpaid_month_goes_straight_from_its_row_to_its_colour(tmp_path, drawn):
    facts = load_facts()
    with Walk(UNPAID, [str(UNPAID), WORDS.rupiah(UNPAID)]) as walk:
        changes = {name: Change("overwrite", rows) for name, rows in one_unpaid_month().items()}
        publish(Store(tmp_path, SIMULATED), changes, facts=facts, title="uji", role="pengelola", keep=False)
        reading = Reading(Store(tmp_path, SIMULATED).release(), str(tmp_path), facts, Viewer("pengelola"))
        view = View(data="simulasi", indicator="ledger_arrears_rp")
        answer = answered(question(view, reading.months[-1]), reading)
        show(walk, painted.painting(view, answer, WORDS, "light"))
    compare(walk, "One unpaid month")
    assert coloured(drawn[0], "35.16").startswith("#")


def show(walk: Walk, painting: Painting) -> None:
    """Hand the painting to the map's frame, as the map page does in its run."""
    walk.standing_for = "pages.map"
    show_map_frame(painting, "walk", 300, lambda code: None)


def one_unpaid_month() -> dict[str, pd.DataFrame]:
    """The tables of a ledger with one employer that paid January and March 2026 and owes February."""
    tables = {
        name: rows.iloc[:0] for name, rows in random_case(1, 3, month_index("2026-01"), 3).tables.items()
    }
    employer = random_case(1, 3, month_index("2026-01"), 3).tables["employers"].iloc[[0]]
    day = pd.Timestamp("2025-01-05")
    tables["employers"] = employer.assign(
        employer="SIM-000001",
        npp="SIM0000001",
        region="35.16",
        kecamatan="",
        office="KC-MOJOKERTO",
        closed_on=pd.NaT,
        registered_on=day,
        listed_on=day,
        workers_registered=7,
        workers_known=7,
        programmes="JKK;JKM",
        status="aktif",
    )
    tables["contributions"] = pd.DataFrame(
        [bill("2026-01", 1_000, True), bill("2026-02", UNPAID, False), bill("2026-03", 1_000, True)]
    )
    return {name: validated(name, rows) for name, rows in tables.items()}


def bill(blth: str, rupiah: int, paid: bool) -> dict[str, object]:
    """A month of contributions of the one employer, all of it JKK."""
    amounts = {f"{kind}_{programme}": 0 for kind in ("due", "paid") for programme in PROGRAMME_COLUMNS}
    amounts |= {"due_jkk": rupiah, "paid_jkk": rupiah if paid else 0}
    paid_on = pd.Timestamp(f"{blth}-28") if paid else pd.NaT
    return {
        "npp": "SIM0000001",
        "blth": blth,
        "workers": 7,
        "wages": 70_000_000,
        **amounts,
        "paid_on": paid_on,
    }


def test_a_number_that_comes_two_ways_or_goes_back_is_noticed():
    hops = [("data.store", "pages.map"), ("data.queries", "pages.map"), ("pages.map", "data.store")]
    assert crooked(hops[:1]) == []
    assert crooked(hops[:2]) == ["pages.map is entered from data.queries, data.store"]
    assert len(crooked(hops)) == 3
