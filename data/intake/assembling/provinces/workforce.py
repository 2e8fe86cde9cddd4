"""What BPS publishes for all regions of a province: who works, and how many people there are.

Such a list names every kabupaten and kota of the province. Those that are not on the map are told, and left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.intake.assembling.gathering import Context, Gathering, amounts
from data.intake.assembling.provinces.mapped import place_on_map
from data.intake.assembling.titled import title_year
from data.intake.finding import Block, month_of_texts
from data.intake.report import Question, Record, Table
from data.words import Sentence

_DEFINITIONS = ("employed", "formal", "informal", "population")


def workforce(blocks: Sequence[Block], context: Context) -> Table:
    """People (value) by region, definition and as_of ("2025-08", or a year). Asks: definition, region, missing_column.

    Errors: ambiguous_region, unknown_region, code_name_mismatch, not_number, not_whole.
    """
    records: list[Record] = []
    for block in blocks:
        gathering = Gathering.of(block, context)
        kept = place_on_map(gathering)
        as_of = month_of_texts(block.titles) or str(title_year(block, context) or "")
        _ask_definition(gathering)
        for name in _DEFINITIONS:
            records += _of_definition(gathering, kept, name, as_of)
    return Table(
        "workforce",
        ("region", "definition", "as_of", "value"),
        sorted(records, key=lambda record: record.row),
    )


def _of_definition(gathering: Gathering, kept: Sequence[Record], name: str, as_of: str) -> list[Record]:
    column = gathering.block.first(name)
    if column is None:
        return []
    made = [
        Record(
            r.sheet,
            r.row,
            {"region": r.values["region"], "definition": name, "as_of": as_of},
            r.bad,
            list(r.waits),
        )
        for r in kept
    ]
    cells = {
        record.row: cell for record, cell in zip(gathering.records, gathering.cells(column), strict=True)
    }
    reader = amounts(gathering, [column], people=column.scale == 1)
    gathering.read_column(column, "value", reader, made, [cells[record.row] for record in made])
    return [record for record in made if record.values["value"] is not None or record.bad]


def _ask_definition(gathering: Gathering) -> None:
    """Angkatan kerja counts people who look for work as well: it is not who works."""
    column = gathering.block.first("labour_force")
    if column is None:
        return
    gathering.context.ask(
        Question(
            "definition",
            Sentence(
                "Angkatan kerja bukan penduduk bekerja (termasuk pencari kerja). Pakai kolom Bekerja saja?"
            ),
            gathering.sheet,
            column.letter,
            blocks="nothing",
            choices=(("employed", Sentence("Pakai Bekerja saja")),),
            default="employed",
        )
    )
