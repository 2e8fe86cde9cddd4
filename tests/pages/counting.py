"""What the numbers of a page count, read from the marks beside them, and held against one another.

A mark (`pages.session.counts`) stands in the attribute `data-counts` of an element that shows the number, or in what
was handed to a table of ours. A number that is not in its element, or that another place of any page writes
otherwise, is wrong.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.sheets import Sheet
from data.words import Words
from pages.cases import pipeline
from pages.office import first, regions
from pages.session import MAP_PAGE
from pages.widgets import downloads, table
from pages.workpapers import PREFIX
from tests.crawl.reading import number
from tests.pages.taken import recorded

_MARKED = re.compile(r'<(\w+)[^>]*?data-counts="([^"]*)"[^>]*>(.*?)</\1>', re.S)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Count:
    """A number with what it counts; `row` is the key of the row that it stands in, "" for none."""

    mark: str
    text: str
    row: str = ""


def pairs(attribute: str) -> list[tuple[str, str]]:
    """The marks and numbers of an attribute."""
    return [tuple(pair.split("=", 1)) for pair in attribute.split(";") if pair]  # type: ignore[misc]


def said(text: str) -> str:
    """A text as it is read, whatever its spaces are."""
    return " ".join(text.replace("\u00a0", " ").split())


def counts_on(app: AppTest) -> Iterator[Count]:
    """Every marked number of a page. Raises AssertionError for one that is not in its element."""
    for element in app.html:
        for _, attribute, inside in _MARKED.findall(str(element.value)):
            shown = said(html.unescape(_TAG.sub(" ", inside)))
            for mark, text in pairs(html.unescape(attribute)):
                assert said(text) in shown, (text, shown)
                yield Count(mark, text)
    for element in app.get("bidi_component"):
        [given] = json.loads(element.proto.json or "[{}]")
        yield from _of_table(given)


def _of_table(data: dict[str, Any]) -> Iterator[Count]:
    """The marks of a table of ours: of its rows by key, and of its total."""
    if not isinstance(data, dict) or not data.get("counts"):
        return
    rows = {str(row[0]): row[1:] for row in data["rows"]} | {"": data["total"]}
    for key, attribute in data["counts"].items():
        for mark, text in pairs(attribute) if isinstance(attribute, str) else ():
            assert said(text) in said(json.dumps(rows[key], ensure_ascii=False)), (key, text, rows[key])
            yield Count(mark, text, key)


@dataclass
class Held:
    """The first number of each mark; `checked` numbers were held against it, `wrong` says which were other ones."""

    first: dict[str, tuple[str, str]] = field(default_factory=dict)
    checked: int = 0
    wrong: list[str] = field(default_factory=list)

    def hold(self, count: Count, where: str) -> None:
        """Hold a number against the first one of its mark."""
        if count.mark not in self.first:
            self.first[count.mark] = (count.text, where)
            return
        text, at = self.first[count.mark]
        self.checked += 1
        if not same(text, count.text):
            self.wrong.append(f"{count.mark}: {count.text} on {where}, {text} on {at}")


def same(one: str, other: str) -> bool:
    """Whether two texts are the same number, as far as they are written out."""
    left, right = (number(text.removesuffix("%").split(" pemberi ")[0].strip()) for text in (one, other))
    if left is None or right is None:
        return said(one).split(" ")[0] == said(other).split(" ")[0]
    return abs(left[0] - right[0]) <= left[1] + right[1]


class Recorder:
    """What pages hand to tables and to downloads, while it is in force: to follow links and to add up files."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.tables: dict[str, dict[str, Any]] = {}
        self._sheets: list[Sheet] = []
        self._taken = recorded(patch)
        for module in (table, regions):
            patch.setattr(module, "_table", self._recorded(module._table))
        patch.setattr(first, "_answers", self._recorded(first._answers))
        patch.setattr(pipeline, "_pipeline", self._recorded(pipeline._pipeline))
        patch.setattr(downloads, "workbook", self._kept)

    def begin(self) -> None:
        """Forget what the page before handed out."""
        self.tables.clear()
        self._taken.makers.clear()

    def _recorded(self, shown: Callable[..., Any]) -> Callable[..., Any]:
        def record(**given: Any) -> Any:
            self.tables[given["key"]] = given
            return shown(**given)

        return record

    def _kept(self, sheet: Sheet, words: Words) -> bytes:
        self._sheets.append(sheet)
        return b""

    def files(self) -> dict[str, Sheet]:
        """Every table that the page offers as a file, by the name of the file."""
        found = {}
        for name, make in list(self._taken.makers.items()):
            if name.endswith(".xlsx") and not name.startswith(PREFIX):
                self._sheets.clear()
                make()
                found[name] = self._sheets[-1]
        return found

    def links(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """The rows that open something and say a number: key of the table, key of the row, its marks.

        Of a row of regions those of its first indicator alone: the map that it opens shows that one.
        """
        return [
            (key, row, pairs(attribute)[: 3 if key == "office" else None])
            for key, given in self.tables.items()
            if key in FOLLOWED
            for row, attribute in given["data"].get("counts", {}).items()
            if row
        ]

    def follow(self, app: AppTest, here: str, key: str, row: str) -> tuple[str, dict[str, str]]:
        """The page that a row of the page `here` opens, and its address, as the callback of the table leaves them."""
        given, trigger = self.tables[key], FOLLOWED[key]
        state: dict[str, Any] = {"view": app.session_state["view"], key: {trigger: row}}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(st, "session_state", state)
            patch.setattr(st, "query_params", Query({}))
            given[f"on_{trigger}_change"]()
        asked = state.get("go_to", here)
        return "" if asked == MAP_PAGE else str(asked), state["view"].to_query()


class Query(dict[str, str]):
    """An address without parameters."""

    def to_dict(self) -> dict[str, str]:
        """Itself."""
        return dict(self)


# Tables whose rows open other pages, or narrow the list below them -> the event of a click.
FOLLOWED = {
    "office_tiles": "open",
    "office_matters": "open",
    "office_losses": "open",
    "office_peers": "open",
    "office": "pick",
    "case_board": "open",
    "case_lanes": "open",
}


def unlike(sheet: Sheet, tables: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str, float]]:
    """The totals of the tables on a page that a file holds too: heading, total as written, and the file's own sum.

    Of columns of counts and rupiah with a heading of the table's; only where nothing in the file is missing.
    """
    columns = {column.title: column.key for column in sheet.columns if column.kind in ("count", "rupiah")}
    for given in tables:
        data = given["data"]
        heads = [_text(head) for head in data.get("heads", [])]
        if not data.get("total") or not _is_of(sheet, heads, data["rows"]):
            continue
        for head, text in list(zip(heads, map(_text, data["total"]), strict=False))[1:]:
            if head in columns and number(text) and not sheet.rows[columns[head]].isna().any():
                yield head, text, float(sheet.rows[columns[head]].sum())


def _is_of(sheet: Sheet, heads: list[str], rows: list[Any]) -> bool:
    """Whether a table is that of a file: what one of its first two columns says stands once in the file's rows."""
    named = {column.title: column.key for column in sheet.columns if column.kind == "text"}
    at = next((at for at, head in enumerate(heads[:2]) if head in named), None)
    if at is None or len(sheet.rows) < len(rows):
        return False
    once = sheet.rows[named[heads[at]]].value_counts()
    return all(once.get(_text(row[1][at]), 0) == 1 for row in rows)


def _text(cell: str | list[Any]) -> str:
    return cell if isinstance(cell, str) else str(cell[0])
