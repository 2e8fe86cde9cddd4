"""What changed in an office's regions since the month before, in sentences made from the numbers."""

from __future__ import annotations

import pandas as pd

from data.indicators import definitions
from data.words import Words
from pages import session
from pages.session import OfficeSums
from pages.templates import signed_quantity

# Of the month itself, not as of its end: each with the sentence that says it.
_FLOWS = {
    "cases_started": "Kasus dibuka: {value}.",
    "cases_settled": "Kasus ditutup: {value}.",
    "ledger_recovered_rp": "Tertagih dari kasus: {value}.",
}


def sentences(of: OfficeSums, words: Words) -> list[str]:
    """How many regions moved which way, who most, then what the month brought; hidden numbers are left out.

    Empty where the ledger does not know the month before.
    """
    if not of.before:
        return []
    said = [*_compliance(of, words), _most(of, "ledger_arrears_rp", words), *_flows(of, words)]
    return [sentence for sentence in said if sentence]


def _moved(of: OfficeSums, name: str) -> pd.Series:
    """By region how much an indicator moved since the month before; those not known in both are left out."""
    now, then = of.values(name)["value"], of.values(name, of.before)["value"]
    return (now.astype("Float64") - then.astype("Float64")).dropna().sort_values(kind="stable")


def _compliance(of: OfficeSums, words: Words) -> list[str]:
    moved = _moved(of, "compliance")
    if len(moved) < 2:
        return []
    up, down = int((moved > 0).sum()), int((moved < 0).sum())
    said = [words("Tingkat kepatuhan: {up} wilayah naik, {down} turun, {same} tetap.", up=up, down=down, same=len(moved) - up - down)]  # fmt: skip
    if up:
        said.append(
            words("Naik terbanyak: {named}.", named=_named(moved.index[-1], moved.iloc[-1], "points", words))
        )
    if down:
        said.append(
            words("Turun terbanyak: {named}.", named=_named(moved.index[0], moved.iloc[0], "points", words))
        )
    return said


def _most(of: OfficeSums, name: str, words: Words) -> str:
    """Where the arrears grew most."""
    moved = _moved(of, name)
    if moved.empty or moved.iloc[-1] <= 0:
        return ""
    unit = definitions()[name].unit
    return words(
        "Tunggakan bertambah terbanyak: {named}.", named=_named(moved.index[-1], moved.iloc[-1], unit, words)
    )


def _named(code: object, change: float, unit: str, words: Words) -> str:
    return f"{session.area_name(str(code))} {signed_quantity(float(change), unit, words)}"


def _flows(of: OfficeSums, words: Words) -> list[str]:
    found = ((sentence, of.sum(name)) for name, sentence in _FLOWS.items())
    return [
        words(sentence, value=words.quantity(float(one.value), one.unit))
        for sentence, one in found
        if one is not None and one.value is not None
    ]
