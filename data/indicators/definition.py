"""What each indicator means: one TOML file each in `data/indicators/definitions/`, named after it.

A file of kind "published" describes figures that somebody printed (`data.indicators.published_figures`), one of
kind "ledger" what is measured from the compliance cube (`data.indicators.measurement`). Pages, legends and exports all
read them; adding an indicator adds one file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from data.indicators.files import (
    BadDefinition,
    both_languages,
    choice,
    read_toml,
    refuse_unknown,
    refuse_value,
)
from data.indicators.ledger_keys import KEYS, Disclosure, ledger_parts
from data.parsing import shown
from data.vocabulary import LEVELS

FOLDER = Path(__file__).parent / "definitions"
TEXTS = ("title", "group", "question", "definition", "numerator", "denominator", "caveat", "legal")
KINDS = ("published", "ledger")
PUBLISHED_UNITS = ("percent", "workers", "employers", "rupiah", "cases")
_CHOICES: dict[str, tuple[Any, ...]] = {
    "unit": PUBLISHED_UNITS,
    "polarity": ("high_good", "low_good", "neutral"),
    "target_series": (None, "BPJS", "RPJMN"),
}


@dataclass(frozen=True)
class Indicator:
    """One indicator. The texts are `{"id": ..., "en": ...}`.

    unit: percent, workers, employers, rupiah, cases; of the ledger also people, months.
    polarity: high_good, low_good or neutral. on_map: offered on the map of published figures.
    target_series: the series of the targets table that it is held against, or None.

    Of kind "ledger" only: above, minus, below (measures of data.cube) or below_workforce (a definition of
    the workforce table); gap: people missing to the target; flow: of the month, not as of its end;
    segment: those that it concerns, () is all; needs: "region" when no kecamatan has a value; by: the
    dimension that it is read by; thresholds: class breaks; target_of: whose rows of the targets table.
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
    kind: str = "published"
    above: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    below_workforce: str = ""
    gap: bool = False
    flow: bool = False
    segment: tuple[str, ...] = ()
    needs: str = ""
    by: str = ""
    thresholds: tuple[float, ...] = ()
    target_of: str = ""
    disclosure: Disclosure | None = None

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of geography at which it has values, widest first."""
        return LEVELS[: LEVELS.index("region") + 1] if self.needs == "region" else LEVELS

    @property
    def narrows(self) -> bool:
        """Whether it may be narrowed by segment, sector, scale or office.

        The workforce is not known by these: a sector's workers over all people who work is no coverage.
        """
        return not self.below_workforce


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
    raw = read_toml(path)
    kind = choice(path, "kind", raw.get("kind", "published"), KINDS)
    own = KEYS if kind == "ledger" else ("on_map",)
    refuse_unknown(path, raw, {"kind", "order", *TEXTS, *_CHOICES, *own})
    order = raw.get("order")
    if type(order) is not int:
        refuse_value(path, "order", order, "1, 2, 3, ...")
    texts = {key: both_languages(path, key, raw.get(key)) for key in TEXTS}
    choices = {key: choice(path, key, raw.get(key), accepted) for key, accepted in _accepted(kind).items()}
    parts = ledger_parts(path, raw, choices["unit"]) if kind == "ledger" else {}
    return Indicator(id=path.stem, order=order, kind=kind, **texts, **{"on_map": False, **choices}, **parts)  # type: ignore[arg-type]


def _accepted(kind: str) -> dict[str, tuple[Any, ...]]:
    if kind == "ledger":
        return {**_CHOICES, "unit": (*PUBLISHED_UNITS, "people", "months")}
    return {**_CHOICES, "on_map": (True, False)}
