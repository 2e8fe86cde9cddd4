"""A commitment: what somebody of an agency promised at a meeting, by when, and on which number, if on one.

The number that is asked is fixed when the promise is made, and a change ("turun 200") keeps the value that it was
stated from: a ledger that is revised later moves neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from data.access import Viewer

AT_LEAST, AT_MOST = "at_least", "at_most"
SENSES = (AT_LEAST, AT_MOST)


@dataclass(frozen=True)
class Baseline:
    """The value that a change was stated from, as `release` told it of the end of `month`.

    `public`: whether the public role was told the same number. Where it was not, nobody else is told it from here.
    """

    month: str
    value: float
    numerator: int | None
    denominator: int | None
    release: int
    public: bool


@dataclass(frozen=True)
class Condition:
    """What must be so at the end of the due month: an indicator of one place, at least or at most a number.

    `level` and `key` are those of `Reading.one`, `number` is in the indicator's unit. `baseline` is there where the
    promise was stated as a change (`condition_of_change`). number is None where a reader may not know it (`as_told`),
    which nothing on record is.
    """

    indicator: str
    level: str
    key: str
    sense: str
    number: float | None
    baseline: Baseline | None = None

    def is_met(self, value: float) -> bool:
        """Whether this value is what was asked for. Raises ValueError where the number is not known."""
        if self.number is None:
            raise ValueError("the number that is asked is not known")
        return value >= self.number if self.sense == AT_LEAST else value <= self.number


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What is written down at a meeting; without a condition it is something that is done, or is not.

    `office` is the post of whoever promised ("" is not told), never a person's name. `follows` is the id of an earlier
    commitment that this one goes on from, "" is none. `region` is the code of the region whose meeting it was, "" where
    it was one of several.
    """

    agency: str
    what: str
    due: date
    meeting: str
    meeting_on: date
    office: str = ""
    condition: Condition | None = None
    follows: str = ""
    region: str = ""


@dataclass(frozen=True)
class Done:
    """That something was done: on which day, what shows it, and who noted it when."""

    on: date
    evidence: str
    role: str
    at: datetime


@dataclass(frozen=True)
class Withdrawn:
    """That a commitment was recorded in error: why, and who noted it when. It stays on record and is not judged."""

    why: str
    role: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Commitment(Promise):
    """A promise on record: by which role of which offices, when (UTC), and on which release of which dataset ("simulasi",
    "data sendiri").

    `offices` is None where an older version recorded it, which did not keep them; () is a role of no single office.
    """

    id: str
    at: datetime
    role: str
    dataset: str
    release: int
    offices: tuple[str, ...] | None = None
    done: Done | None = None
    withdrawn: Withdrawn | None = None

    def may_be_changed_by(self, viewer: Viewer) -> bool:
        """Whether this viewer may note that it was done, or withdraw it."""
        return viewer.may_change(self.role, self.offices)
