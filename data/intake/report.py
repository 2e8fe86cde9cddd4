"""What intake says about a file: errors, questions, notes, and the tables that could be published.

The JSON form is that of `python -m data.intake check`: see docs/own-data.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from data.intake.masking import masked
from data.intake.messages import message_of
from data.intake.values import text_of
from data.words import Problem, Sentence

WARNINGS = frozenset(
    [
        "paid_over_due",
        "workers_over_registered",
        "before_registration",
        "active_over_target",
        "attended_over_invited",
        "weekday_mismatch",
        "unknown_kecamatan",
        "formula_text",
    ]
)
# Questions about what somebody wrote, wherever it stands.
_OF_WORDS = ("value", "region", "missing_column")


@dataclass(frozen=True)
class Issue:
    """One wrong or odd cell: `severity` "error" leaves its row out, "warning" keeps it."""

    sheet: str
    row: int
    column: str
    code: str
    severity: str
    text: str
    heading: str = ""
    proposal: str = ""
    field: str = ""

    @property
    def message(self) -> str:
        """What is wrong and what is accepted, in Indonesian."""
        return message_of(self.code, self.text, self.heading, self.proposal, self.field)

    def as_json(self) -> dict[str, Any]:
        """The issue as the command writes it."""
        shown = ("sheet", "row", "column", "code", "severity", "text", "message", "proposal")
        return {name: getattr(self, name) for name in shown if getattr(self, name) != "" or name in shown[:7]}


@dataclass(eq=False)
class Question:
    """What only a person can know. `blocks`: file, rows (those of `rows`) or nothing (then `default` is applied).

    `choices` are (answer, how it is shown); `answer` is None until somebody, or the memory, has answered.
    `holds` is a table whose rows are counted as they are, but published only once the question is answered.
    """

    code: str
    ask: Sentence
    sheet: str = ""
    column: str = ""
    rows: Sequence[Any] = ()
    blocks: str = "rows"
    choices: Sequence[tuple[Any, str]] = ()
    default: Any = None
    answer: Any = None
    key: str = ""
    holds: str = ""

    def __post_init__(self) -> None:
        """Nobody is asked about a person, whatever stands in a cell."""
        self.ask, self.key = self.ask.with_texts(masked), masked(self.key)
        self.choices = [
            (answer, text.with_texts(masked) if isinstance(text, Sentence) else masked(text))
            for answer, text in self.choices
        ]

    def is_same(self, other: Question) -> bool:
        """Whether another question asks the same, of other rows: a word, or a place that can be meant twice."""
        mine, others = (self.code, self.key, self.choices), (other.code, other.key, other.choices)
        return bool(self.key) and self.code in _OF_WORDS and mine == others

    def join(self, other: Question) -> None:
        """Take the rows of the same question in, and of another sheet say which it is."""
        if self.sheet and self.sheet != other.sheet:
            self.rows = self.places
            self.sheet = self.column = ""
        self.rows = [*self.rows, *(other.rows if self.sheet or not other.sheet else other.places)]

    @property
    def places(self) -> list[Any]:
        """The rows, each with its sheet and column."""
        return [[self.sheet, row, self.column] if isinstance(row, int) else row for row in self.rows]

    @property
    def holds_something(self) -> bool:
        """Whether something waits until the question is answered."""
        return self.blocks != "nothing" or bool(self.holds)

    @property
    def open(self) -> bool:
        """Whether something waits for the answer now."""
        return self.answer is None and self.holds_something

    @property
    def given(self) -> Any:
        """The answer, or the default of a question that blocks nothing."""
        return self.answer if self.answer is not None else self.default if self.blocks == "nothing" else None

    def told(self) -> dict[str, Any]:
        """The question and its answer in the words of its choice, kept so that they can be read in both languages."""
        text = next((text for answer, text in self.choices if answer == self.given), str(self.given))
        return {"ask": self.ask.as_json(), "answer": text.as_json() if isinstance(text, Sentence) else text}

    def as_json(self) -> dict[str, Any]:
        """The question as the command writes it."""
        return {
            "code": self.code,
            "sheet": self.sheet,
            "column": self.column,
            "rows": list(self.rows),
            "blocks": self.blocks,
            "ask": self.ask,
            "choices": [{"answer": answer, "text": text} for answer, text in self.choices],
            "answer": self.answer,
        }


@dataclass(eq=False, slots=True)
class Record:
    """One row of ours and where it comes from; `waits` are the open questions that it waits for."""

    sheet: str
    row: int
    values: dict[str, Any]
    bad: bool = False
    waits: list[Question] = field(default_factory=list)

    @property
    def ready(self) -> bool:
        """Whether the row can be published as it is."""
        return not self.bad and not (self.waits and any(question.open for question in self.waits))


@dataclass
class Findings:
    """Everything that was found while one file was read."""

    errors: list[Issue] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notes: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def error(
        self,
        code: str,
        sheet: str,
        row: int,
        column: Any,
        cell: object,
        proposal: str = "",
        *,
        warn: bool = False,
    ) -> None:
        """One wrong cell; `column` is the block's column, `warn` makes it a warning whatever its code."""
        severity = "warning" if warn or code in WARNINGS else "error"
        people = column.field in ("person", "contact")
        text = "" if cell is None or people else masked(text_of(cell))[:80]
        place = (sheet, row, column.letter)
        self.errors.append(Issue(*place, code, severity, text, column.heading, proposal, column.field))

    def note(self, code: str, sheet: str, column: str = "", count: int = 1) -> None:
        """A kind of repair, or of row that is no data."""
        if count:
            key = (code, sheet, column)
            self.notes[key] = self.notes.get(key, 0) + count

    def ask(self, question: Question) -> Question:
        """Put a question."""
        self.questions.append(question)
        return question


