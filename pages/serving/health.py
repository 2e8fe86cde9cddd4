"""Whether the app is well, and whether it takes readers: the second is for the balancer in front of several processes."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from data.settings import data_folder
from data.store import OWN, SIMULATED, NotReadable
from data.tables import facts_as_they_lie
from data.words import Problem
from geo.web import served_maps
from pages import session, signin

_STOPPING = threading.Event()
_STORES = {SIMULATED: "simulasi", OWN: "sendiri"}


def health(version: str) -> tuple[int, Mapping[str, Any]]:
    """Status and body of /healthz: `{status, version, data_as_of}`; 503 with the problem when the data cannot be read."""
    try:
        facts = facts_as_they_lie(data_folder())
        served_maps(data_folder())
    except Problem as problem:
        return 503, {"status": "error", "version": version, "problem": str(problem)}
    return 200, {"status": "ok", "version": version, "data_as_of": facts.figures["as_of"].max()}


def readiness() -> tuple[int, Mapping[str, Any]]:
    """Status and body of /readyz: 200 and which release of each store is in force, so that processes can be compared.

    503 while the process ends, or when something of it cannot be read that every reader needs: facts, maps, the stores,
    or who may be who.
    """
    if _STOPPING.is_set():
        return 503, {"status": "stopping"}
    try:
        facts_as_they_lie(data_folder())
        served_maps(data_folder())
        releases = {name: _number(data) for name, data in _STORES.items()}
        if signin.sign_in() is not None:
            newest = signin.people().release()
            releases["orang"] = newest.number if newest else 0
    except (Problem, OSError) as problem:
        return 503, {
            "status": "error",
            "problem": str(problem) if isinstance(problem, Problem) else "OSError",
        }
    return 200, {"status": "ok", "releases": releases}


def _number(data: str) -> int:
    """The release in force, 0 before the first. A simulation that is damaged can be made anew, and keeps nobody out."""
    try:
        newest = session.release(data)
    except NotReadable:
        if data != "simulasi":
            raise
        return 0
    return newest.number if newest else 0


def stop_taking_readers() -> None:
    """From now on the balancer is told to send readers to another process."""
    _STOPPING.set()
