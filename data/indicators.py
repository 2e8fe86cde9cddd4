"""What each number means, and which published figure stands for an area on a given day.

One TOML file per indicator in `data/indicators/`, named after it, holds its words in both languages.
Pages, legends and exports all read them; adding an indicator adds one file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from data.cells import shown
from data.figure_dates import AsOf
from data.figures import computed_pct
from data.words import Problem

FOLDER = Path(__file__).parent / "indicators"
LANGUAGES = ("id", "en")
TEXTS = ("title", "group", "question", "definition", "numerator", "denominator", "caveat", "legal")
_CHOICES: dict[str, tuple[Any, ...]] = {
    "unit": ("percent", "workers", "employers", "rupiah", "cases"),
    "polarity": ("high_good", "low_good", "neutral"),
    "on_map": (True, False),
    "target_series": (None, "BPJS", "RPJMN"),
}
# A target or a flow is another quantity than the stock that the indicator means: never shown as it.
_NEVER = {"target", "flow"}
_ON_DEMAND = {"partial", "bound", "doubtful"}


class BadDefinition(Problem):
    """An indicator's file that cannot be used as it is."""


@dataclass(frozen=True)
class Indicator:
    """One indicator. The texts are `{"id": ..., "en": ...}`.

    unit: percent, workers, employers, rupiah or cases. polarity: high_good, low_good or neutral.
    target_series: the series of the targets table that it is held against, or None.
    """

    id: str
    order: int
    title: Mapping[str, str]
    group: Mapping[str, str]
    question: Mapping[str, str]
    definition: Mapping[str, str]
    numerator: Mapping[str, str]
    denominator: Mapping[str, str]
    caveat: Mapping[str, str]
    legal: Mapping[str, str]
    unit: str
    polarity: str
    on_map: bool
    target_series: str | None


def definitions(folder: Path = FOLDER) -> dict[str, Indicator]:
    """Every indicator of `folder` by id, in the order of their `order`.

    Raises BadDefinition, which names the file and the key.
    """
    return dict(_definitions(Path(folder)))


@cache
def _definitions(folder: Path) -> dict[str, Indicator]:
    found = sorted((_indicator(path) for path in sorted(folder.glob("*.toml"))), key=lambda one: one.order)
    if not found:
        raise BadDefinition(
            "Folder {folder} tidak berisi definisi indikator. Pasang lagi berkas aslinya.",
            folder=shown(folder, 200),
        )
    for first, second in pairwise(found):
        if first.order == second.order:
            raise BadDefinition(
                "Berkas {file}, kunci order: {found} sudah dipakai {other}. Pilih angka lain.",
                file=f"{second.id}.toml",
                found=second.order,
                other=f"{first.id}.toml",
            )
    return {one.id: one for one in found}


def _indicator(path: Path) -> Indicator:
    raw = _toml(path)
    extra = sorted(set(raw) - {"order", *TEXTS, *_CHOICES})
    if extra:
        raise BadDefinition(
            "Berkas {file}, kunci {key}: tidak dikenal. Hapus atau betulkan ejaannya.",
            file=path.name,
            key=shown(extra[0]),
        )
    order = raw.get("order")
    if type(order) is not int:
        _refuse_value(path, "order", order, "1, 2, 3, ...")
    texts = {key: _both_languages(path, key, raw.get(key)) for key in TEXTS}
    choices = {key: _choice(path, key, raw.get(key)) for key in _CHOICES}
    return Indicator(id=path.stem, order=order, **texts, **choices)  # type: ignore[arg-type]


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadDefinition(
            "Berkas {file} bukan TOML yang utuh ({found}). Betulkan atau pasang lagi berkas aslinya.",
            file=path.name,
            found=shown(error),
        ) from error


def _both_languages(path: Path, key: str, said: object) -> dict[str, str]:
    texts = said if isinstance(said, dict) else {}
    for language in LANGUAGES:
        if not isinstance(texts.get(language), str) or not texts[language].strip():
            raise BadDefinition(
                "Berkas {file}, kunci {key}: belum ada teksnya. Tambahkan lalu mulai lagi.",
                file=path.name,
                key=f"{key}.{language}",
            )
    return {language: texts[language] for language in LANGUAGES}


