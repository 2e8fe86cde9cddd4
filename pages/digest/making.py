"""The files of digests: kept below the home of the stores in Indonesian, made where they are missing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from data.access import PUBLIK
from data.clock import today
from data.digest import KINDS, Digest, Reader, Shelf, digest_of, readers
from data.facts import in_force
from data.queries import Reading
from data.settings import home
from data.simulation import with_simulated_targets
from data.store import OWN, SIMULATED, Store
from data.tables import Facts
from data.words import Problem, Words
from pages.paper import digest_html, digest_paper, digest_pdf

# `View.data` -> the store that has it.
_STORES = {"simulasi": SIMULATED, "sendiri": OWN}
_KEPT = Words("id")


def reading_of(data: str, embedded: Facts) -> tuple[Store, Reading | None]:
    """The store of a ledger and its release in force; None where there is none with months. Raises NotReadable.

    It reads as the public does: what a digest may hold is decided by its reader alone.
    """
    store = Store(home(), _STORES[data])
    release = store.release()
    if release is None or not release.months:
        return store, None
    if data == "simulasi":
        facts = with_simulated_targets(embedded)
    else:
        own = in_force(release, embedded)
        if own.problem is not None:
            raise own.problem
        facts = own.facts
    return store, Reading(release, f"{home()}/{data}", facts, PUBLIK)


def digest_file(reading: Reading, reader: Reader, store: Store, kind: str, words: Words) -> bytes:
    """The digest of a reader as a file (of KINDS): as it is kept, or made now, in whatever language is asked for.

    Where it cannot be kept it is handed out all the same. Raises what reading the release raises.
    """
    if words != _KEPT:
        return _written(digest_of(reading, reader, store, today()), kind, words)
    try:
        shelf = Shelf(home(), reading.release)
        kept = shelf.read(reader, kind)
        if kept is not None:
            return kept
        made = _written(_digest(reading, reader, store), kind, words)
        shelf.write(reader, kind, made)
    except (OSError, Problem):
        return _written(_digest(reading, reader, store), kind, words)
    return made


def make_missing(reading: Reading, store: Store, shelf: Shelf) -> Iterator[tuple[Path, bool]]:
    """Every file of every reader of a release, and whether it was made just now. Raises OSError."""
    for reader in readers(reading.facts):
        for kind in KINDS:
            path = shelf.path(reader, kind)
            missing = not path.is_file()
            if missing:
                shelf.write(reader, kind, _written(_digest(reading, reader, store), kind, _KEPT))
            yield path, missing


# The files of one reader follow each other.
@lru_cache(maxsize=2)
def _digest_on(reading: Reading, reader: Reader, store: Store, day: str) -> Digest:
    return digest_of(reading, reader, store, today())


def _digest(reading: Reading, reader: Reader, store: Store) -> Digest:
    return _digest_on(reading, reader, store, today().isoformat())


def _written(digest: Digest, kind: str, words: Words) -> bytes:
    paper = digest_paper(digest, words)
    return digest_pdf(paper) if kind == "pdf" else digest_html(paper)
