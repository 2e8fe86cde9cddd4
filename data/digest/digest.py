"""The digest of one reader: a page of what changed beyond chance and what falls due, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from data.digest.changes import Change, changes_of
from data.digest.deadlines import Deadlines, deadlines_of
from data.digest.reader import Reader
from data.digest.scope import Scope, scope_of
from data.months import month_end
from data.queries import Reading
from data.store import Store


@dataclass(frozen=True)
class Digest:
    """What a release says to one reader, as of the end of its newest `month`; made on the day `on`.

    `changes` since the month `before` ("" where there is none to compare with), of `tested` differences that were held
    against chance together; `untested` could not be, and are not told.
    """

    scope: Scope
    on: date
    changes: tuple[Change, ...]
    tested: int
    untested: int
    deadlines: Deadlines

    @property
    def reader(self) -> Reader:
        """Whose digest it is."""
        return self.scope.reader

    @property
    def month(self) -> str:
        """The month that it tells of."""
        return self.scope.month

    @property
    def as_of(self) -> date:
        """The day that its numbers are of."""
        return month_end(self.month)

    @property
    def before(self) -> str:
        """The month that it is compared with; "" where there is none."""
        return self.scope.before

    @property
    def release(self) -> int:
        """The number of the release."""
        return self.scope.reading.release.number

    @property
    def published_at(self) -> datetime:
        """When the release was published."""
        return self.scope.reading.release.at

    @property
    def simulated(self) -> bool:
        """Whether the release is simulated."""
        return self.scope.reading.release.simulated


def digest_of(reading: Reading, reader: Reader, store: Store, on: date) -> Digest:
    """The digest of a release for a reader, whoever has opened it; `store` has its commitments and visits, `on` is today.

    Only what that reader may see is read: the viewer of `reading` has no part in it.
    """
    scope = scope_of(reading, reader)
    changes, tested, untested = changes_of(scope)
    return Digest(scope, on, changes, tested, untested, deadlines_of(scope, store, on))
