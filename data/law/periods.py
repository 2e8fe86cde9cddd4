"""The files of `data/law/in_force/`, read and checked: for each parameter its periods, oldest first.

A file holds one subject. In it a parameter `name` has its titles in `[name]` and one `[[name.period]]`
for every change: `from` and perhaps `to` (months, both included; without `to` until the next period),
the values, `law` (empty when the value is this product's own choice, which is then never confirmed),
`note_id`, `note_en` and `confirmed`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Any

from data.law.shapes import FILES, PASSING, BadRules, Shape, check, check_steps, refuse
from data.months import UnreadableMonth, month_index, month_text
from data.parsing import shown
from data.words import Problem

FOLDER = Path(__file__).parent / "in_force"
_PARAMETER: dict[str, Shape] = {"title_id": str, "title_en": str, "period": [dict]}
_ABOUT: dict[str, Shape] = {"from": str, "law": str, "note_id": str, "note_en": str, "confirmed": bool}


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
    found = next((one for one in reversed(timeline) if one.holds(index)), None)
    if found is None and name not in PASSING:
        raise UnknownMonth(
            "Belum ada aturan “{name}” untuk bulan {month}; yang tercatat: {known}. "
            "Pilih bulan lain atau tambahkan aturannya di {file}.",
            name=timeline[0].title["id"],
            month=month,
            known=", ".join(
                f"{one.since} – {one.until}" if one.until else f"≥ {one.since}" for one in timeline
            ),
            file=f"{timeline[0].file}.toml",
        )
    return found


def periods(folder: Path = FOLDER) -> Mapping[str, tuple[Period, ...]]:
    """Every parameter of `data.law.shapes.FILES` with its periods, oldest first. Raises BadRules."""
    return _periods(Path(folder))


@cache
def _periods(folder: Path) -> dict[str, tuple[Period, ...]]:
    return {
        name: timeline
        for file in FILES
        for name, timeline in _read(folder, file, _toml(folder, file)).items()
    }


def _toml(folder: Path, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / f"{file}.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadRules(
            "Berkas {file} bukan TOML yang utuh ({found}). Betulkan atau pasang lagi berkas aslinya.",
            file=f"{file}.toml",
            found=shown(error),
        ) from error


def _read(folder: Path, file: str, raw: dict[str, Any]) -> dict[str, tuple[Period, ...]]:
    parameters = FILES[file]
    for name in [*raw, *parameters]:
        if name not in parameters or not isinstance(raw.get(name), dict):
            raise BadRules(
                "Berkas {file}: bagian [{name}] tidak dikenal atau tidak ada. Isinya harus {names}.",
                file=f"{file}.toml",
                name=shown(name),
                names=", ".join(parameters),
            )
    return {name: _timeline(file, name, raw[name]) for name in parameters}


def _timeline(file: str, name: str, raw: dict[str, Any]) -> tuple[Period, ...]:
    check(file, name, _PARAMETER, raw)
    blocks = raw["period"]
    for at, block in enumerate(blocks, 1):
        _check_period(file, name, f"{name}.period[{at}]", block)
    title = {language: raw[f"title_{language}"] for language in ("id", "en")}
    timeline = tuple(
        _period(file, name, title, block, following) for block, following in zip_longest(blocks, blocks[1:])
    )
    if not timeline or not _in_order(timeline):
        raise BadRules(
            "Berkas {file}, bagian {name}: masa berlakunya kosong, terbalik atau bertumpuk. "
            "Urutkan menurut from; to tidak boleh lebih awal daripada from.",
            file=f"{file}.toml",
            name=name,
        )
    return timeline


def _check_period(file: str, name: str, key: str, block: dict[str, Any]) -> None:
    stated = dict(block)
    if block.get("law") == "" and block.get("confirmed") is False:
        stated["law"] = "-"
    about = {"to": str, **_ABOUT} if "to" in block else _ABOUT
    check(file, key, {**about, **FILES[file][name]}, stated)
    check_steps(file, name, key, block)
    for end in {"from", "to"} & set(block):
        try:
            month_index(block[end])
        except UnreadableMonth as error:
            refuse(file, f"{key}.{end}", block[end], "2025-03", error)


def _period(
    file: str, name: str, title: dict[str, str], block: dict[str, Any], following: dict[str, Any] | None
) -> Period:
    until: str | None = block.get("to")
    if until is None and following is not None:
        until = month_text(month_index(following["from"]) - 1)
    return Period(
        name=name,
        file=file,
        since=block["from"],
        until=until,
        values={key: block[key] for key in FILES[file][name]},
        law=block["law"],
        confirmed=block["confirmed"],
        title=title,
        note={language: block[f"note_{language}"] for language in ("id", "en")},
    )


def _in_order(timeline: tuple[Period, ...]) -> bool:
    forward = all(one.until is None or one.since <= one.until for one in timeline)
    return forward and all(str(one.until) < later.since for one, later in pairwise(timeline))
