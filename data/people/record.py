"""The record of who did what: only added to, kept with the releases, without names of employers and without questions.

Each month is a notebook of its own, so that what is older than the organisation wishes can be let go whole.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from data.clock import local, now
from data.months import month_index, month_text
from data.store import Notebook, Place

# What is recorded -> its Indonesian message id.
ACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "signed_in": "masuk",
        "refused": "ditolak masuk",
        "signed_out": "keluar",
        "tried_role": "melihat sebagai peran lain",
        "published": "menerbitkan rilis",
        "undone": "membatalkan rilis",
        "exported": "mengunduh berkas dengan nama",
        "people": "mengubah daftar orang",
    }
)
_FOLDER, _KIND = "catatan", "deed"
_MOST_TEXT = 200
# Each line is a file: a page opens so many in a tenth of a second, and an organisation writes thousands a month.
_MOST_FILES = 100
_MONTH = re.compile("[0-9]{4}-[0-9]{2}")


@dataclass(frozen=True)
class Deed:
    """One line of the record.

    `at` in UTC; `account` is "" for whoever sits at the computer where nobody signs in; `role` as it was in force then;
    `action` one of ACTIONS; `what` names a release, a page or a reason by its code, never an employer.
    """

    at: datetime
    account: str
    role: str
    action: str
    what: str


class Record:
    """The record beside the stores of one home."""

    def __init__(self, home: str | Path) -> None:
        self._place = Place.of(home).at(_FOLDER)

    def add(self, account: str, role: str, action: str, what: str = "") -> None:
        """Write one line. Raises ValueError for an action that there is not, OSError; then nothing is written."""
        if action not in ACTIONS:
            raise ValueError(f"no such action: {action}")
        value = {"account": account[:_MOST_TEXT], "role": role, "action": action, "what": what[:_MOST_TEXT]}
        self._book(f"{local(now()):%Y-%m}").add(secrets.token_hex(8), _KIND, value)

    def of(self, month: str) -> list[Deed]:
        """The lines of a month "YYYY-MM" by the clocks of the regions, newest first. Raises OSError."""
        notes = self._book(month).every(_KIND)
        return [
            Deed(note.at, **{key: str(text) for key, text in note.value.items()}) for note in reversed(notes)
        ]

    def let_go(self, keep: int) -> list[str]:
        """Delete the months before the last `keep`; which they were. Raises OSError, ValueError for fewer than one.

        In a folder alone: object storage has rules of its own for what is to be deleted when.
        """
        if keep < 1:
            raise ValueError("at least the month that runs is kept")
        folder, first = self._place.folder, month_text(month_index(f"{local(now()):%Y-%m}") + 1 - keep)
        if folder is None or not folder.is_dir():
            return []
        old = sorted(one.name for one in folder.iterdir() if _MONTH.fullmatch(one.name) and one.name < first)
        for name in old:
            shutil.rmtree(folder / name)
        return old

    def _book(self, month: str) -> Notebook:
        return Notebook(self._place.at(month), _MOST_FILES)
