"""What an indicator of the ledger is made of: which measures of the compliance cube, over what, guarded how.

above   measures that are added to the numerator          above = ["wajib"]
minus   measures that are taken off it                    minus = ["terdaftar"]
below   measures that are added to the denominator        below = ["wajib"]
below_workforce   or a definition of the workforce table  below_workforce = "employed"
gap     people missing to a target of the denominator     gap = true
by      read once for every value of a dimension          by = "sector"
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from data.cube import CASES, DIMENSIONS, EMPLOYERS, LARGEST, MEASURES, RUPIAH
from data.disclosure import Disclosure
from data.indicators.files import BadDefinition, choice, refuse_unknown, refuse_value, several
from data.vocabulary import SEGMENTS

WORKFORCE = ("employed", "formal", "informal")
# Employers behind a cell; where none stands behind it, the events, projects or people that are counted.
CONTRIBUTORS = (*EMPLOYERS, "outreach_attended", "jakon_workers", "informal_active")
AMOUNTS = (*RUPIAH, CASES[-1])
# What each LARGEST column is a share of.
_WHOLE = {
    "largest_outstanding": tuple(name for name in RUPIAH if "outstanding" in name),
    "largest_due": ("due",),
    "largest_wages": ("wages",),
}
KEYS = (
    "above", "minus", "below", "below_workforce", "gap", "flow", "segment", "needs", "by",
    "thresholds", "target_of", "disclosure",
)  # fmt: skip
RATIOS = ("percent", "months")


def ledger_parts(path: Path, raw: Mapping[str, Any], unit: str) -> dict[str, Any]:
    """The fields of an Indicator of kind ledger from its file's keys. Raises BadDefinition."""
    found = {
        "above": several(path, "above", raw.get("above"), MEASURES),
        "minus": several(path, "minus", raw.get("minus"), MEASURES),
        "below": several(path, "below", raw.get("below"), MEASURES),
        "below_workforce": choice(path, "below_workforce", raw.get("below_workforce", ""), ("", *WORKFORCE)),
        "gap": choice(path, "gap", raw.get("gap", False), (True, False)),
        "flow": choice(path, "flow", raw.get("flow"), (True, False)),
        "segment": several(path, "segment", raw.get("segment"), SEGMENTS),
        "needs": choice(path, "needs", raw.get("needs", ""), ("", "region")),
        "by": choice(path, "by", raw.get("by", ""), ("", *DIMENSIONS)),
        "thresholds": _thresholds(path, raw.get("thresholds", [])),
        "target_of": raw.get("target_of", ""),
    }
    found["disclosure"] = _disclosure(path, raw.get("disclosure"), _shows_rupiah(found))
    _check_fit(path, found, unit, raw.get("target_series"))
    return found


def _shows_rupiah(parts: Mapping[str, Any]) -> bool:
    return any(name in AMOUNTS for key in ("above", "minus", "below") for name in parts[key])


def _thresholds(path: Path, found: object) -> tuple[float, ...]:
    numbers = found if isinstance(found, list) else [None]
    rising = all(type(one) in (int, float) for one in numbers) and sorted(set(numbers)) == numbers
    if not rising:
        refuse_value(path, "thresholds", found, "[1, 3, 6], [10.5, 20], ...")
    return tuple(numbers)


def _disclosure(path: Path, raw: object, rupiah: bool) -> Disclosure:
    """Rupiah without the dominance rule would show what one large employer owes."""
    said = raw if isinstance(raw, dict) else {}
    refuse_unknown(path, [f"disclosure.{key}" for key in said], ["disclosure.contributors", "disclosure.value", "disclosure.largest"])  # fmt: skip
    counted = choice(path, "disclosure.contributors", said.get("contributors"), CONTRIBUTORS)
    if not rupiah and "largest" not in said and "value" not in said:
        return Disclosure(counted)
    largest = choice(path, "disclosure.largest", said.get("largest"), LARGEST)
    value = several(path, "disclosure.value", said.get("value", []), _WHOLE[largest])
    return Disclosure(counted, value, largest)


def _check_fit(path: Path, parts: Mapping[str, Any], unit: str, series: str | None) -> None:
    """Raises BadDefinition when the parts do not make one number of the unit."""
    over = bool(parts["below"]) + bool(parts["below_workforce"])
    target = bool(series) and isinstance(parts["target_of"], str) and bool(parts["target_of"])
    for holds, key, wanted in (
        (parts["above"], "above", "[\"wajib\"], [\"workers_active\"], ..."),
        (over < 2, "below_workforce", "below, below_workforce"),
        ((unit in RATIOS) == (over == 1 and not parts["gap"]), "unit", ", ".join(RATIOS) if over else "workers, employers, rupiah, cases"),
        (not parts["gap"] or (parts["below_workforce"] and target and unit == "people"), "gap", "unit = people, below_workforce, target_series, target_of"),
        (unit != "people" or parts["gap"], "unit", "gap = true"),
        (bool(series) == target and bool(series) == bool(parts["target_of"]), "target_of", "target_series, target_of"),
        (not parts["below_workforce"] or parts["needs"] == "region", "needs", "region"),
    ):  # fmt: skip
        if not holds:
            raise BadDefinition(
                "Berkas {file}, kunci {key}: tidak cocok dengan kunci lain. Yang diterima: {choices}.",
                file=path.name,
                key=key,
                choices=wanted,
            )
