"""Releases of the tables: publish all or nothing, read at a release, undo (docs/decisions/0007-delta-lake.md).

    store = Store(home(), "simulasi")
    store.publish({"contributions": Change("append", rows)}, title="Maret 2025", role="pengelola")
    store.release().table("cube", months=["2025-03"])

A store is a folder, or a place in object storage, that several processes may share. Each table is a Delta
table; a publication writes a new version of each table it changes, which nobody reads yet, and then adds one
row to the log of releases that names them. That one commit is the publication. Whoever is stopped before it
has published nothing; whoever comes second loses, and is told so.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from data.parsing import shown
from data.store.changes import TABLES, Change
from data.store.delta import Overtaken, StorageFailed
from data.store.inbox import Inbox, Input
from data.store.location import Place
from data.store.log import Entry, Log
from data.store.problems import (
    NothingToUndo,
    UnknownInput,
    UnknownRelease,
    not_published,
    not_readable,
    published_before,
)
from data.store.release import Release
from data.store.staging import staged

SIMULATED, OWN = "simulasi", "data sendiri"
_FOLDERS = {SIMULATED: "simulasi", OWN: "data-sendiri"}
# The tables that follow from the others (the cube), made from the staged release and the one in force.
Derive = Callable[[Release, Release | None], Mapping[str, Change]]


@dataclass(frozen=True)
class _Publication:
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


class Store:
    """The releases of one dataset, "simulasi" or "data sendiri"; safe to share between threads.

    `home` is a folder or an address of object storage; `options` go to the storage as they are, beside
    the environment variables that it reads itself (AWS_..., AZURE_..., GOOGLE_...).
    """

    def __init__(self, home: str | Path, dataset: str, options: Mapping[str, str] | None = None) -> None:
        self.dataset = dataset
        self.place = Place.of(home, options).at(_FOLDERS[dataset])
        self._log = Log(self.place.at("releases"))
        self._inbox = Inbox(self.place.at("inbox"))
        self._held: dict[int, Release] = {}

    def release(self, number: int | None = None) -> Release | None:
        """The release in force, None before the first; or any release by its number.

        Raises UnknownRelease, NotReadable.
        """
        entries = self._entries()
        if number is None:
            return self._open(entries[-1]) if entries else None
        if not 0 < number <= len(entries):
            raise UnknownRelease(
                "Rilis {number} tidak ada; yang ada 1 sampai {last}. Pilih salah satunya.",
                number=number,
                last=len(entries),
            )
        return self._open(entries[number - 1])

    def history(self) -> list[Release]:
        """All releases, newest first. Raises NotReadable."""
        return [self._open(entry) for entry in reversed(self._entries())]

    def publish(
        self,
        changes: Mapping[str, Change],
        *,
        title: str,
        role: str,
        derive: Derive | None = None,
        keep: bool = True,
        on: int | None = None,
    ) -> Release:
        """Publish new rows of one or more tables as one release: all of them or none.

        `derive(staged, parent)` may read the staged tables and returns the tables that follow from them.
        `on` is the release the publisher looked at (0: none yet), if not the one in force now. The input is
        kept first, unless `keep` is False: then it must be possible to make it again.

        Raises PublishedBefore, NotPublished, ValueError (an unknown table, rows of other columns), and what
        `derive` raises. The release in force then stays in force.
        """
        _check_names(changes)
        now = datetime.now(UTC)
        one = _Publication(_new_id(now), self._in_force(), title, role)
        if keep:
            with self._plainly(one):
                changes = self._inbox.keep(Input(one.id, now, title, role, _described(changes)), changes)
            one = replace(one, where=self._inbox.where(one.id))
        with self._plainly(one):
            return self._published(one, changes, derive, on)

    def retry(self, id: str, *, derive: Derive | None = None) -> Release:
        """Publish a kept input on top of the release in force now. Raises UnknownInput, and as `publish`."""
        found = next((kept for kept in self.kept() if kept.id == id and kept.release is None), None)
        if found is None:
            raise _unknown_input(id)
        one = _Publication(id, self._in_force(), found.title, found.role, self._inbox.where(id))
        with self._plainly(one):
            return self._published(one, self._inbox.changes(found), derive, None)

    def kept_changes(self, id: str) -> dict[str, Change]:
        """What a kept input brought, as changes whose rows are read where they are kept. Raises UnknownInput."""
        found = next((kept for kept in self.kept() if kept.id == id), None)
        if found is None:
            raise _unknown_input(id)
        return self._inbox.changes(found)

    def kept(self) -> list[Input]:
        """The kept inputs, newest first, each with the release it was published as. Raises NotReadable."""
        published = {entry.publication: entry.number for entry in self._entries() if entry.kind == "publish"}
        with self._readably():
            return [replace(one, release=published.get(one.id)) for one in self._inbox.kept()]

    def undo(self, *, role: str, on: int | None = None) -> Release:
        """Go back to the tables that were in force before; once more returns. Old releases stay readable.

        Raises NothingToUndo, PublishedBefore, NotPublished.
        """
        entries = self._entries(anew=True)
        if len(entries) < 2:
            raise NothingToUndo("Belum ada rilis sebelumnya, jadi tidak ada yang bisa dibatalkan.")
        before = self._open(entries[entries[-2].points_to - 1])
        one = _Publication(_new_id(datetime.now(UTC)), self._open(entries[-1]), before.entry.title, role)
        with self._plainly(one):
            self._refuse_unless(one.number if on is None else on, one.where)
            entry = self._entry(one, before.entry.versions)
            return self._logged(one, replace(entry, kind="undo", points_to=before.number))

    def _published(
        self, one: _Publication, changes: Mapping[str, Change], derive: Derive | None, on: int | None
    ) -> Release:
        self._refuse_unless(one.number if on is None else on, one.where)
        versions = dict(one.parent.entry.versions) if one.parent else {}
        versions |= self._staged(one, changes)
        if derive:
            more = derive(Release(self.place, self._entry(one, versions)), one.parent)
            _check_names(more, but=set(changes))
            versions |= self._staged(one, more)
        return self._logged(one, self._entry(one, versions))

    def _staged(self, one: _Publication, changes: Mapping[str, Change]) -> dict[str, int]:
        before = one.parent.entry.versions if one.parent else {}
        return {
            name: staged(
                self.place.at("tables", name),
                name,
                change,
                before.get(name, 0),
                lambda: self._refuse_unless(one.number, one.where),
            )
            for name, change in changes.items()
        }

    def _entry(self, one: _Publication, versions: Mapping[str, int]) -> Entry:
        """The row of the log for a publication of these versions; its months are those that have rows."""
        entry = Entry(
            number=one.number + 1,
            at=datetime.now(UTC),
            kind="publish",
            points_to=one.number + 1,
            parent=one.number,
            publication=one.id,
            dataset=self.dataset,
            title=one.title,
            role=one.role,
            versions=dict(versions),
            first_month="",
            last_month="",
            simulated=self.dataset == SIMULATED,
        )
        months = Release(self.place, entry).months or ("",)
        return replace(entry, first_month=months[0], last_month=months[-1])

    def _logged(self, one: _Publication, entry: Entry) -> Release:
        try:
            self._log.append(entry)
        except (Overtaken, OSError) as error:
            # The answer of a storage may get lost after it has done what was asked.
            if not any(known.publication == entry.publication for known in self._entries(anew=True)):
                self._refuse_unless(one.number, one.where)
                raise StorageFailed(str(error)) from error
        return self._open(self._entries(anew=True)[entry.number - 1])

    def _refuse_unless(self, number: int, where: str) -> None:
        """Raise PublishedBefore when the release in force is no longer `number`, UnknownRelease if never was."""
        now = self.release()
        if now and now.number > number:
            raise published_before(now.number, now.at, now.entry.role, now.entry.title, where)
        if number and (now is None or now.number < number):
            self.release(number)

    def _entries(self, *, anew: bool = False) -> tuple[Entry, ...]:
        with self._readably():
            return self._log.entries(anew=anew)

    def _in_force(self) -> Release | None:
        entries = self._entries(anew=True)
        return self._open(entries[-1]) if entries else None

    def _open(self, entry: Entry) -> Release:
        held = self._held.get(entry.number)
        if held is None or held.entry is not entry:
            held = self._held[entry.number] = Release(self.place, entry)
        return held

    @contextmanager
    def _readably(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise not_readable(error, self.place.root) from error

    @contextmanager
    def _plainly(self, one: _Publication) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise not_published(error, self.place.root, one.number, one.where) from error


def _new_id(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"


def _unknown_input(id: str) -> UnknownInput:
    return UnknownInput(
        "Masukan {id} tidak ada di daftar, atau sudah terbit. Pilih dari daftar masukan yang tersimpan.",
        id=shown(id, 40),
    )


def _described(changes: Mapping[str, Change]) -> dict[str, tuple[str, tuple[str, ...] | None]]:
    return {
        name: (change.mode, change.months_of(name) if change.mode == "replace months" else None)
        for name, change in changes.items()
    }


def _check_names(changes: Mapping[str, Change], but: Collection[str] = ()) -> None:
    if wrong := sorted(set(changes) - set(TABLES)):
        raise ValueError(f"there is no table {', '.join(wrong)}")
    if twice := sorted(set(changes) & set(but)):
        raise ValueError(f"both published and derived: {', '.join(twice)}")
