"""What each indicator means: one TOML file each in `data/indicators/definitions/`, named after it.

A file of kind "published" describes figures that somebody printed (`data.indicators.published_figures`), one of
kind "ledger" what is measured from the compliance cube (`data.indicators.measurement`). Pages, legends and exports
all read them; adding an indicator adds one file.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

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
    dimension that it is read by; target_of: whose rows of the targets table.
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


def definitions(folder: Path = FOLDER) -> dict[str, Indicator]:
    """Every indicator of `folder` by id, in the order of their `order`.

    Raises BadDefinition, which names the file and the key.
    """
    return dict(_definitions(Path(folder)))


@cache
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
    return {indicator.id: indicator for indicator in indicators}


def _indicator(path: Path) -> Indicator:
    definition = read_toml(path, Definition, BadDefinition, SENTENCES)
    return Indicator.model_construct(id=path.stem, **dict(definition))
