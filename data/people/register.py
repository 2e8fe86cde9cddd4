"""The register of people: a table that is released, undone and kept for ever like the others, in a store of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow as arrow

from data.access import Viewer
from data.people.person import BadPerson, Person, checked_person
from data.store import PEOPLE, PERSONS, Change, Release, Store, schema_of
from data.tables import Facts

_BETWEEN = ";"  # between the offices of one person
_OUT = "ya"


class People:
    """Who may use the map as whom; safe to share between threads, and the same in every process of one home."""

    def __init__(self, home: str | Path) -> None:
        self._store = Store(home, PERSONS)
        self._held: tuple[object, dict[str, Person]] = (None, {})

    def release(self) -> Release | None:
        """The release in force, None before the first. Raises NotReadable."""
        return self._store.release()

    def history(self) -> list[Release]:
        """All releases, newest first. Raises NotReadable."""
        return self._store.history()

    def every(self) -> dict[str, Person]:
        """Account -> person, of the release in force. Raises NotReadable."""
        release = self.release()
        held, persons = self._held
        if held is not release or release is None:
            persons = self.of(release)
            self._held = (release, persons)
        return persons

    def of(self, release: Release | None) -> dict[str, Person]:
        """Account -> person, of a release; nobody before the first. Raises OSError."""
        rows = release.table(PEOPLE).to_pylist() if release else []
        return {row["account"]: _person(row) for row in rows}

    def publish(
        self, persons: Sequence[Person], facts: Facts, *, title: str, viewer: Viewer, on: int | None = None
    ) -> Release:
        """Publish the whole register. `on` is the release that was looked at (0: none yet).

        Raises StewardsOnly, BadPerson (a row that cannot stand, an account twice, nobody left who may edit the register), and as
        `Store.publish`; the release in force then stays.
        """
        viewer.check_steward()
        checked = [checked_person(person, facts) for person in persons]
        _check_once(checked)
        if not any(person.role == "pengelola" and not person.out for person in checked):
            raise BadPerson(
                "Tidak ada pengelola yang tersisa, jadi tidak ada lagi yang bisa menyunting daftar ini. Sisakan satu."
            )
        rows = arrow.Table.from_pylist([_row(person) for person in checked], schema_of(PEOPLE))
        change = {PEOPLE: Change("overwrite", rows)}
        return self._store.publish(change, title=title, role=viewer.role, keep=False, on=on)

    def undo(self, *, viewer: Viewer, on: int | None = None) -> Release:
        """Bring the register back as it was before; once more returns. Raises StewardsOnly, and as `Store.undo`."""
        viewer.check_steward()
        return self._store.undo(role=viewer.role, on=on)


def _check_once(persons: Sequence[Person]) -> None:
    accounts = [person.account for person in persons]
    for account in accounts:
        if accounts.count(account) > 1:
            raise BadPerson("Akun {account} tertulis dua kali. Hapus salah satunya.", account=account)


def _row(person: Person) -> dict[str, str]:
    return {
        "account": person.account,
        "role": person.role,
        "offices": _BETWEEN.join(person.offices),
        "since": person.since.isoformat() if person.since else "",
        "until": person.until.isoformat() if person.until else "",
        "out": _OUT if person.out else "",
    }


def _person(row: dict[str, str]) -> Person:
    since, until = (date.fromisoformat(row[name]) if row[name] else None for name in ("since", "until"))
    offices = tuple(filter(None, row["offices"].split(_BETWEEN)))
    return Person(row["account"], row["role"], offices, since, until, row["out"] == _OUT)
