"""Releases taken back: an office its own, down to the first that another has brought since; a steward any of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

from data.access import NotYours, Viewer
from data.intake.publication.publishing import BOOK, history
from data.store import Release, Store

Entry = tuple[Release, Mapping[str, Any]]


def is_told(entry: Entry, viewer: Viewer) -> bool:
    """Whether this viewer may see what a release was made from: an office the files of its own alone, the public none."""
    return viewer.sees_every_cell or entry[1].get("office") in viewer.stands_for


def told_titles(store: Store, viewer: Viewer) -> dict[int, str]:
    """The title of each release by its number; "" where it is the name of a file that is not this viewer's.

    An undo has the title of the release that it went back to. Raises NotReadable.
    """
    entries = {entry[0].number: entry for entry in history(store)}
    told = {number: "file" not in entry[1] or is_told(entry, viewer) for number, entry in entries.items()}
    return {
        number: release.entry.title if told.get(release.points_to, True) and told[number] else ""
        for number, (release, _) in entries.items()
    }


def own_run(entries: Sequence[Entry], viewer: Viewer) -> Sequence[Entry]:
    """The newest releases, down to the first that this viewer may not undo: a branch takes back nobody else's rows.

    What the steward has published from an office's inbox may hold rows of others, and is the steward's to take back.
    """
    if not viewer.may_bring:
        return []
    return list(takewhile(lambda entry: _is_own(entry, viewer), entries))


def _is_own(entry: Entry, viewer: Viewer) -> bool:
    _, details = entry
    office = details.get("office")
    return viewer.may_change(str(details.get("role", "")), None if office is None else (str(office),))


def take_back(store: Store, number: int, viewer: Viewer, *, on: int) -> Release:
    """Go back to before release `number`, if everything since is this viewer's own; `on` is the newest that was looked at.

    Whose undo it is stands beside the release. Raises NotYours, and as `Store.return_to`.
    """
    entries = own_run(history(store), viewer)
    taken = [details for release, details in entries if release.number >= number]
    if number not in [release.number for release, _ in entries]:
        raise NotYours
    undone = store.return_to(number - 1, role=viewer.role, on=on)
    by = {"role": viewer.role, **({"office": taken[0]["office"]} if viewer.stands_for else {})}
    store.notebook(BOOK).add(undone.entry.publication, "published", by)
    return undone
