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


def timed(name: str, own: Sequence[float], floor: Sequence[float], limit: float) -> Line:
    """A median (ms) against the floor's median of the same rounds."""
    return line(name, median(own), "ms", f"floor {median(floor):.0f} ms", median(own) / median(floor), limit)


def sized(name: str, sizes: Sequence[int], limit: int) -> Line:
    """The largest size seen against a limit in bytes."""
    return line(name, max(sizes), "bytes", f"limit {limit} bytes", max(sizes) / limit, 1.0)


def report(lines: Sequence[Line], target: Path) -> int:
    """Print the lines as a table and write them to `target`; 0 when every limit is kept, else 1."""
    for entry in lines:
        verdict = "ok" if entry["ok"] else "MISSED"
        print(
            f"{entry['name']:46} {entry['value']:>10} {entry['unit']:6} against {entry['against']:28}"
            f" ratio {entry['ratio']:<6} limit {entry['limit']:<5} {verdict}"
        )
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(lines, indent=1) + "\n", "utf-8")
    return 0 if all(entry["ok"] for entry in lines) else 1
