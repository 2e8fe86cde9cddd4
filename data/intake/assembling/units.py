"""Sheets that say no unit beside sheets that do: what their amounts are counted in is asked, once a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from data.intake.assembling.gathering import Context
from data.intake.finding import Block
from data.intake.report import Question, Record
from data.words import Sentence

_WORDS = {"ribu": 1_000, "thousand": 1_000, "juta": 1_000_000, "million": 1_000_000}


def ask_units(blocks: Sequence[Block], context: Context) -> Mapping[str, Question]:
    """The question about each sheet without a unit, by its name; an answer sets the scale of its columns.

    It is asked before a cell is read, because thousands with decimals lose them when they are read as rupiah.
    """
    said = {column.scale for block in blocks for column in block.columns if column.scale_said}
    largest = max(said, default=1)
    if largest == 1:
        return {}
    asked = {}
    for block in blocks:
        if not any(column.scale_said for column in block.columns):
            asked[block.sheet.name] = question = _ask(block, largest, context)
            if question.answer is not None:
                for column in block.columns:
                    column.scale = scale_answered(question.answer)
    return asked


def hold(records: Iterable[Record], questions: Mapping[str, Question]) -> None:
    """Let the rows of a sheet wait for the answer about it."""
    for record in records:
        if record.sheet in questions:
            record.waits.append(questions[record.sheet])


def _ask(block: Block, scale: int, context: Context) -> Question:
    sheet = block.sheet
    return context.ask(
        Question(
            "unit",
            Sentence(
                "Lembar {sheet} tidak menyebut satuan, lembar lain {scale} rupiah. Lembar ini?",
                sheet=sheet.name,
                scale=scale,
            ),
            sheet.name,
            rows=[sheet.number(row) for row in block.rows],
            choices=(
                (scale, Sentence("kelipatan {scale} rupiah", scale=scale)),
                (1, Sentence("rupiah penuh")),
            ),
        )
    )


def scale_answered(answer: Any) -> int:
    """What an amount of 1 is worth, from an answer: a number, or the word for it."""
    if isinstance(answer, str) and not answer.isdigit():
        return next((scale for word, scale in _WORDS.items() if word in answer.casefold()), 1)
    return int(answer)
