"""Every block of a file into the table that it is of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from data.intake.assembling.cases import cases
from data.intake.assembling.contributions import contributions
from data.intake.assembling.employers import employers
from data.intake.assembling.gathering import Context
from data.intake.assembling.informal import informal
from data.intake.assembling.partners import agreements, events, service_areas, service_points
from data.intake.assembling.positions import arrears_positions
from data.intake.assembling.projects import projects
from data.intake.assembling.provinces import minimum_wages, workforce
from data.intake.assembling.required import ask_required, known_since
from data.intake.assembling.units import ask_units, hold
from data.intake.finding import Block
from data.intake.report import Question, Table
from data.words import Sentence

_MAKERS: Mapping[str, Callable[[Sequence[Block], Context], Table | list[Table]]] = {
    "contributions": contributions,
    "employers": employers,
    "cases": cases,
    "informal": informal,
    "projects": projects,
    "minimum_wages": minimum_wages,
    "workforce": workforce,
    "agreements": agreements,
    "events": events,
    "service_points": service_points,
    "arrears_positions": arrears_positions,
}
# Tables of rupiah, whose sheets may be counted in thousands or millions.
_OF_RUPIAH = ("contributions", "cases", "projects", "arrears_positions")
# Columns that a table should have and a file may not give: asked once for the whole file.
_WANTED: Mapping[str, Mapping[str, Sentence]] = {
    "contributions": {"workers": Sentence("pekerja"), "wages": Sentence("upah")},
    "employers": {
        "scale": Sentence("skala"),
        "sector": Sentence("KBLI"),
        "jkk_risk": Sentence("tingkat risiko JKK"),
        "listed_on": Sentence("tanggal diketahui (dipakai hari berkas dibawa)"),
    },
    "minimum_wages": {"source": Sentence("sumber")},
    "workforce": {"source": Sentence("sumber")},
    "agreements": {"source": Sentence("sumber"), "english": Sentence("teks Inggris")},
    "events": {"source": Sentence("sumber"), "english": Sentence("teks Inggris")},
    "service_points": {"source": Sentence("sumber")},
    "service_areas": {},
}


def assembled(blocks: Sequence[Block], context: Context, offices: Mapping[str, str]) -> dict[str, Table]:
    """The tables of all blocks, by name. Raises nothing: what is wrong stands in the context's findings."""
    by_table: dict[str, list[Block]] = {}
    for block in blocks:
        by_table.setdefault(block.table, []).append(block)
    tables: dict[str, Table] = {}
    for name, own in by_table.items():
        if name == "service_areas":
            made: Table | list[Table] = service_areas(own, context, dict(offices))
        else:
            units = ask_units(own, context) if name in _OF_RUPIAH else {}
            made = _MAKERS[name](own, context)
            for table in made if isinstance(made, list) else [made]:
                hold(table.records, units)
        tables |= {table.name: table for table in (made if isinstance(made, list) else [made])}
    ask_required(tables, by_table, context)
    _ask_missing(tables, by_table, context)
    known_since(tables, context)
    return tables


def _ask_missing(
    tables: Mapping[str, Table], blocks: Mapping[str, Sequence[Block]], context: Context
) -> None:
    """One question for all columns that no heading gives; unanswered they stay empty."""
    missing = [
        text
        for name, table in tables.items()
        for column, text in _WANTED.get(name, {}).items()
        if column not in table.columns and not any(block.first(column) for block in blocks.get(name, ()))
    ]
    if not missing:
        return
    question = context.ask(
        Question(
            "missing_column",
            Sentence(
                "Berkas ini tidak memuat {columns}. Kosongkan dulu?",
                columns=list(dict.fromkeys(missing)),
            ),
            blocks="nothing",
            choices=(("leave empty", Sentence("Kosongkan (belum diketahui)")),),
            default="leave empty",
        )
    )
    answer = str(question.given or "")
    for name in ("minimum_wages", "workforce", "agreements", "events", "service_points"):
        if name in tables and answer.startswith("S") and answer[1:].isdigit():
            for record in tables[name].records:
                record.values["source"] = answer
