"""The one clock: today and now where the regions are, in the west of Indonesia.

A server may stand anywhere and keep the time of its own place: a release of half past one in the morning in Palembang
would there be one of the day before, and a month would end seven hours late. No other file asks for the time.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone

# Asia/Jakarta, where every region of the map is; it has no summer time, and so needs no table of time zones.
WIB = timezone(timedelta(hours=7), "WIB")


def now() -> datetime:
    """This moment, in UTC, as the store keeps it; `local` says it as the clocks of the west of Indonesia show it.

    In no other zone: once pandera is imported, pyarrow keeps the hour of a moment of another zone and calls it UTC.
    """
    return datetime.fromtimestamp(time.time(), UTC)


def today() -> date:
    """The day that it is there."""
    return local(now()).date()


def local(at: datetime) -> datetime:
    """A moment as the clocks there showed it; `at` has a zone of its own, the store's is UTC.

    >>> from datetime import UTC
    >>> local(datetime(2026, 11, 25, 22, 15, tzinfo=UTC)).isoformat()
    '2026-11-26T05:15:00+07:00'
    """
    return at.astimezone(WIB)
