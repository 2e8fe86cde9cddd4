"""A table of many rows that the server sorts and pages: real rows for a screen reader, a click opens one.

A component of our own, for the reasons of the rank table (docs/decisions/0004-rank-table.md), and because
`st.dataframe` sorts only what it was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from data.queries import EMPLOYER_SORTS
from data.words import Words
from pages import session, templates
from pages.view import View

_table = templates.component("listing")

# A text, or a text and what stands below it.
Cell = str | tuple[str, str]


@dataclass(frozen=True)
class Head:
    """A column: its heading, whether it stands to the right, and the name it is sorted by ("" for not at all).

    `alarms`: it says what is overdue, and is red in the rows that are.
    """

    title: str
    number: bool = False
    sort: str = ""
    alarms: bool = False


@dataclass(frozen=True)
class Shown:
    """What the browser is given: texts in the reader's form. A cell is a text, or a text and what stands below it.

    `rows`: a key ("" opens nothing) and its cells; the first cell opens the row. `total`: the cells of the last
    line, "" for none; `page` of `pages`; `sorted`: the column name and whether it rises; `alarm`: keys of rows
    that are overdue. `counts` says what numbers count, by the key of their row ("" is the total). `act`: what stands on
    the button in the last cell of each row, "" without one.
    """

    caption: str
    heads: Sequence[Head]
    rows: Sequence[tuple[str, Sequence[Cell]]]
    total: Sequence[Cell] = ()
    page: int = 1
    pages: int = 1
    count: int = 0
    sorted: tuple[str, bool] = ("", False)
    alarm: frozenset[str] = field(default_factory=frozenset)
    empty: str = ""
    counts: Mapping[str, session.Counts] = field(default_factory=dict)
    act: str = ""


def listing(
    shown: Shown,
    words: Words,
    key: str,
    on_open: Callable[[str], None] | None = None,
    on_act: Callable[[str], None] | None = None,
) -> None:
    """The table; a click on a heading sorts, on a row calls `on_open(key)`, both by way of the view.

    The button of a row (`Shown.act`) calls `on_act(key)`.
    """

    def told(event: str, tell: Callable[[str], None] | None) -> None:
        row = templates.reported(key, event, [row for row, _ in shown.rows])
        if row and tell is not None:
            tell(row)

    _table(
        data=_content(shown, words, on_open is not None),
        key=key,
        on_open_change=lambda: told("open", on_open),
        on_act_change=lambda: told("act", on_act),
        on_sort_change=lambda: _sort(shown, str(st.session_state[key].get("sort") or "")),
        on_page_change=lambda: _turn(shown, st.session_state[key].get("page")),
    )


def _sort(shown: Shown, name: str) -> None:
    """Sort by a column: falling at first, rising when it is asked for once more."""
    if any(head.sort == name for head in shown.heads):
        rising = shown.sorted == (name, False)
        session.change_view(sort=f"{name}.{'naik' if rising else 'turun'}", page=1)


def _turn(shown: Shown, page: Any) -> None:
    if isinstance(page, int):
        session.change_view(page=min(max(page, 1), shown.pages))


def order_of(
    view: View, standard: str, rising: bool = False, known: Collection[str] = tuple(EMPLOYER_SORTS)
) -> tuple[str, bool]:
    """What a list is sorted by, and whether it rises: as the view says, else the page's own order.

    A list without the column (it is not `known`; the view came from another page) has its own order too.
    """
    name, _, way = view.list.sort.partition(".")
    return (name, way == "naik") if name in known else (standard, rising)


def _content(shown: Shown, words: Words, opens: bool) -> dict[str, Any]:
    """What listing.js is given; rows and heads as plain lists, which are sent at every run without their names."""
    return {
        "caption": shown.caption,
        "heads": [_head(head, words) for head in shown.heads],
        "rows": [_row(key, cells, key in shown.alarm) for key, cells in shown.rows],
        "total": list(shown.total),
        "counts": {key: counts_text(counts) for key, counts in shown.counts.items() if counts},
        "sorted": [shown.sorted[0], int(shown.sorted[1])],
        "opens": int(opens),
        "act": shown.act,
        "empty": shown.empty or words("Tidak ada baris."),
        "page": shown.page,
        "pages": shown.pages,
        "count": shown.count,
        "pager": _pager(shown, words) if shown.pages > 1 else [],
    }


def counts_text(counts: Sequence[tuple[str, str]]) -> str:
    """Marks and numbers as the attribute `data-counts` holds them."""
    return "".join(f"{mark}={text};" for mark, text in counts)


def _head(head: Head, words: Words) -> list[str | int]:
    label = words("Urutkan menurut {name}", name=head.title) if head.sort else ""
    return [head.title, int(head.number), head.sort, label, int(head.alarms)]


def _row(key: str, cells: Sequence[Cell], alarm: bool) -> list[Any]:
    return [key, [list(cell) if isinstance(cell, tuple) else cell for cell in cells], int(alarm)]


def _pager(shown: Shown, words: Words) -> list[str]:
    where = words(
        "Halaman {page} dari {pages} · {n} baris",
        page=words.number(shown.page),
        pages=words.number(shown.pages),
        n=words.number(shown.count),
    )
    return [words("Sebelumnya"), words("Berikutnya"), where]
