"""For each parameter of the law its periods, oldest first, and the one that a month is in.

The numbers stand in the TOML files of `data/law/in_force/` (see `data.law.shapes`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

from data.law.shapes import FILES, PASSING, Block, Parameter, read_law
from data.months import month_index, month_text
from data.words import Problem

FOLDER = Path(__file__).parent / "in_force"


class UnknownMonth(Problem):
    """No rule is known for a month."""


@dataclass(frozen=True)
class Period:
    """One parameter from `since` to `until` (months, both included; None is until further notice).

    `values` are as in the file: whole numbers in the unit that their key names (ppm is parts per million,
    rupiah, days, months, employers, workers), booleans, words, dates. `law` is "" and `confirmed` False
    where no law was found. `title` and `note` are `{"id": ..., "en": ...}`.
    """

    name: str
    file: str
    since: str
    until: str | None
    values: Mapping[str, Any]
    law: str
    confirmed: bool
    title: Mapping[str, str]
    note: Mapping[str, str]

    def holds(self, index: int) -> bool:
        """Whether the month with this `month_index` is in the period."""
        return month_index(self.since) <= index and (self.until is None or index <= month_index(self.until))


def in_force(name: str, month: str, folder: Path = FOLDER) -> Period | None:
    """The period of the parameter `name` that `month` is in.

    None for a relief that is not granted in that month. Raises BadRules for a damaged file, UnknownMonth for a
    month without a rule, UnreadableMonth for what is no month.
    """
    index = month_index(month)
    timeline = periods(folder)[name]
    holding = next((period for period in reversed(timeline) if period.holds(index)), None)
    if holding is None and name not in PASSING:
        raise UnknownMonth(
            "Belum ada aturan “{name}” untuk bulan {month}; yang tercatat: {known}. "
            "Pilih bulan lain atau tambahkan aturannya di {file}.",
            name=timeline[0].title["id"],
            month=month,
            known=", ".join(map(_span, timeline)),
            file=f"{timeline[0].file}.toml",
        )
    return holding


def _span(period: Period) -> str:
    return f"{period.since} – {period.until}" if period.until else f"≥ {period.since}"


def periods(folder: Path = FOLDER) -> Mapping[str, tuple[Period, ...]]:
    """Every parameter of `data.law.shapes.FILES` with its periods, oldest first. Raises BadRules."""
    return _periods(Path(folder))


@cache
def _periods(folder: Path) -> dict[str, tuple[Period, ...]]:
    return {
        name: tuple(_timeline(file, name, parameter))
        for file in FILES
        for name, parameter in read_law(folder, file).items()
    }


def _timeline(file: str, name: str, parameter: Parameter) -> Iterator[Period]:
    title = {"id": parameter.title_id, "en": parameter.title_en}
    blocks: list[Block] = parameter.period
    for block, following in zip_longest(blocks, blocks[1:]):
        yield Period(
            name=name,
            file=file,
            since=block.since,
            until=block.until or (month_text(month_index(following.since) - 1) if following else None),
            values=block.model_dump(include=set(FILES[file][name])),
            law=block.law,
            confirmed=block.confirmed,
            title=title,
            note={"id": block.note_id, "en": block.note_en},
        )
