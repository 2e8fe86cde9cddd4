"""`make bench`: each line beside its floor in the same run; exits non-zero when a limit is missed.

`NATIONAL=path/to/layer` measures the 514-region page on that layer; without it a layer of 514
made-up regions of about the same number of vertices is used. `ROUNDS` sets the number of rounds.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.bench import measure
from tests.bench.national import national_folder
from tests.browser.driver import ROOT, chromium, running

ROUNDS = int(os.environ.get("ROUNDS", "9"))


def line(name: str, value: float, unit: str, against: str, ratio: float, limit: float) -> dict[str, object]:
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


def timed(name: str, own: list[float], floor: list[float], limit: float) -> dict[str, object]:
    """A median against the floor's median of the same rounds."""
    return line(name, median(own), "ms", f"floor {median(floor):.0f} ms", median(own) / median(floor), limit)


def sized(name: str, sizes: list[int], limit: int) -> dict[str, object]:
    """The largest size seen against a limit in bytes."""
    return line(name, max(sizes), "bytes", f"limit {limit} bytes", max(sizes) / limit, 1.0)


def main() -> int:
    """Measure everything, print and write it, and say whether every limit is kept."""
    with tempfile.TemporaryDirectory() as folder:
        national = national_folder(Path(folder), os.environ.get("NATIONAL"))
        with (
            running("tests/bench/floor.py") as floor,
            running() as app,
            running(PETA_DATA=str(national)) as large,
            chromium() as browser,
        ):
            lines = compare(browser, floor, app, large)
    report(lines)
    return 0 if all(entry["ok"] for entry in lines) else 1


def compare(browser: measure.Browser, floor: str, app: str, large: str) -> list[dict[str, object]]:
    """The lines of the table, each measured in turn with its floor."""
    paints = measure.first_paints(browser, {"floor": floor, "map": app}, ROUNDS)
    switches, kept = measure.switches(browser, {"floor": floor, "map": app, "large": large}, ROUNDS)
    picked, _ = measure.switches(browser, {"floor": floor, "map": app + "/?wilayah=35.16"}, ROUNDS)
    times = {key: [s.milliseconds for s in taken] for key, taken in switches.items()}
    return [
        timed("indicator switch", times["map"], times["floor"], 1.4),
        timed(
            "indicator switch, a region open",
            [s.milliseconds for s in picked["map"]],
            [s.milliseconds for s in picked["floor"]],
            1.4,
        ),
        timed("indicator switch, 514 regions", times["large"], times["floor"], 1.6),
        timed("first paint", paints["map"], paints["floor"], 2.2),
        sized("map's websocket bytes per switch", [s.map_bytes for s in switches["map"]], 6_000),
        sized("page's websocket bytes per switch", [s.page_bytes for s in switches["map"]], 20_000),
        sized("page's bytes, a region open", [s.page_bytes for s in picked["map"]], 20_000),
        sized("map's bytes, 514 regions", [s.map_bytes for s in switches["large"]], 25_000),
        line("map frames mounted again", float(not kept), "times", "0", float(not kept), 0.0),
    ]


def report(lines: list[dict[str, object]]) -> None:
    """Print the lines as a table and write them to bench/last.json."""
    for entry in lines:
        verdict = "ok" if entry["ok"] else "MISSED"
        print(
            f"{entry['name']:38} {entry['value']:>10} {entry['unit']:6} against {entry['against']:20}"
            f" ratio {entry['ratio']:<6} limit {entry['limit']:<5} {verdict}"
        )
    target = ROOT / "bench" / "last.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(lines, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
