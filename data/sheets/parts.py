"""Charts of parts, as the spreadsheet's own: a bridge from one amount to another, and one bar of all that adds up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from data.sheets.formats import millions
from data.words import Words

# What stands, what was added, what was taken off, as on the screen; and parts from the lightest on.
_STANDING, _MORE, _LESS = "#7B8794", "#CC7A33", "#8CC5BC"
_PARTS = ("#DDE3EA", "#EFCFA8", "#E2A362", "#CC7A33", "#B9C0CA")
_EDGE = "#66717E"
# The columns of the chart's own sheet in which the lengths of a bridge's bars stand, out of sight.
_FIRST = 30


def bridge_series(
    page: Any, name: str, amounts: Sequence[float], categories: list[Any], words: Words
) -> list[dict[str, Any]]:
    """Bars that begin where the one before them ends: a length without colour carries each.

    `amounts` begin and end with what stands; those between are added, or below zero taken off. The lengths are written on
    `page`, the sheet called `name`, in hidden columns, since a chart draws cells alone.
    """
    kinds = _lengths(amounts)
    page.set_column(_FIRST, _FIRST + len(kinds) - 1, None, None, {"hidden": True})
    series = []
    for at, (lengths, look, sign) in enumerate(kinds):
        for line, length in enumerate(lengths):
            page.write_number(line, _FIRST + at, length)
        labels = {
            "value": True,
            "num_format": millions(words, sign),
            "font": {"size": 9},
            "custom": [{} if length else {"delete": True} for length in lengths],
        }
        series.append(
            {
                "categories": categories,
                "values": [name, 0, _FIRST + at, len(amounts) - 1, _FIRST + at],
                "gap": 40,
                **look,
                **({"data_labels": labels} if at else {}),
            }
        )
    return series


def _lengths(amounts: Sequence[float]) -> list[tuple[list[float], dict[str, Any], str]]:
    """For each kind of bar its lengths, its look, and the sign before its numbers: what carries, stands, adds, takes off."""
    levels = list(accumulate(amounts[:-1]))
    starts = [0.0, *levels[:-1]]
    moved = range(1, len(amounts) - 1)
    ends = (0, len(amounts) - 1)
    carried = [min(starts[at], levels[at]) if at in moved else 0.0 for at in range(len(amounts))]
    standing = [amount if at in ends else 0.0 for at, amount in enumerate(amounts)]
    more = [max(amount, 0.0) if at in moved else 0.0 for at, amount in enumerate(amounts)]
    less = [max(-amount, 0.0) if at in moved else 0.0 for at, amount in enumerate(amounts)]
    bare: dict[str, Any] = {"fill": {"none": True}, "border": {"none": True}}
    return [
        (carried, bare, ""),
        (standing, _filled(_STANDING), ""),
        (more, _filled(_MORE), "+"),
        (less, _filled(_LESS), "−"),
    ]


def stacked_series(
    data: str, head: int, names: int, values: int, amounts: Sequence[float]
) -> list[dict[str, Any]]:
    """One bar of all rows, each a series of one cell that says its share of the sum."""
    whole = sum(amounts) or 1
    return [
        {
            "name": [data, head + at, names],
            "values": [data, head + at, values, head + at, values],
            "gap": 60,
            **_filled(_PARTS[at % len(_PARTS)]),
            "data_labels": {
                "value": True,
                "font": {"size": 10, "bold": True},
                "custom": [{"value": f"{100 * amount / whole:.0f} %"}],
            },
        }
        for at, amount in enumerate(amounts)
    ]


def _filled(colour: str) -> dict[str, Any]:
    return {"fill": {"color": colour}, "border": {"color": _EDGE, "width": 0.75}}
