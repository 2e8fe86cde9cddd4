"""A block's columns into records: every cell read once, what is wrong or unclear told at its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data.intake.answers import Answers
from data.intake.assembling.columns import Reader, readings_of
from data.intake.finding import Block, Column
from data.intake.progress import tell
from data.intake.register import Register
from data.intake.report import Findings, Question, Record
from data.intake.values import (
    Amounts,
    Days,
    Evidence,
    Reading,
    evidence,
    is_empty,
    orders_proved,
    text_of,
    word_in,
)
from data.vocabulary import PAYERS, SECTORS, TRADES

_LIKES = 3
_CHOICES = {"trade": TRADES, "payer": PAYERS, "sector": SECTORS}


@dataclass
class Context:
    """For whom and when a file is read: the office, the regions it serves, today, the register, answers so far."""

    office: str
    area: frozenset[str]
    today: date
    register: Register
    answers: Answers
    found: Findings
    file: str = ""
    # Whether some list may have rows below zero, as corrections have.
    below_zero: bool = False

    def ask(self, question: Question) -> Question:
        """Put a question, with the answer if there is one already."""
        question.answer = self.answers.to(question)
        return self.found.ask(question)


@dataclass
class Words:
    """A closed list as a reader; what is in no list is an error, or a question about the word where it may grow."""

    name: str
    grows: bool = False

    def read(self, cell: object) -> Reading:
        """A word of the list. Errors: unknown_value; asks: value."""
        if is_empty(cell):
            return Reading()
        word = word_in(self.name, text_of(cell))
        if word is not None:
            return Reading(word)
        return Reading(ask="value") if self.grows else Reading(error="unknown_value")


@dataclass
class Call:
    """A function as a reader."""

    function: Any

    def read(self, cell: object) -> Reading:
        """What the function makes of a cell."""
        reading: Reading = self.function(cell)
        return reading


@dataclass
class Gathering:
    """The records of one block while they are being filled."""

    block: Block
    context: Context
    records: list[Record]
    given: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, block: Block, context: Context) -> Gathering:
        """An empty record for each data row."""
        sheet = block.sheet
        numbers = [sheet.lines[row] for row in block.rows] if sheet.lines else [row + 1 for row in block.rows]
        return cls(block, context, [Record(sheet.name, number, {}) for number in numbers])

    @property
    def found(self) -> Findings:
        """Where errors and notes go."""
        return self.context.found

    @property
    def sheet(self) -> str:
        """The sheet's name."""
        return self.block.sheet.name

    def cells(self, column: Column) -> list[object]:
        """What stands in a column, for each record."""
        return self.block.sheet.column(column.index, self.block.rows)

    def read(self, name: str, reader: Reader, *, required: bool = False) -> bool:
        """Fill `name` of every record from the column of that field; False when the file has no such column.

        A column of formulas whose values were not saved is none. Asks: no_values.
        """
        column = self.block.first(name)
        if column is None or (isinstance(reader, Amounts) and without_values(self, column)):
            return False
        self.given.append(name)
        self.read_column(column, name, reader, self.records, self.cells(column), required=required)
        return True

    def read_column(
        self,
        column: Column,
        name: str,
        reader: Reader,
        records: Sequence[Record],
        cells: Sequence[object],
        *,
        required: bool = False,
    ) -> None:
        """Fill `name` of `records` from `cells` of one column. Equal cells are read once."""
        tell(0.6 + 0.35 * column.index / (column.index + 10), f"Membaca kolom {column.heading}")
        values, odd = readings_of(cells, reader, required=required)
        for record, value in zip(records, values, strict=True):
            record.values[name] = value
        notes: dict[str, int] = {}
        asked: list[tuple[Record, object, Reading]] = []
        for at, reading in odd:
            record, cell = records[at], cells[at]
            if reading.note:
                notes[reading.note] = notes.get(reading.note, 0) + 1
                if reading.note in ("formula_text", "weekday_wrong"):
                    code = "weekday_mismatch" if reading.note == "weekday_wrong" else reading.note
                    self.warn(code, record, column, cell)
            if reading.error:
                self.wrong(reading.error, record, column, cell)
            elif reading.ask:
                asked.append((record, cell, reading))
            elif reading.value is None and required:
                self.wrong("missing", record, column, "")
        for note, count in notes.items():
            self.found.note(note, self.sheet, column.letter, count)
        if asked:
            self._ask(asked, column, name)

    def wrong(self, code: str, record: Record, column: Column, cell: object, proposal: str = "") -> None:
        """An error at a cell: its row is left out."""
        record.bad = True
        self.found.error(code, record.sheet, record.row, column, cell, proposal)

    def warn(self, code: str, record: Record, column: Column, cell: object, proposal: str = "") -> None:
        """A warning at a cell: its row is kept."""
        self.found.error(code, record.sheet, record.row, column, cell, proposal, warn=True)

    def _ask(self, asked: Sequence[tuple[Record, object, Reading]], column: Column, name: str) -> None:
        for code in dict.fromkeys(reading.ask for _, _, reading in asked):
            these = [(record, cell) for record, cell, reading in asked if reading.ask == code]
            {"number": self._ask_number, "date_order": self._ask_order, "value": self._ask_words}[code](these, column, name)

    def _ask_number(self, asked: Sequence[tuple[Record, object]], column: Column, name: str) -> None:
        """A number that can be read twice: the answer is the amount, or one amount for each row."""
        cell = text_of(asked[0][1])
        digits = cell.replace(".", "").replace(",", "")
        low, high = int(int(digits) * column.scale / 1000), int(digits) * column.scale
        question = self.context.ask(
            Question(
                "number",
                f"“{cell}” di kolom {column.heading}: {high:,} atau {low:,}?".replace(",", "."),
                self.sheet,
                column.letter,
                [record.row for record, _ in asked],
                choices=((high, f"{high:,}".replace(",", ".")), (low, f"{low:,}".replace(",", "."))),
            )
        )
        for record, own in asked:
            record.waits.append(question)
            if question.answer is not None:
                record.values[name] = _amount_answered(question.answer, record.row, text_of(own), column.scale)

    def _ask_order(self, asked: Sequence[tuple[Record, object]], column: Column, name: str) -> None:
        """Days whose order the column does not settle: day or month first."""
        shown = text_of(asked[0][1])
        question = self.context.ask(
            Question(
                "date_order",
                f"{column.heading}: “{shown}” hari dulu atau bulan dulu? Kolom ini memuat kedua urutan.",
                self.sheet,
                column.letter,
                [record.row for record, _ in asked],
                choices=(("dmy", "hari/bulan/tahun"), ("mdy", "bulan/hari/tahun")),
            )
        )
        for record, cell in asked:
            record.waits.append(question)
            if question.answer:
                reading = Days(order=str(question.answer)).read(cell)
                record.values[name] = reading.value
                if reading.error:
                    self.wrong(reading.error, record, column, cell)

    def _ask_words(self, asked: Sequence[tuple[Record, object]], column: Column, name: str) -> None:
        """Words that are in no list: one question for each word, remembered with the mapping."""
        by_word: dict[str, list[Record]] = {}
        for record, cell in asked:
            by_word.setdefault(text_of(cell), []).append(record)
        for word, records in by_word.items():
            self.ask_word(word, records, column, name)

    def ask_word(self, word: str, records: Sequence[Record], column: Column, name: str) -> None:
        """Ask which word of the closed list `name` a word means; "lainnya" keeps it as it is written."""
        question = self.context.ask(
            Question(
                "value",
                f"{column.heading} “{word}” tidak ada di daftar. Termasuk yang mana?",
                self.sheet,
                column.letter,
                [record.row for record in records],
                choices=[(choice, choice.replace("_", " ")) for choice in _CHOICES[name]],
                key=f"{name}:{word.casefold()}",
            )
        )
        for record in records:
            record.waits.append(question)
            if question.answer is not None:
                record.values[name] = str(question.answer)


