"""What a draft letter is: its texts and amounts, whoever sets them on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# Where a person fills in what no data has: the number, the officer's name, a day.
BLANK = "________"
DRAFT = "DRAF"
SIMULATED = "SIMULASI – bukan data resmi"
UNCONFIRMED = "[belum dikonfirmasi]"


@dataclass(frozen=True)
class Article:
    """A `law` that a letter rests on ("" where none was found), what it is `about`, and whether a source confirms that."""

    law: str
    about: str
    confirmed: bool

    @property
    def said(self) -> str:
        """The article as the letter has it, marked where no source confirms it."""
        text = f"{self.law} ({self.about})" if self.law and self.about else self.law or self.about
        return text if self.confirmed else f"{text} {UNCONFIRMED}"


@dataclass(frozen=True)
class Limit:
    """The last day that a letter gives, by the rule `law`.

    `otherwise`: the day it would be if joint holidays were days off, which no source says; None where that makes no
    difference. `confirmed`: whether a source has how long it is, and the holidays of its year.
    """

    day: date
    days: int
    working: bool
    law: str
    confirmed: bool
    otherwise: date | None


@dataclass(frozen=True)
class AnnexMonth:
    """A month of contributions as the ledger has it, in whole rupiah; `workers` None where they are not known."""

    blth: str
    workers: int | None
    due: int
    paid: int
    open: int
    due_on: date
    penalty: int


@dataclass(frozen=True)
class Annex:
    """Months of contributions, oldest first, and the sums of their amounts."""

    months: tuple[AnnexMonth, ...]

    @property
    def due(self) -> int:
        """What was due in all."""
        return sum(month.due for month in self.months)

    @property
    def paid(self) -> int:
        """What was paid of it."""
        return sum(month.paid for month in self.months)

    @property
    def open(self) -> int:
        """What is still owed of it."""
        return sum(month.open for month in self.months)

    @property
    def penalty(self) -> int:
        """The penalty on what is overdue."""
        return sum(month.penalty for month in self.months)


@dataclass(frozen=True)
class Letter:
    """A draft letter.

    `step` of STEPS is what it does, `kind` of CASE_KINDS what it is about, `case` the number of its case ("" without).
    `sender` and `addressee` (line by line) are offices and employers; who signs, and the letter's number, are left
    blank. `on` is its day, `as_of` that of its numbers, `release` where they are from. `limit`: None where the law
    sets no time limit.
    """

    step: str
    kind: str
    case: str
    title: str
    sender: str
    addressee: tuple[str, ...]
    regarding: str
    paragraphs: tuple[str, ...]
    articles: tuple[Article, ...]
    limit: Limit | None
    annex: Annex
    on: date
    as_of: date
    release: int
    simulated: bool

    @property
    def marks(self) -> tuple[str, ...]:
        """What must stand on every page of it: that it is a draft, and that its data is made up where it is."""
        return (DRAFT, SIMULATED) if self.simulated else (DRAFT,)
