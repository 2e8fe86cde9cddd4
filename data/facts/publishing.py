"""Own facts published as a release with what follows from them, and the last change of them undone.

They stand in the store of own data, beside the ledger. Where offices serve other regions, or a minimum wage is
another one, the cube of that ledger is worked out anew with them, so that no page adds up two truths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import pyarrow as arrow

from data.access import Viewer
from data.facts.released import as_released, facts_version, in_force
from data.ledger import derived
from data.store import Change, Release, Store
from data.tables import (
    FACTS,
    WITHDRAWN,
    Facts,
    OwnRows,
    key_columns,
    overlaid,
    own_of,
    shaped_as,
    stored_schema,
)

# The tables of facts that cells of the cube are worked out from.
_IN_THE_CUBE = ("service_areas", "offices", "minimum_wages")


@dataclass(frozen=True)
class LastChange:
    """The last release that changed facts, and the one before it; None when there was none before.

    `alone`: nothing has been published since, and that release changed facts alone.
    """

    release: Release
    before: Release | None
    alone: bool


def publish_facts(
    store: Store,
    embedded: Facts,
    tables: Mapping[str, pd.DataFrame],
    *,
    title: str,
    viewer: Viewer,
    on: int | None = None,
) -> Release:
    """Publish whole tables of facts, as they are to be in force, in place of those that are in force now.

    What is kept is only what differs from the embedded rows. Raises StewardsOnly, BadFacts, and as `Store.stage` and
    `Store.commit`, ValueError when nothing differs; then nothing is published. `on` is the release that was looked at (0: none yet).
    """
    viewer.check_steward()
    now = in_force(store.release(), embedded)
    wanted = {name: shaped_as(name, rows) for name, rows in tables.items()}
    return _published(store, embedded, own_of(embedded, {**now.tables, **wanted}), title, viewer.role, on)


def laid_facts(
    release: Release | None, embedded: Facts, tables: Mapping[str, pd.DataFrame]
) -> tuple[dict[str, Change], Facts, bool]:
    """What publishing these tables of facts beside others would change: changes of the store, the facts then in force,
    and whether the cube must be worked out anew with them. No change where they are in force already. Raises BadFacts.
    """
    now = in_force(release, embedded)
    wanted = {name: shaped_as(name, rows) for name, rows in tables.items()}
    own = own_of(embedded, {**now.tables, **wanted})
    after, known = overlaid(embedded, own), as_released(release)
    anew = any(not now.tables[name].equals(after.tables[name]) for name in _IN_THE_CUBE)
    return _differing(own, known), after.facts, anew


def last_change(store: Store) -> LastChange | None:
    """The release that an undo takes back; None when no release has changed facts. Raises NotReadable."""
    history = store.history()
    for number, release in enumerate(history):
        before = history[number + 1] if number + 1 < len(history) else None
        if facts_version(release) != facts_version(before):
            return LastChange(release, before, number == 0 and _others(release) == _others(before))
    return None


def undo_facts(
    store: Store, embedded: Facts, *, title: str, viewer: Viewer, on: int | None = None
) -> Release | None:
    """Bring the facts back as they were before their last change; once more returns. None: there was no change.

    The rows of the ledger stay, also those published since. Raises as `Store.undo` and `publish_facts`.
    """
    viewer.check_steward()
    last = last_change(store)
    if last is None:
        return None
    if last.alone and last.before is not None:
        return store.undo(role=viewer.role, on=on)
    return _published(store, embedded, as_released(last.before), title, viewer.role, on)


def _others(release: Release | None) -> dict[str, int]:
    """The versions of the tables that hold no facts."""
    versions = dict(release.entry.versions) if release else {}
    return {name: version for name, version in versions.items() if name not in dict(facts_version(release))}


def _published(store: Store, embedded: Facts, own: OwnRows, title: str, role: str, on: int | None) -> Release:
    after, release = overlaid(embedded, own), store.release()
    # Not kept as an input: published later, whole tables would take back what others had published since.
    staged = store.stage(_changes(own, as_released(release)), title=title, role=role, keep=False, on=on)
    before = in_force(release, embedded)
    anew = any(not before.tables[name].equals(after.tables[name]) for name in _IN_THE_CUBE)
    with store.explaining(staged.publication):
        follows = derived(staged.release, None, facts=after.facts) if anew else {}
    return store.commit(staged, follows)


def _changes(own: OwnRows, known: OwnRows) -> dict[str, Change]:
    """The tables of the store that become others. Raises ValueError when none does."""
    changes = _differing(own, known)
    if not changes:
        raise ValueError("these facts are in force already")
    return changes


def _differing(own: OwnRows, known: OwnRows) -> dict[str, Change]:
    changes = {
        name: Change("overwrite", _sorted(name, own))
        for name in FACTS
        if not _sorted(name, own).equals(_sorted(name, known))
    }
    if own.withdrawn != known.withdrawn:
        names = [{"table": table, "key": key} for table, key in sorted(own.withdrawn)]
        gone = arrow.Table.from_pylist(names, stored_schema(WITHDRAWN))
        changes[WITHDRAWN] = Change("overwrite", gone)
    return changes


def _sorted(name: str, own: OwnRows) -> pd.DataFrame:
    rows = shaped_as(name, own.rows.get(name, pd.DataFrame()))
    return rows.sort_values(key_columns(name), ignore_index=True)