@dataclass
class Table:
    """One table of ours as the file gives it: its columns in order, and the rows, published or waiting."""

    name: str
    columns: tuple[str, ...]
    records: list[Record]

    @property
    def ready(self) -> list[Record]:
        """The rows that can be published."""
        return [record for record in self.records if record.ready]


SUMMED: Mapping[str, tuple[str, ...]] = {
    "employers": ("workers_known",),
    "contributions": (
        "workers",
        "wages",
        "due_jkk",
        "due_jkm",
        "due_jht",
        "due_jp",
        "paid_jkk",
        "paid_jkm",
        "paid_jht",
        "paid_jp",
        "due",
        "paid",
    ),
    "informal": ("target", "active"),
    "projects": ("value", "workers", "due", "paid"),
    "minimum_wages": ("rupiah",),
    "cases": ("value",),
    "case_steps": ("recovered",),
    "workforce": ("value",),
    "events": ("invited", "attended"),
    "arrears_positions": ("rupiah",),
}


@dataclass
class Report:
    """The whole result of reading one file for one office."""

    file: str
    answered: bool = False
    refused: Problem | None = None
    refused_code: str = ""
    tables: dict[str, Table] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)
    blocks: list[Any] = field(default_factory=list)
    totals: list[Any] = field(default_factory=list)

    @property
    def waiting(self) -> bool:
        """Whether the whole file waits for an answer."""
        return any(question.open and question.blocks == "file" for question in self.findings.questions)

    def ready(self, name: str) -> list[Record]:
        """The rows of a table that can be published now; none while the whole file waits."""
        return [] if self.waiting or self.refused else self.tables[name].ready

    def has_ready(self, name: str) -> bool:
        """Whether any row of a table can be published now."""
        waits = self.waiting or self.refused
        return not waits and any(record.ready for record in self.tables[name].records)

    def sums(self, name: str) -> dict[str, int]:
        """What the rows that can be published add up to, by column, of the columns that the file gives."""
        rows = self.ready(name)
        given = [column for column in SUMMED.get(name, ()) if column in self.tables[name].columns]
        return {column: sum(record.values.get(column) or 0 for record in rows) for column in given}

    def as_json(self) -> dict[str, Any]:
        """The result as the command writes it."""
        refused = None if self.refused is None else {"code": self.refused_code, "message": str(self.refused)}
        return {
            "file": self.file,
            "answered": self.answered,
            "refused": refused,
            "tables": {
                name: {"rows": len(self.ready(name)), "sums": self.sums(name)} for name in self.tables
            },
            "errors": [issue.as_json() for issue in self.findings.errors],
            "questions": [question.as_json() for question in self.findings.questions],
            "notes": [
                {"code": code, "sheet": sheet, "column": column, "count": count}
                for (code, sheet, column), count in self.findings.notes.items()
            ],
        }
