"""The files of `data/law/in_force/`: which parameters each holds, and what their values may be.

A file holds one subject. In it a parameter `name` has its titles in `[name]` and one `[[name.period]]` for every
change: what every period states (`Block`), and the values of that parameter (`FILES`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    Field,
    StrictBool,
    ValidationInfo,
    create_model,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from data.months import UnreadableMonth, month_index
from data.parsing import Text, TomlTable, read_toml, several_of, shown, table_of, whole
from data.vocabulary import (
    AGEING,
    CASE_KINDS,
    PAYERS,
    PROGRAMMES,
    RELIEF_INDUSTRIES,
    RISKS,
    SCALES,
    STEPS,
)
from data.words import Problem

# The sentences for what only these files can have wrong; the others are those of every TOML file.
_SENTENCES = {
    "section": "Berkas {file}: bagian [{name}] tidak dikenal atau tidak ada. Isinya harus {names}.",
    "order": "Berkas {file}, bagian {name}: masa berlakunya kosong, terbalik atau bertumpuk. "
    "Urutkan menurut from; to tidak boleh lebih awal daripada from.",
    "bounds": "Berkas {file}, {key}: batasnya tertulis {found}. Mulailah dari {first} dan urutkan makin besar.",
}
# What is granted for some months only; every other parameter has a value in every month.
PASSING = ("jkk_relief", "bpu_relief_transport", "bpu_relief_other", "chain_licence")


class BadRules(Problem):
    """A file of the law that cannot be used as it is."""


def _month(text: str) -> str:
    """Refuses what is no month."""
    try:
        month_index(text)
    except UnreadableMonth:
        raise PydanticCustomError("value", "no month", {"accepted": "2025-03"}) from None
    return text


def _rising(first: int, bounds_of: Callable[[Any], Iterable[int]]) -> AfterValidator:
    """Annotates what has lower bounds: the first one is `first`, each is above the last, so that nothing is between."""

    def rising(value: Any) -> Any:
        bounds = list(bounds_of(value))
        if bounds[:1] != [first] or any(low >= high for low, high in pairwise(bounds)):
            written = ", ".join(map(str, bounds)) or "-"
            raise PydanticCustomError("bounds", "not rising", {"found": written, "first": first})
        return value

    return AfterValidator(rising)


# Rates are parts per million: 0.24 % is 2_400, and no rate in law needs more digits.
Ppm = Annotated[int, whole(0, 1_000_000)]
Rupiah = Annotated[int, whole(0, 10**15 - 1)]
Days = Annotated[int, whole(1, 1_000)]
Months = Annotated[int, whole(1, 1_000)]
Count = Annotated[int, whole(1, 1_000_000)]
Month = Annotated[str, AfterValidator(_month)]
Shares = Annotated[dict[str, Ppm], table_of(("employer", "worker"))]
ByRisk = Annotated[dict[str, Ppm], table_of(RISKS)]
ByAge = Annotated[dict[str, Months], table_of(AGEING), _rising(1, dict.values)]
Programmes = Annotated[tuple[str, ...], several_of(PROGRAMMES)]
ByScale = Annotated[dict[str, Programmes], table_of(SCALES)]
Industries = Annotated[tuple[str, ...], several_of(RELIEF_INDUSTRIES)]
Scales = Annotated[tuple[str, ...], several_of(SCALES)]
Steps = Annotated[tuple[str, ...], several_of(STEPS)]
Kinds = Annotated[tuple[str, ...], several_of(CASE_KINDS)]
Provinces = tuple[Annotated[str, Field(pattern=r"^[0-9]{2}$")], ...]
Payers = Annotated[tuple[str, ...], several_of(("apbn", *PAYERS))]


class Tier(TomlTable):
    """The rates on the part of a construction contract's value that is above `above_rupiah`."""

    above_rupiah: Rupiah
    jkk_ppm: Ppm
    jkm_ppm: Ppm


Tiers = Annotated[list[Tier], _rising(0, lambda tiers: (tier.above_rupiah for tier in tiers))]


class Block(TomlTable):
    """What every period states: its months (both included), the law, a note, and whether it is confirmed.

    Without `until` a period holds until the next one begins. `law` is "" where the value is this product's own
    choice, which is then never confirmed.
    """

    since: Month = Field(alias="from")
    until: Month | None = Field(default=None, alias="to")
    confirmed: StrictBool
    law: str
    note_id: Text
    note_en: Text

    @field_validator("law")
    @classmethod
    def _confirmed_by_a_law(cls, law: str, info: ValidationInfo) -> str:
        own_choice = law == "" and info.data.get("confirmed") is False
        if not law.strip() and not own_choice:
            raise PydanticCustomError("value", "confirmed by nothing", {"accepted": '"..."'})
        return law


