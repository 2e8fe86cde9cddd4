"""`make labels`: the names and values of every indicator on all areas and each, in four frames, two languages, both levels.

`python -m tests.labels NAME ...`: these indicators alone. Exits 1 where a name hides another, stands under a control or on
others' ground without a line, or where fewer than 95 % of the regions with room say their value.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from tempfile import TemporaryDirectory

from data.access.viewer import PUBLIK
from data.clock import today
from data.indicators import definitions
from data.parsing import each_row
from data.queries import Reading
from data.simulation import with_simulated_targets
from data.simulation.release import simulated_release
from data.tables import load_facts
from data.words import Words
from geo.painting import Painting
from geo.placing import place
from pages.map.ledger_values import answered, question
from pages.map.painted import Mapped, mapped, painting
from pages.templates import suffix
from pages.view import View
from tests.geo.placing.frames import ALL, FRAMES, Legend, areas, laid_out, shapes
from tests.geo.placing.tasks import problems, said_of, task_of


def main(names: list[str]) -> int:
    """Tries the maps of these indicators, of all where none is named."""
    tried: set[tuple] = set()
    wrong = said = room = 0
    with TemporaryDirectory() as home:
        facts = with_simulated_targets(load_facts())
        release = simulated_release(home, facts, today())
        reading = Reading(release, home, facts, PUBLIK)
        for name in names or definitions():
            for level, texts, legend in _texts(name, reading):
                for frame, area in _maps(texts, legend, level, tried):
                    task, _ = task_of(FRAMES[frame], area, texts, level, legend)
                    places = place(task)
                    for problem in problems(task, places):
                        wrong += 1
                        print(f"{name} {level or 'region'} {area} {frame}: {problem}")
                    now = said_of(task, places)
                    said, room = said + now[0], room + now[1]
            print(
                f"{name}: {len(tried)} maps tried, {said} of {room} with room say their value, {wrong} wrong",
                flush=True,
            )
    return 1 if wrong or not room or said < 0.95 * room else 0


def _texts(name: str, reading: Reading) -> Iterator[tuple[str, dict[str, str], Legend]]:
    """By level and language, what stands under the name of each code, and the legend."""
    about = definitions()[name]
    if about.kind == "published":
        views = {"": View(indicator=name)}
        shown = {"": mapped(views[""])} if about.on_map else {}
    else:
        levels = ("",) if about.needs == "region" else ("", "kecamatan")
        views = {level: View(data="simulasi", indicator=name).changed(level=level) for level in levels}
        shown = {
            level: answered(question(view, reading.months[-1]), reading) for level, view in views.items()
        }
    for level, one in shown.items():
        for language in ("id", "en"):
            words = Words(language)
            yield level, _written(one, words), _legend(painting(views[level], one, words, "light"))


def _legend(painted: Painting) -> Legend:
    """Counts as wide as any of them."""
    entries = tuple((entry.label, "00") for entry in painted.legend)
    return Legend(painted.heading, (*entries, *((look.said, "") for look in painted.looks)))


def _written(shown: Mapped, words: Words) -> dict[str, str]:
    """Digits are all as wide, so that values that differ in digits alone make the same map."""
    unit = suffix(shown.said_in, words)
    unit = unit if len(unit) < 3 else ""
    found = {}
    for row in each_row(shown.rows[shown.rows["value"].notna()]):
        text = f"{'▼ ' if row.held else ''}{shown.written(row.value, words, row.held)}{unit}"
        found[row.code] = re.sub(r"\d", "0", text)
    return found


def _maps(texts: dict[str, str], legend: Legend, level: str, tried: set[tuple]) -> Iterator[tuple[str, str]]:
    """The frames and areas in which these texts were not tried yet beside a legend of this size."""
    alike = {code: re.sub("[.,]", ",", text) for code, text in texts.items()}
    for area in (ALL, *areas()):
        codes = [
            code
            for code, one in zip(shapes(level)["code"], shapes(level)["area"], strict=True)
            if area in (ALL, one)
        ]
        for frame in FRAMES:
            key = (frame, area, level, _room(frame, area, legend), *(alike.get(code, "") for code in codes))
            if key not in tried:
                tried.add(key)
                yield frame, area


def _room(frame: str, area: str, legend: Legend) -> str:
    """Where shapes and legend stand, which a map that was tried already may share."""
    found = laid_out(FRAMES[frame], tuple(areas()) if area == ALL else (area,), legend)
    return repr((found["puts"], [round(side / 4) for side in found["legend"] or ()]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
