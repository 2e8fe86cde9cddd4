"""Opens pages as a reader would, without a browser, and says what stands on them. AppTest runs the script."""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from data.access import PUBLIK, Viewer
from data.queries import Reading
from data.settings import home
from data.simulation import with_simulated_targets
from data.store import OWN, SIMULATED, Store
from tests.facts import FACTS
from tests.pages.markup import safe

SHELL = str(Path(__file__).parents[2] / "pages" / "shell.py")
_SPOKEN = ("html", "markdown", "warning", "info", "error", "title", "subheader")
# What a text holds when something in it was not known, or a template was not filled in.
_UNFINISHED = re.compile(r"\b(nan|NaN|NaT|Traceback)\b|>None<|\{\w*\}")


def opened(page: str = "", viewer: Viewer = PUBLIK, *unfolded: str, **query: str) -> AppTest:
    """The app with one of its pages open, at an address with `query`, as a viewer sees it.

    `unfolded` are the keys of what is folded up until a reader opens it.
    """
    app = AppTest.from_file(SHELL, default_timeout=60)
    if page:
        # AppTest.switch_page() takes script files; ours are functions, found by their address.
        app._page_hash = hashes()[page]
    app.query_params.update(query)
    if viewer != PUBLIK:
        app.session_state["viewer"] = viewer
    for key in unfolded:
        app.session_state[key] = True
    return app.run()


@cache
def hashes() -> dict[str, str]:
    """Address of each page -> what Streamlit calls it."""
    pages = AppTest.from_file(SHELL, default_timeout=60).run()._registered_pages
    return {info["url_pathname"]: known for known, info in pages.items()}


def words_on(app: AppTest) -> str:
    """Everything that the page says."""
    return "\n".join(str(element.value) for kind in _SPOKEN for element in app.get(kind))


def component(app: AppTest, kind: str, name: str = "") -> dict[str, Any]:
    """What was handed to the map's frame or to a component of ours."""
    [proto] = [element.proto for element in app.get(kind) if name in str(element.proto)]
    return json.loads(proto.json_args) if kind == "component_instance" else json.loads(proto.json)[0]


def split_lines(app: AppTest) -> list[list[str]]:
    """The lines of the arrears page's table of sectors, scales or areas, each with the texts of its cells; the total last."""
    body = words_on(app).split("peta-split")[1].split("</table>")[0].split("<tbody>")[1]
    lines = re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.S)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", line, re.S) for line in lines]
    texts = [
        [unescape(re.sub(r"<small>.*?</small>|<[^>]*>", "", cell)).strip() for cell in line] for line in cells
    ]
    return [[*line[:3], *line[4:]] for line in texts]  # without the bar


def painted(app: AppTest) -> dict[str, Any]:
    """The message that colours the map."""
    sent = component(app, "component_instance")["feature_group"]
    return json.loads(re.search(r"petaPatuh\.paint\((.*)\);", sent)[1])


def rows(app: AppTest) -> dict[str, list[str]]:
    """Region code -> its part of the message that colours the map, of the regions whose value is shown."""
    return {code: row for code, row in _marks(app).items() if "h" not in row[4]}


def withheld(app: AppTest) -> dict[str, str]:
    """Region code -> what the map says in place of its value."""
    return {code: row[2] for code, row in _marks(app).items() if "h" in row[4]}


def _marks(app: AppTest) -> dict[str, list[str]]:
    return {row.split("|")[0]: row.split("|") for row in painted(app)["rows"].split(";") if row}


def well(app: AppTest) -> AppTest:
    """The app, once it is certain that it ran through and says nothing unfinished or unsafe."""
    assert not app.exception
    text = words_on(app)
    assert text
    assert not _UNFINISHED.search(text)
    for element in app.html:
        safe(element.value)
    return app


def reading(viewer: Viewer = PUBLIK) -> Reading:
    """The simulated ledger of the home in force, as a page reads it for this viewer."""
    return _reading(home(), viewer)


def own_reading(viewer: Viewer = PUBLIK) -> Reading:
    """One's own data of the home in force, likewise."""
    return _own_reading(home(), viewer)


@cache
def _reading(place: str, viewer: Viewer) -> Reading:
    facts = with_simulated_targets(FACTS)
    return Reading(Store(place, SIMULATED).release(), f"{place}/simulasi", facts, viewer)


@cache
def _own_reading(place: str, viewer: Viewer) -> Reading:
    return Reading(Store(place, OWN).release(), f"{place}/sendiri", FACTS, viewer)