def _choice(path: Path, key: str, found: object) -> object:
    accepted = _CHOICES[key]
    if not any(found is one or (isinstance(found, str) and found == one) for one in accepted):
        _refuse_value(path, key, found, ", ".join(_written(one) for one in accepted if one is not None))
    return found


def _written(value: object) -> str:
    """A value as TOML has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _refuse_value(path: Path, key: str, found: object, choices: str) -> None:
    raise BadDefinition(
        "Berkas {file}, kunci {key}: tertulis {found}. Yang diterima salah satu dari {choices}.",
        file=path.name,
        key=key,
        found=f"“{shown(found)}”",
        choices=choices,
    )


def published(
    figures: pd.DataFrame, indicator: str, known_on: date, flagged: bool = False, kind: str = "region"
) -> pd.DataFrame:
    """For every area of `kind` its latest figure of `indicator` that was known on `known_on`.

    A figure is known when its period ends; an undated one never is. Figures that are flagged target
    or flow are never admitted (they are another quantity), those flagged partial, bound or doubtful
    only when `flagged`. Of figures of one day the one with a stated date wins, then the unflagged,
    then the one with numerator and denominator, then the higher id.

    Returns the columns of the figures table plus `as_of_end` (date) and `computed_pct` (float, points;
    NaN where the figure is no percentage or its numbers are not given), ordered by `area_code`.
    """
    rows = figures[(figures["indicator"] == indicator) & (figures["area_kind"] == kind)]
    best: dict[str, tuple[tuple[Any, ...], Any]] = {}
    columns = (
        rows[name]
        for name in ("area_code", "as_of", "flags", "as_of_basis", "numerator", "denominator", "id")
    )
    for label, area, as_of, flags, basis, above, below, key in zip(rows.index, *columns, strict=True):
        end = _end(as_of)
        if end is None or end > known_on or not _admitted(flags, flagged):
            continue
        both = above == above and below == below  # NaN is not equal to itself
        rank = (end, basis == "stated", _cleanness(flags), both, len(key), key)
        if area not in best or rank > best[area][0]:
            best[area] = (rank, label)
    chosen = rows.loc[[best[area][1] for area in sorted(best)]].reset_index(drop=True)
    ends = [best[area][0][0] for area in sorted(best)]
    return chosen.assign(as_of_end=pd.Series(ends, dtype=object), computed_pct=with_computed(chosen))


def with_computed(figures: pd.DataFrame) -> pd.Series:
    """Numerator in per cent of denominator for each figure that is, or states, a percentage; else NaN."""
    percentage = (figures["unit"] == "percent") | figures["stated_pct"].notna()
    pairs = zip(figures["numerator"], figures["denominator"], percentage, strict=True)
    values = [computed_pct(above, below) if wanted else None for above, below, wanted in pairs]
    return pd.Series(values, index=figures.index, dtype=float)


def known_months(figures: pd.DataFrame, indicator: str | None = None, flagged: bool = True) -> list[str]:
    """The months ("2021-12"), oldest first, in which a region's figure became known.

    `indicator` None means any; figures that `published` would not admit do not count.
    """
    rows = figures[figures["area_kind"] == "region"]
    if indicator is not None:
        rows = rows[rows["indicator"] == indicator]
    ends = (
        _end(as_of)
        for as_of, flags in zip(rows["as_of"], rows["flags"], strict=True)
        if _admitted(flags, flagged)
    )
    return sorted({f"{end:%Y-%m}" for end in ends if end is not None})


def _remembered(function: Callable[[str], Any]) -> Callable[[str], Any]:
    """Dates and flags repeat in every row and at every rerun of a page."""
    return cache(function)


@_remembered
def _end(as_of: str) -> date | None:
    return AsOf(as_of).end if as_of else None


@_remembered
def _flags(flags: str) -> frozenset[str]:
    return frozenset(flags.split(";")) - {""}


def _admitted(flags: str, flagged: bool) -> bool:
    found = _flags(flags)
    return not found & _NEVER and (flagged or not found & _ON_DEMAND)


def _cleanness(flags: str) -> int:
    """2 without a flag, 1 when only derived, 0 otherwise."""
    found = _flags(flags)
    return 0 if found & _ON_DEMAND else 2 - bool(found)