def _amount_answered(answer: Any, row: int, text: str, scale: int) -> int | None:
    """The amount that an answer gives for a row: a number for all, or by row; "thousands" or "decimal" read the text."""
    if isinstance(answer, dict):
        answer = answer.get(str(row), answer.get(row))
    digits = text.replace(".", "").replace(",", "")
    if isinstance(answer, str) and not answer.replace(".", "").isdigit():
        grouped = answer.casefold().startswith(("thousand", "ribu", "group"))
        return int(digits) * scale if grouped else int(digits) * scale // 1000
    return None if answer is None else int(float(answer))


def without_values(gathering: Gathering, column: Column) -> bool:
    """Whether a column holds formulas without saved values: then it stays empty. Asks: no_values."""
    block = gathering.block
    formulas = block.sheet.formulas.get(column.index)
    if formulas is None:
        return False
    empty = sum(row in formulas.without_value for row in block.rows) * 2 > len(block.rows)
    zero = formulas.all_zero and formulas.count * 2 > len(block.rows)
    if empty or zero:
        _ask_no_values(gathering, column)
    return empty or zero


def _ask_no_values(gathering: Gathering, column: Column) -> None:
    gathering.context.ask(
        Question(
            "no_values",
            f"{column.heading} berisi rumus tanpa nilai tersimpan. Buka dan simpan di Excel lalu bawa lagi, atau "
            "kosongkan?",
            gathering.sheet,
            column.letter,
            blocks="nothing",
            choices=(("leave out", "Kosongkan kolom ini"),),
            default="leave out",
        )
    )


def amounts(gathering: Gathering, columns: Iterable[Column], *, people: bool = False, negative: bool = False) -> Amounts:
    """How the amounts of some columns of one kind are read: what the texts of all of them prove together."""
    columns = list(columns)
    proved = Evidence()
    for column in columns:
        proved = proved.merged(evidence({cell for cell in gathering.cells(column) if cell.__class__ is str}))  # type: ignore[arg-type]
    scale = columns[0].scale if columns else 1
    return Amounts(proved, 1 if people else scale, people, negative)


def days(gathering: Gathering, name: str, *, ahead: bool = False, parts: bool = False) -> Days:
    """How the days of a column are read; `ahead` allows days after today."""
    column = gathering.block.first(name)
    today = None if ahead else gathering.context.today
    if column is None:
        return Days(today=today, parts=parts)
    day_first, month_first, neither = orders_proved(
        {cell for cell in gathering.cells(column) if cell.__class__ is str}  # type: ignore[arg-type]
    )
    if day_first and month_first:
        order = "ask"
    elif month_first:
        order = "mdy"
        gathering.found.note("date_order", gathering.sheet, column.letter)
    else:
        order = "dmy" if day_first or neither < _LIKES or _proved_elsewhere(gathering, column) else "ask"
    return Days(order, today, parts)


def _proved_elsewhere(gathering: Gathering, column: Column) -> bool:
    """Whether the column, or another one of the table, shows that its writer puts the day first."""
    for other in gathering.block.columns:
        texts = {cell for cell in gathering.cells(other) if cell.__class__ is str}
        if any(orders_proved(texts)[:1]):  # type: ignore[arg-type]
            return True
        if other is column and any(any(letter.isalpha() for letter in str(text)) for text in texts):
            return True
    return False
