"""The stores that pages read, opened once per process: the simulated ledger and one's own data."""

from __future__ import annotations

from functools import lru_cache

from data.commitments import Commitments
from data.settings import home
from data.store import OWN, SIMULATED, Release, Store

# `View.data` -> the store that is read. Published figures are read with one's own facts.
_STORES = {"": OWN, "simulasi": SIMULATED, "sendiri": OWN}


def store(data: str) -> Store:
    """The store that `View.data` names."""
    return _store(home(), _STORES[data])


@lru_cache(maxsize=8)
def _store(folder: str, dataset: str) -> Store:
    return Store(folder, dataset)


def commitments(data: str) -> Commitments:
    """What meetings agreed to on a ledger (as `View.data`)."""
    return Commitments(store(data))


def release(data: str) -> Release | None:
    """The release in force of a ledger; None when there is none yet. Raises NotReadable."""
    return store(data).release()
