"""A measured line: a value beside what it is held against in the same run, and the limit of their ratio."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from statistics import median

Line = dict[str, object]


def line(name: str, value: float, unit: str, against: str, ratio: float, limit: float) -> Line:
    """One measured line; `ratio` is held against `limit`."""
    return {
        "name": name,
        "value": round(value, 1),
        "unit": unit,
        "against": against,
        "ratio": round(ratio, 3),
        "limit": limit,
        "ok": ratio <= limit,
    }


def timed(
    name: str,
    own: Sequence[float],
    stock: Sequence[float],
    tuned: Sequence[float],
    limit: float,
    most: float | None,
) -> Line:
    """A median (ms) against two floors' medians of the same rounds: its ratio to stock, and ms over tuned.

    The stock floor is what people would have without us; the tuned one tells how much of the time is our
    page's own, whatever our settings save. `most` limits the milliseconds; without it they are only said.
    """
    value, over = median(own), median(own) - median(tuned)
    found = line(name, value, "ms", f"stock {median(stock):.0f} ms", value / median(stock), limit)
    kept = most is None or over <= most
    return {
        **found,
        "tuned": round(median(tuned), 1),
        "over": round(over, 1),
        "most": most,
        "ok": found["ok"] and kept,
    }


def sized(name: str, sizes: Sequence[int], limit: int) -> Line:
    """The largest size seen against a limit in bytes."""
    return line(name, max(sizes), "bytes", f"limit {limit} bytes", max(sizes) / limit, 1.0)


def report(lines: Sequence[Line], target: Path) -> int:
    """Print the lines as a table and write them to `target`; 0 when every limit is kept, else 1."""
    for entry in lines:
        print(
            f"{entry['name']:46} {entry['value']:>10} {entry['unit']:6} against {entry['against']:28}"
            f" ratio {entry['ratio']:<6} limit {entry['limit']:<5} {_over(entry)}{'ok' if entry['ok'] else 'MISSED'}"
        )
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(lines, indent=1) + "\n", "utf-8")
    return 0 if all(entry["ok"] for entry in lines) else 1


def _over(entry: Line) -> str:
    """The milliseconds over the tuned floor, of a line that has them."""
    if "over" not in entry:
        return ""
    limit = "" if entry["most"] is None else f" limit {entry['most']}"
    return f"{entry['over']} ms over tuned {entry['tuned']} ms{limit} "
