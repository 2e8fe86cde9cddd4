"""The file of an indicator: which keys it has, what they may say, and what must fit together.

above   measures that are added to the numerator          above = ["wajib"]
minus   measures that are taken off it                    minus = ["terdaftar"]
below   measures that are added to the denominator        below = ["wajib"]
below_workforce   or a definition of the workforce table  below_workforce = "employed"
gap     people missing to a target of the denominator     gap = true
by      read once for every value of a dimension          by = "sector"
published   the published figures that say the same       published = "ucj_pct"
doubtful    the part that rests on an unconfirmed rule    doubtful = "cases_past_deadline_unconfirmed"
brings  whose contribution one more worker would bring    brings = "informal"
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Self

from pydantic import (
    StrictBool,
    StrictInt,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from data.cube import DIMENSIONS, TOLD
from data.parsing import Text, TomlTable, one_of, several_of, table_of
from data.vocabulary import SEGMENTS
from data.words import LANGUAGES, Problem

COUNTS = ("workers", "employers", "rupiah", "cases")
RATIOS = ("percent", "months")
# Kind of a file -> the units that its values may have.
UNITS = {
    "published": ("percent", *COUNTS, "villages", "projects"),
    "ledger": ("percent", *COUNTS, "people", "months"),
}
WORKFORCE = ("employed", "formal", "informal")
# Whose contribution one of the missing workers would bring in a month: that of a worker of the region on average, or the
# least one of the self-employed.
BRINGS = ("", "workers", "informal")
# What a gap, the people missing to a target, is made of.
_OF_A_GAP = ("unit = people", "below_workforce", "target_series", "target_of")
# The sentence for keys that are all right, but not together; the others are those of every TOML file.
SENTENCES = {
    "mismatch": "Berkas {file}, kunci {key}: tidak cocok dengan kunci lain. Yang diterima: {choices}."
}
Measures = Annotated[tuple[str, ...], several_of(TOLD)]
BothLanguages = Annotated[dict[str, Text], table_of(LANGUAGES)]


class BadDefinition(Problem):
    """A file of an indicator that cannot be used as it is."""


class Texts(TomlTable):
    """What an indicator is called, asks, means and rests on, as {"id": ..., "en": ...}."""

    title: BothLanguages
    group: BothLanguages
    question: BothLanguages
    definition: BothLanguages
    numerator: BothLanguages
    denominator: BothLanguages
    caveat: BothLanguages
    legal: BothLanguages


class LedgerKeys(TomlTable):
    """The keys of kind "ledger" alone: which measures of the cube an indicator is made of.

    How it is guarded follows from these (data.disclosure.rules)."""

    above: Measures = ()
    minus: Measures = ()
    below: Measures = ()
    below_workforce: Annotated[str, one_of(("", *WORKFORCE))] = ""
    gap: StrictBool = False
    flow: StrictBool = False
    segment: Annotated[tuple[str, ...], several_of(SEGMENTS)] = ()
    needs: Annotated[str, one_of(("", "region"))] = ""
    by: Annotated[str, one_of(("", *DIMENSIONS))] = ""
    target_of: str = ""
    published: str = ""
    doubtful: str = ""
    brings: Annotated[str, one_of(BRINGS)] = ""


class Definition(Texts, LedgerKeys):
    """A whole file. Its kind decides which keys it must and may have, and the keys must make one number together."""

    kind: Annotated[str, one_of(tuple(UNITS))] = "published"
    order: StrictInt
    unit: str
    polarity: Annotated[str, one_of(("high_good", "low_good", "neutral"))]
    target_series: Annotated[str, one_of(("BPJS", "RPJMN"))] | None = None
    on_map: StrictBool = False

    @field_validator("unit", mode="before")
    @classmethod
    def _unit_of_its_kind(cls, unit: object, info: ValidationInfo) -> object:
        units = UNITS[info.data.get("kind", "published")]
        if unit not in units:
            raise PydanticCustomError("choice", "no unit of this kind", {"choices": ", ".join(units)})
        return unit

    @model_validator(mode="after")
    def _keys_of_its_kind(self) -> Self:
        ledger = self.kind == "ledger"
        for key in sorted(self.model_fields_set & ({"on_map"} if ledger else set(LedgerKeys.model_fields))):
            raise PydanticCustomError("extra_forbidden", "of the other kind", {"key": key})
        for key in ("flow",) if ledger else ("on_map",):
            if key not in self.model_fields_set:
                raise PydanticCustomError("missing", "of this kind", {"key": key})
        return self

    @model_validator(mode="after")
    def _one_number_of_the_unit(self) -> Self:
        for fits, key, accepted in self._conditions() if self.kind == "ledger" else ():
            if not fits:
                raise _mismatch(key, accepted)
        return self

    def _conditions(self) -> Iterator[tuple[object, str, Sequence[str]]]:
        """What must hold, the key that is at fault where it does not, and what is accepted in its place."""
        over = bool(self.below) + bool(self.below_workforce)
        target = self.target_series and self.target_of
        yield self.above, "above", ('["wajib"]', '["workers_active"]', "...")
        yield over < 2, "below_workforce", ("below", "below_workforce")
        yield (self.unit in RATIOS) == (over == 1 and not self.gap), "unit", RATIOS if over else COUNTS
        yield not self.gap or (self.below_workforce and target and self.unit == "people"), "gap", _OF_A_GAP
        yield self.gap or self.unit != "people", "unit", ("gap = true",)
        yield bool(self.target_series) == bool(self.target_of), "target_of", ("target_series", "target_of")
        yield self.needs == "region" or not self.below_workforce, "needs", ("region",)


def _mismatch(key: str, accepted: Sequence[str]) -> PydanticCustomError:
    context = {"key": key, "choices": ", ".join(accepted)}
    return PydanticCustomError("mismatch", "does not fit the other keys", context)
