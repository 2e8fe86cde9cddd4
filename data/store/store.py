"""Releases of the tables: publish all or nothing, read at a release, undo (docs/decisions/0007-delta-lake.md).

    store = Store(home(), "simulasi")
    staged = store.stage({"contributions": Change("append", rows)}, title="Maret 2025", role="pengelola")
    store.commit(staged, {"cube": Change("overwrite", cells_of(staged.release))})
    store.release().table("cube", months=["2025-03"])

A store is a folder, or a place in object storage, that several processes may share. Each table is a Delta
table; a publication writes a new version of each table it changes, which nobody reads yet, and then adds one
row to the log of releases that names them. That one commit is the publication. Whoever is stopped before it
has published nothing; whoever comes second loses, and is told so.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pyarrow.lib import ArrowException

from data.clock import now
from data.parsing import shown
from data.store.changes import Change
from data.store.columns import TABLES
from data.store.damage import damage_in
from data.store.delta import Overtaken, StorageFailed
from data.store.inbox import Inbox, Input
from data.store.location import Place
from data.store.log import Entry, Log
from data.store.notebook import Notebook
from data.store.problems import (
    OWN,
    PERSONS,
    SIMULATED,
    Damaged,
    NothingToUndo,
    UnknownInput,
    UnknownRelease,
    not_discarded,
    not_published,
    not_readable,
    published_before,
)
from data.store.publication import Publication, Staged, new_id
from data.store.release import Release
from data.store.staging import next_version

_LOG = logging.getLogger(__name__)
_FOLDERS = {SIMULATED: "simulasi", OWN: "data-sendiri", PERSONS: "orang"}


class Store:
    """The releases of one dataset, "simulasi", "data sendiri" or "orang"; safe to share between threads.

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

    def stage(
        self,
        changes: Mapping[str, Change],
        *,
        title: str,
        role: str,
        keep: bool = True,
        on: int | None = None,
    ) -> Staged:
        """Write new rows of one or more tables aside, for a release that `commit` is to make.

        `on` is the release the publisher looked at (0: none yet), if not the one in force now. The input is
        kept first, with its title and role, unless `keep` is False: then it must be possible to make it again.
        What is never committed is seen by no reader, and nothing is ever built on it.

        Raises PublishedBefore, NotPublished, ValueError (an unknown table, rows of other columns).
        """
        _check_names(changes)
        started = now()
        publication = Publication(new_id(started), self._in_force(), title, role)
        if keep:
            kept = Input(publication.id, started, title, role, _described(changes))
            with self.explaining(publication):
                changes = self._inbox.keep(kept, changes)
            publication = replace(publication, where=self._inbox.where(kept.id))
        return self._staged(publication, changes, on)

    def stage_kept(self, id: str) -> Staged:
        """Write a kept input aside on top of the release in force now. Raises UnknownInput, and as `stage`."""
        kept = self._kept_input(id)
        if kept.release is not None:
            raise _unknown_input(id)
        publication = Publication(id, self._in_force(), kept.title, kept.role, self._inbox.where(id))
        return self._staged(publication, self._inbox.changes(kept), None)

    def commit(self, staged: Staged, derived: Mapping[str, Change] | None = None) -> Release:
        """Make what is staged the release in force, with the tables `derived` that follow from it (the cube).

        All of it or none: raises PublishedBefore, NotPublished, ValueError (a derived table that is unknown, that
        was staged too, or has rows of other columns). The release in force then stays in force.
        """
        publication, derived = staged.publication, derived or {}
        _check_names(derived, but=staged.changed)
        with self.explaining(publication):
            versions = {**staged.release.entry.versions, **self._written(publication, derived)}
            return self._logged(publication, self._entry(publication, versions))

    def publish(
        self,
        changes: Mapping[str, Change],
        *,
        title: str,
        role: str,
        keep: bool = True,
        on: int | None = None,
    ) -> Release:
        """Publish tables from which nothing is to be worked out: `stage` and `commit` in one, and as they do."""
        return self.commit(self.stage(changes, title=title, role=role, keep=keep, on=on))

    def notebook(self, name: str) -> Notebook:
        """The notes of this name beside the releases: drafts, memory, who did what."""
        return Notebook(self.place.at(name))

    def kept_changes(self, id: str) -> dict[str, Change]:
        """What a kept input brought, as changes whose rows are read where they are kept. Raises UnknownInput."""
        return self._inbox.changes(self._kept_input(id))

    def kept(self) -> list[Input]:
        """The kept inputs, newest first, each with the release it was published as. Raises NotReadable."""
        published = {entry.publication: entry.number for entry in self._entries() if entry.kind == "publish"}
        with self._readably():
            return [replace(kept, release=published.get(kept.id)) for kept in self._inbox.kept()]

    def undo(self, *, role: str, on: int | None = None) -> Release:
        """Go back to the tables that were in force before; once more returns. Old releases stay readable.

        Raises NothingToUndo, PublishedBefore, NotPublished.
        """
        entries = self._entries(anew=True)
        if len(entries) < 2:
            raise NothingToUndo("Belum ada rilis sebelumnya, jadi tidak ada yang bisa dibatalkan.")
        before = self._open(entries[entries[-2].points_to - 1])
        title = before.entry.title
        publication = Publication(new_id(now()), self._open(entries[-1]), title, role)
        with self.explaining(publication):
            self._refuse_unless(publication.number if on is None else on, publication.where)
            entry = self._entry(publication, before.entry.versions)
            return self._logged(publication, replace(entry, kind="undo", points_to=before.number))

    def return_to(self, number: int, *, role: str, on: int | None = None) -> Release:
        """Go back to the tables of an older release (0: to none), whatever has been published since; as one more release.

        Raises UnknownRelease, PublishedBefore, NotPublished.
        """
        entries = self._entries(anew=True)
        target = self.release(number) if number else None
        title = target.entry.title if target else ""
        publication = Publication(new_id(now()), self._open(entries[-1]), title, role)
        with self.explaining(publication):
            self._refuse_unless(publication.number if on is None else on, publication.where)
            entry = self._entry(publication, target.entry.versions if target else {})
            points_to = target.points_to if target else publication.number + 1
            return self._logged(publication, replace(entry, kind="undo", points_to=points_to))

    @contextmanager
    def explaining(self, publication: Publication) -> Iterator[None]:
        """Whatever the storage refuses meanwhile is raised as NotPublished, which says what was kept and where."""
        try:
            yield
        except OSError as error:
            raise not_published(error, self.place.root, publication.number, publication.where) from error

    def damage(self) -> Damaged | None:
        """What of the release in force cannot be read (see `damage_in`); None when all can, or there is none.

        Raises NotReadable, as Damaged where it is the log itself that is damaged.
        """
        release = self.release()
        return damage_in(release) if release else None

    def discard(self) -> None:
        """Delete a simulated store with all its releases, so that it can be made anew; nobody's own data are in it.

        Its folder gets another name first: a reader sees all of it or nothing. Raises NotDiscarded.
        """
        folder = self.place.folder
        if self.dataset != SIMULATED or folder is None:
            raise not_discarded(self.place.root)
        aside = folder.with_name(f"{folder.name}-{new_id(now())}")
        try:
            folder.rename(aside)
        except FileNotFoundError:  # somebody else was quicker
            return
        except OSError as error:
            raise not_discarded(self.place.root) from error
        shutil.rmtree(aside, ignore_errors=True)

    def _kept_input(self, id: str) -> Input:
        for kept in self.kept():
            if kept.id == id:
                return kept
        raise _unknown_input(id)

    def _staged(self, publication: Publication, changes: Mapping[str, Change], on: int | None) -> Staged:
        with self.explaining(publication):
            self._refuse_unless(publication.number if on is None else on, publication.where)
            versions = {**publication.versions, **self._written(publication, changes)}
            release = Release(self.place, self._entry(publication, versions))
        return Staged(publication, release, frozenset(changes))

    def _written(self, publication: Publication, changes: Mapping[str, Change]) -> dict[str, int]:
        """Write each table's next version; the versions."""
        return {
            name: next_version(
                self.place.at("tables", name),
                name,
                change,
                publication.versions.get(name, 0),
                lambda: self._refuse_unless(publication.number, publication.where),
            )
            for name, change in changes.items()
        }

    def _entry(self, publication: Publication, versions: Mapping[str, int]) -> Entry:
        """The row of the log for a publication of these versions; its months are those that have rows."""
        entry = Entry(
            number=publication.number + 1,
            at=now(),
            kind="publish",
            points_to=publication.number + 1,
            parent=publication.number,
            publication=publication.id,
            dataset=self.dataset,
            title=publication.title,
            role=publication.role,
            versions=dict(versions),
            first_month="",
            last_month="",
            simulated=self.dataset == SIMULATED,
        )
        months = Release(self.place, entry).months or ("",)
        return replace(entry, first_month=months[0], last_month=months[-1])

    def _logged(self, publication: Publication, entry: Entry) -> Release:
        try:
            self._log.append(entry)
        except (Overtaken, OSError) as error:
            # The answer of a storage may get lost after it has done what was asked.
            if not any(known.publication == entry.publication for known in self._entries(anew=True)):
                self._refuse_unless(publication.number, publication.where)
                raise StorageFailed(str(error)) from error
        return self._open(self._entries(anew=True)[entry.number - 1])

    def _refuse_unless(self, number: int, where: str) -> None:
        """Raise PublishedBefore when the release in force is no longer `number`, UnknownRelease if never was."""
        now = self.release()
        if now and now.number > number:
            raise published_before(now.number, now.at, now.entry.role, where)
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
        """Whatever a library makes of a log that is damaged, or out of reach, is raised as NotReadable."""
        try:
            yield
        except (OSError, ArrowException, ValueError, TypeError, KeyError) as error:
            _LOG.warning("the releases in %s cannot be read", self.place.root, exc_info=True)
            raise not_readable(self.dataset, self.place.root) from error


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
