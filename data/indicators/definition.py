"""What each indicator means: one TOML file each in `data/indicators/definitions/`, named after it.

A file of kind "published" describes figures that somebody printed (`data.indicators.published_figures`), one of
kind "ledger" what is measured from the compliance cube (`data.indicators.measurement`). Pages, legends and exports
all read them; adding an indicator adds one file.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from data.cube import BY_AGE, COUNTED_FROM, RESTS_ON, SINCE, WITHOUT_WAGE_CHECK
from data.indicators.files import SENTENCES, BadDefinition, Definition, Texts
from data.parsing import read_toml, shown
from data.vocabulary import LEVELS

FOLDER = Path(__file__).parent / "definitions"
TEXTS = tuple(Texts.model_fields)


class Indicator(Definition):
    """One indicator: `id` is the name of its file. The texts are {"id": ..., "en": ...}.

    unit: percent, workers, employers, rupiah, cases; of the ledger also people, months.
    polarity: high_good, low_good or neutral. on_map: offered on the map of published figures.
    target_series: the series of the targets table that it is held against, or None.

    Of kind "ledger" only: above, minus, below (measures of data.cube) or below_workforce (a definition of
    the workforce table); gap: people missing to the target; flow: of the month, not as of its end;
    segment: those that it concerns, () is all; needs: "region" when no kecamatan has a value; by: the
    dimension that it is read by; target_of: whose rows of the targets table; published: the indicator of the
    published figures that says the same ("" is none), to be shown beside it and never mixed with it; doubtful: the indicator that counts what of the
    numerator rests on a rule that no source confirms ("" is none), to be said wherever the value is; brings: whose
    contribution one of the workers missing to a target would bring in a month ("" is not worked out).
    """

    id: str

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

    @property
    def counted_from(self) -> tuple[str, ...]:
        """What of a release its measures are counted from (`data.cube.COUNTED_FROM`), each once."""
        return tuple(dict.fromkeys(part for measure in self._measures for part in COUNTED_FROM[measure]))

    @property
    def checks_wages(self) -> bool:
        """Whether its numbers rest on wages being held against the minimum wage, without which they may be too high."""
        return bool(set(self._measures) & set(WITHOUT_WAGE_CHECK))

    @property
    def checks_due_day(self) -> bool:
        """Whether its numbers rest on the very day by which a contribution is paid on time."""
        return any(measure.startswith(("billed_on_time", "paid_")) for measure in self._measures)

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The parameters of the law that decide what it counts (`data.cube.RESTS_ON`), each once.

        What adds up all ageing classes does not rest on where one of them ends.
        """
        whole = [names for names in BY_AGE if names <= set(self.above) or names <= set(self.below)]
        apart = [name for name in self._measures if not any(name in names for names in whole)]
        rules = [rule for name in apart for rule in RESTS_ON.get(name, ())]
        rules += [rule for names in whole for name in names for rule in RESTS_ON[name] if rule != "ageing"]
        return tuple(dict.fromkeys(rules))

    @property
    def newer_columns(self) -> frozenset[str]:
        """The columns of the cube without which, as in releases of earlier versions, it has no value."""
        return frozenset(self._measures).intersection(SINCE)

    @property
    def _measures(self) -> tuple[str, ...]:
        return (*self.above, *self.minus, *self.below)


@cache  # some five hundred times in the run of a page
def definitions(folder: Path = FOLDER) -> Mapping[str, Indicator]:
    """Every indicator of `folder` by id, in the order of their `order`.

    Raises BadDefinition, which names the file and the key.
    """
    return MappingProxyType(_definitions(Path(folder)))


def _definitions(folder: Path) -> dict[str, Indicator]:
    indicators = sorted(map(_indicator, sorted(folder.glob("*.toml"))), key=lambda indicator: indicator.order)
    if not indicators:
        raise BadDefinition(
            "Folder {folder} tidak berisi definisi indikator. Pasang lagi berkas aslinya.",
            folder=shown(folder, 200),
        )
    for first, second in pairwise(indicators):
        if first.order == second.order:
            raise BadDefinition(
                "Berkas {file}, kunci order: {found} sudah dipakai {other}. Pilih angka lain.",
                file=f"{second.id}.toml",
                found=second.order,
                other=f"{first.id}.toml",
            )
    found = {indicator.id: indicator for indicator in indicators}
    for indicator in indicators:
        _check_named(indicator, found)
    return found


def _check_named(indicator: Indicator, found: dict[str, Indicator]) -> None:
    """What it names beside itself: published, a figure of the same unit; doubtful, a count of the same ledger."""
    others = [other for other in found.values() if other.id != indicator.id]
    same_unit = [one.id for one in others if one.kind == "published" and one.unit == indicator.unit]
    ledger = [one.id for one in others if one.kind == "ledger"]
    for key, choices in {"published": same_unit, "doubtful": ledger}.items():
        name = getattr(indicator, key)
        if name and name not in choices:
            raise BadDefinition(
                "Berkas {file}, kunci {key}: tertulis {found}. Yang diterima salah satu dari {choices}.",
                file=f"{indicator.id}.toml",
                key=key,
                found=f"“{shown(name)}”",
                choices=", ".join(choices),
            )


def _indicator(path: Path) -> Indicator:
    definition = read_toml(path, Definition, BadDefinition, SENTENCES)
    return Indicator.model_construct(id=path.stem, **dict(definition))
