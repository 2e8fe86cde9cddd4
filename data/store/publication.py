"""A publication on its way: what it is to be called, on which release it follows, and what it has written aside."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from data.clock import local
from data.store.release import Release


@dataclass(frozen=True)
class Publication:
    """One attempt to publish: on which release, what for, and where its input is kept ("" if it is not)."""

    id: str
    parent: Release | None
    title: str
    role: str
    where: str = ""

    @property
    def number(self) -> int:
        """The number of the release in force, 0 for none."""
        return self.parent.number if self.parent else 0

    @property
    def versions(self) -> Mapping[str, int]:
        """The version of each table of the release in force."""
        return self.parent.entry.versions if self.parent else {}


@dataclass(frozen=True)
class Staged:
    """Tables that a publication has written aside, where no reader sees them until they are committed.

    `release` reads them, and beside them the tables that did not change, as if they had been published; its
    number is the one that it is going to have. `changed` names the tables that were written.
    """

    publication: Publication
    release: Release
    changed: frozenset[str]

    @property
    def parent(self) -> Release | None:
        """The release in force, on which this one follows; None before the first."""
        return self.publication.parent


def new_id(at: datetime) -> str:
    """A name for a publication that starts now, by the clocks of the regions: it sorts by time, and no two are alike."""
    return f"{local(at):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
