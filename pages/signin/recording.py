"""What is written into the record, and how often: nobody outside may fill the disk with refusals."""

from __future__ import annotations

import logging
from functools import lru_cache
from threading import Lock

from cachetools import TTLCache

from data.people import Record
from data.settings import home, record_months
from data.words import Problem

_LOG = logging.getLogger(__name__)
# What was written in the last minutes, so that it is not written at each page that a person opens.
_WRITTEN: TTLCache[tuple[str, ...], bool] = TTLCache(10_000, 8 * 3600)
_REFUSED: TTLCache[tuple[str, ...], bool] = TTLCache(500, 60)
_WRITING = Lock()


@lru_cache(maxsize=4)
def _record(folder: str) -> Record:
    return Record(folder)


def note(account: str, role: str, action: str, what: str = "") -> None:
    """Write a line. Raises OSError; what must not happen without its line is done after it."""
    _record(home()).add(account, role, action, what)


def noted_once(account: str, role: str, action: str, what: str = "", token: str = "") -> None:
    """Write a line unless the same stands there already: of a sign-in (`token` tells it from the next) once, of a
    refusal once a minute. That it cannot be written is for the server's log, and keeps nobody out.
    """
    kept, key = (_REFUSED if action == "refused" else _WRITTEN), (account, role, action, what, token)
    with _WRITING:
        if key in kept or len(kept) >= kept.maxsize:
            return
        kept[key] = True
    try:
        note(account, role, action, what)
    except OSError:
        _LOG.exception("the record cannot be written")


def let_go_of_old() -> None:
    """Delete the months of the record that are older than the setting keeps; that they cannot be is for the log."""
    try:
        _record(home()).let_go(record_months())
    except (OSError, Problem):
        _LOG.exception("old months of the record cannot be deleted")
