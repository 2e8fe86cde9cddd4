"""Which parameters each file of `data/law/in_force/` holds, and what their values may be.

A shape is a range (a whole number in it), a type (bool, date, dict, or str for a text that is not blank),
a tuple of words (a list of different ones of them), a list of one shape (any number of it) or a dict
(exactly these keys).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, NoReturn, TypeAlias

from data.parsing import shown
from data.vocabulary import AGEING, PAYERS, PROGRAMMES, RELIEF_INDUSTRIES, RISKS, SCALES
from data.words import Problem

Shape: TypeAlias = "range | type | tuple[str, ...] | list[Shape] | dict[str, Shape]"

# Rates are parts per million: 0.24 % is 2_400, and no rate in law needs more digits.
PPM = range(0, 1_000_001)
RUPIAH = range(0, 10**15)
DAYS = range(1, 1_001)
MONTHS = range(1, 1_001)
COUNT = range(1, 1_000_001)
_CLOCK: dict[str, Shape] = {"days": DAYS, "working": bool}
_BPU_RELIEF: dict[str, Shape] = {"off_ppm": PPM, "excluded_payers": ("apbn", *PAYERS)}  # fmt: skip
_SHARES: dict[str, Shape] = {"employer": PPM, "worker": PPM}
_TIER: dict[str, Shape] = {"above_rupiah": RUPIAH, "jkk_ppm": PPM, "jkm_ppm": PPM}

FILES: dict[str, dict[str, dict[str, Shape]]] = {
    "jkk": {"jkk": {"ppm": dict.fromkeys(RISKS, PPM)}},
    "jkm": {"jkm": {"ppm": PPM}},
    "jht": {"jht": {"ppm": _SHARES}},
    "jp": {"jp": {"ppm": _SHARES}, "jp_wage_ceiling": {"rupiah": range(1, 10**9)}},
    "required_programmes": {"required": {"programmes": dict.fromkeys(SCALES, PROGRAMMES)}},
    "relief": {"jkk_relief": {"off_ppm": PPM, "min_workers": COUNT, "industries": RELIEF_INDUSTRIES}},
    "bpu": {
        "bpu": {"jkk_ppm": PPM, "jkm_rupiah": RUPIAH, "least_rupiah": RUPIAH, "least_with_jht_rupiah": RUPIAH},
        "bpu_relief_transport": _BPU_RELIEF,
        "bpu_relief_other": _BPU_RELIEF,
    },
    "jakon": {"jakon": {"tiers": [_TIER], "wages_jkk_ppm": PPM, "register_working_days": DAYS}},
    "late": {"due_day": {"day": range(1, 32)}, "penalty": {"ppm": PPM}, "holidays": {"days": [date]}},
    "non_registration": {"non_registration": {"ppm": PPM}},
    "ageing": {"ageing": {"first_month": dict.fromkeys(AGEING, MONTHS)}, "active_until": {"months": MONTHS}},
    "enforcement": {
        f"clock_{step}": _CLOCK for step in ("teguran_1", "teguran_2", "denda", "nota_1", "nota_2")
    },
    "disclosure": {"min_employers": {"employers": COUNT}, "dominance": {"ppm": PPM}},
}  # fmt: skip
# What is granted for some months only; every other parameter always has a value.
PASSING = ("jkk_relief", "bpu_relief_transport", "bpu_relief_other")
# Lists of lower bounds: the first one fixed, each one above the one before, so that nothing falls between.
_STEPS = {
    "ageing": (1, lambda values: [values["first_month"][name] for name in AGEING]),
    "jakon": (0, lambda values: [tier["above_rupiah"] for tier in values["tiers"]]),
}
_EXAMPLES = {bool: "true, false", date: "2026-08-17", dict: "{ ... }", str: '"..."'}


class BadRules(Problem):
    """A file of the rules that cannot be used as it is."""


def check(file: str, key: str, shape: Shape, found: object) -> None:
    """Raise BadRules, which names the file and the key, unless `found` has the shape."""
    if isinstance(shape, dict):
        for inner, value in _inside(file, key, shape, found):
            check(file, f"{key}.{inner}", shape[inner], value)
    elif isinstance(shape, list):
        if not isinstance(found, list):
            refuse(file, key, found, "[ ... ]")
        for at, value in enumerate(found, 1):
            check(file, f"{key}[{at}]", shape[0], value)
    elif not _fits(shape, found):
        refuse(file, key, found, _accepted(shape))


def check_steps(file: str, name: str, key: str, values: Mapping[str, Any]) -> None:
    """Raise BadRules when the lower bounds of a parameter that has them do not start right or do not rise."""
    if name not in _STEPS:
        return
    first, bounds_of = _STEPS[name]
    bounds = list(bounds_of(values))
    if not bounds or bounds[0] != first or any(low >= high for low, high in pairwise(bounds)):
        raise BadRules(
            "Berkas {file}, {key}: batasnya tertulis {found}. Mulailah dari {first} dan urutkan makin besar.",
            file=f"{file}.toml",
            key=key,
            found=", ".join(map(str, bounds)) or "-",
            first=first,
        )


def refuse(file: str, key: str, found: object, accepted: str, cause: Exception | None = None) -> NoReturn:
    """Raise BadRules: what is written in `file` under `key`, and what is accepted instead."""
    raise BadRules(
        "Berkas {file}, kunci {key}: tertulis {found}. Yang diterima: {accepted}.",
        file=f"{file}.toml",
        key=key,
        found=f"“{shown(found)}”",
        accepted=accepted,
    ) from cause


def _inside(file: str, key: str, shape: dict[str, Shape], found: object) -> Iterator[tuple[str, object]]:
    table = found if isinstance(found, dict) else {}
    for inner in [*table, *shape]:
        if inner not in shape:
            raise BadRules(
                "Berkas {file}, kunci {key}: tidak dikenal. Hapus atau betulkan ejaannya.",
                file=f"{file}.toml",
                key=shown(f"{key}.{inner}"),
            )
        if inner not in table:
            raise BadRules(
                "Berkas {file}, kunci {key}: belum diisi. Tambahkan lalu mulai lagi.",
                file=f"{file}.toml",
                key=f"{key}.{inner}",
            )
    yield from table.items()


def _fits(shape: range | type | tuple[str, ...], found: object) -> bool:
    if isinstance(shape, range):
        return type(found) is int and found in shape
    if isinstance(shape, tuple):
        return (
            isinstance(found, list)
            and bool(found)
            and all(isinstance(one, str) and one in shape for one in found)
            and len(set(found)) == len(found)
        )
    return type(found) is shape and (shape is not str or bool(str(found).strip()))


def _accepted(shape: range | type | tuple[str, ...]) -> str:
    if isinstance(shape, range):
        return f"{shape.start} ... {shape.stop - 1}"
    if isinstance(shape, tuple):
        return "[{}]".format(", ".join(f'"{one}"' for one in shape))
    return _EXAMPLES[shape]