class Parameter(TomlTable):
    """A parameter: its titles, and its periods, oldest first and without overlap (kinds of Block)."""

    title_id: Text
    title_en: Text
    period: list[Any]

    @field_validator("period")
    @classmethod
    def _in_order(cls, blocks: list[Block]) -> list[Block]:
        forward = all(block.until is None or block.since <= block.until for block in blocks)
        apart = all((block.until or block.since) < later.since for block, later in pairwise(blocks))
        if not (blocks and forward and apart):
            raise PydanticCustomError("order", "no periods, or not in order")
        return blocks


class LawFile(TomlTable):
    """A file: a section for each of its parameters."""

    @model_validator(mode="before")
    @classmethod
    def _sections(cls, raw: dict[str, Any]) -> dict[str, Any]:
        for name in [*raw, *cls.model_fields]:
            if name not in cls.model_fields or not isinstance(raw.get(name), dict):
                names = ", ".join(cls.model_fields)
                raise PydanticCustomError("section", "other sections", {"name": shown(name), "names": names})
        return raw


_CLOCK = {"days": Days, "working": StrictBool}
_BPU = {"jkk_ppm": Ppm, "jkm_rupiah": Rupiah, "least_rupiah": Rupiah, "least_with_jht_rupiah": Rupiah}
_BPU_RELIEF = {"off_ppm": Ppm, "excluded_payers": Payers}
_CHAIN = {"steps": Steps, "kinds": Kinds, "provinces": Provinces}
_HOLIDAYS = tuple[Annotated[date, Field(strict=True)], ...]
# File -> parameter -> the type of each of its values.
FILES: dict[str, dict[str, dict[str, Any]]] = {
    "jkk": {"jkk": {"ppm": ByRisk}},
    "jkm": {"jkm": {"ppm": Ppm}},
    "jht": {"jht": {"ppm": Shares}},
    "jp": {"jp": {"ppm": Shares}, "jp_wage_ceiling": {"rupiah": Annotated[int, whole(1, 10**9 - 1)]}},
    "required_programmes": {"required": {"programmes": ByScale}},
    "relief": {"jkk_relief": {"off_ppm": Ppm, "min_workers": Count, "industries": Industries}},
    "bpu": {"bpu": _BPU, "bpu_relief_transport": _BPU_RELIEF, "bpu_relief_other": _BPU_RELIEF},
    "jakon": {"jakon": {"tiers": Tiers, "wages_jkk_ppm": Ppm, "register_working_days": Days}},
    "late": {
        "due_day": {"day": Annotated[int, whole(1, 31)], "before": StrictBool},
        "penalty": {"ppm": Ppm},
        "holidays": {"added": _HOLIDAYS, "removed": _HOLIDAYS, "estimated": StrictBool},
        "joint_holidays": {"free": StrictBool},
    },
    "minimum_wage": {
        "minimum_wage_bound": {"scales": Scales},
        "reported_wage_floor": {"used": StrictBool, "rupiah": Rupiah},
    },
    "non_registration": {"non_registration": {"ppm": Ppm}},
    "ageing": {"ageing": {"first_month": ByAge}, "active_until": {"months": Months}},
    "enforcement": {
        f"clock_{step}": _CLOCK for step in ("teguran_1", "teguran_2", "denda", "nota_1", "nota_2")
    },
    "chains": {
        f"chain_{name}": _CHAIN for name in ("pwbd", "arrears", "inspection", "licence", "receivables")
    }
    | {"receivables": {"stays_up_to_rupiah": Rupiah}},
    "disclosure": {"min_employers": {"employers": Count}, "dominance": {"ppm": Ppm}},
}


def _parameter(name: str, types: Mapping[str, Any]) -> type[Parameter]:
    block = create_model(name, __base__=Block, **_required(types))
    return create_model(name, __base__=Parameter, period=(list[block], ...))  # type: ignore[valid-type]


def _required(types: Mapping[str, Any]) -> dict[str, Any]:
    return {key: (kind, ...) for key, kind in types.items()}


_MODELS = {
    file: create_model(
        file, __base__=LawFile, **_required({name: _parameter(name, types) for name, types in names.items()})
    )
    for file, names in FILES.items()
}


def read_law(folder: Path, file: str) -> dict[str, Parameter]:
    """The parameters of `file` (without ".toml") by name. Raises BadRules, which names the file and the key."""
    return dict(read_toml(folder / f"{file}.toml", _MODELS[file], BadRules, _SENTENCES))
