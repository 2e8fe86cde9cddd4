"""What cells of a column leave open: numbers that can be read twice, days in both orders, words in no list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.intake.assembling.gathering.columns import Reader
from data.intake.assembling.gathering.context import Context
from data.intake.finding import Column
from data.intake.report import Question, Record
from data.intake.values import ABSURD, Amounts, Days, read_twice, text_of
from data.vocabulary import SECTORS
from data.words import Sentence

# The words of a closed list as they are offered in an answer.
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "trade": {
        "nelayan": Sentence("nelayan"),
        "ojek_online": Sentence("ojek online"),
        "batik": Sentence("batik"),
        "petani_sawit": Sentence("petani sawit"),
        "pedagang": Sentence("pedagang"),
        "lainnya": Sentence("lainnya"),
    },
    "payer": {
        "sendiri": Sentence("sendiri"),
        "apbd": "apbd",
        "apbdes": "apbdes",
        "csr": "csr",
        "dbh_sawit": Sentence("dbh sawit"),
    },
    "sector": {section: section for section in SECTORS},
}
_MILLION = 1_000_000
Cells = Sequence[tuple[Record, object]]


@dataclass
class Asked:
    """Cells of one column that leave the same open: the field `name` of their records waits for the answer."""

    context: Context
    column: Column
    name: str
    reader: Reader
    cells: Cells

    def ask(self, code: str) -> None:
        """Put the questions of a code: number, date_order or value."""
        {"number": self._number, "date_order": self._order, "value": self._words}[code]()

    def _put(self, code: str, ask: Sentence, choices: Sequence[tuple[Any, str]]) -> Question:
        records = [record for record, _ in self.cells]
        question = self.context.ask(
            Question(
                code,
                ask,
                records[0].sheet,
                self.column.letter,
                [record.row for record in records],
                choices=choices,
            )
        )
        for record in records:
            record.waits.append(question)
        return question

    def _number(self) -> None:
        """The answer is the amount, or one amount for each row."""
        cell = text_of(self.cells[0][1])
        high, low = self._both(cell)
        ask = Sentence(
            "“{text}” di kolom {column}: {high} atau {low}?",
            text=cell,
            column=self.column.heading,
            high=high,
            low=low,
        )
        shown = [(amount, Sentence("{amount}", amount=amount)) for amount in (high, low)]
        question = self._put("number", ask, shown)
        for record, own in self.cells if question.answer is not None else ():
            record.values[self.name] = _amount_answered(question.answer, record.row, self._both(text_of(own)))

    def _both(self, cell: str) -> tuple[int, int]:
        """The two amounts that a text can be: by its mark, in its unit or in full, or in millions where it has none."""
        scale = self.column.scale
        full = replace(self.reader, scale=1).read(cell).value if isinstance(self.reader, Amounts) else None
        if isinstance(full, int) and scale > 1 and abs(full) * scale >= ABSURD:
            return full * scale, full
        if not isinstance(self.reader, Amounts) or not self.reader.proved.units:
            return read_twice(cell, self.column.scale)
        if re.search(r"\d[.,]\d", cell):
            return read_twice(cell, _MILLION)
        amount, _ = read_twice(cell, 1)
        return amount * _MILLION, amount

    def _order(self) -> None:
        """The answer is dmy or mdy."""
        ask = Sentence(
            "{column}: “{text}” hari dulu atau bulan dulu?",
            column=self.column.heading,
            text=text_of(self.cells[0][1]),
        )
        orders = (("dmy", Sentence("hari/bulan/tahun")), ("mdy", Sentence("bulan/hari/tahun")))
        question = self._put("date_order", ask, orders)
        if not question.answer or not isinstance(self.reader, Days):
            return
        reader = replace(self.reader, order="mdy" if str(question.answer).casefold()[:1] in "mb" else "dmy")
        for record, cell in self.cells:
            reading = reader.read(cell)
            record.values[self.name] = reading.value
            if reading.error:
                record.bad = True
                self.context.found.error(reading.error, record.sheet, record.row, self.column, cell)

    def _words(self) -> None:
        """One question for each word."""
        by_word: dict[str, list[Record]] = {}
        for record, cell in self.cells:
            by_word.setdefault(text_of(cell), []).append(record)
        for word, records in by_word.items():
            ask_word(word, records, self.column, self.name, self.context)


def ask_word(word: str, records: Sequence[Record], column: Column, name: str, context: Context) -> None:
    """Ask which word of the closed list `name` (trade, payer, sector) a word means, for all of its records at once."""
    question = context.ask(
        Question(
            "value",
            Sentence(
                "{column} “{word}” tidak ada di daftar. Termasuk yang mana?", column=column.heading, word=word
            ),
            records[0].sheet,
            column.letter,
            [record.row for record in records],
            choices=list(_CHOICES[name].items()),
            key=f"{name}:{word.casefold()}",
        )
    )
    for record in records:
        record.waits.append(question)
        if question.answer is not None:
            record.values[name] = str(question.answer)


def _amount_answered(answer: Any, row: int, choices: tuple[int, int]) -> int | None:
    """The amount that an answer gives for a row: a number for all, or by row; "thousands" or "decimal" choose."""
    if isinstance(answer, dict):
        answer = answer.get(str(row), answer.get(row))
    if isinstance(answer, str) and not answer.replace(".", "").isdigit():
        return choices[0 if answer.casefold().startswith(("thousand", "ribu", "group")) else 1]
    return None if answer is None else int(float(answer))
