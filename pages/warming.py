"""What is worked out at a start, so that the first readers do not wait: published maps, and the newest month of each ledger."""

from __future__ import annotations

import atexit
import gc
import inspect
import logging
from contextlib import suppress
from importlib import import_module
from threading import Event, Thread
from threading import enumerate as enumerate_threads
from time import monotonic, sleep

from data import ahead
from data.access import PUBLIK, Viewer
from data.queries import EmployerList, EmployerQuery, Enforcement, Reading, Where, bridge_of
from data.settings import home
from data.store import OWN, SIMULATED, Release
from data.words import Problem, Words
from pages import (
    briefing,
    cases,
    commitments,
    compare,
    employers,
    facts,
    intake,
    map,
    office,
    partners,
    plans,
    session,
    sources,
)
from pages.view import View

# What a page draws is imported now: the first reader would wait half a second for it.
PAGES = (briefing, cases, commitments, compare, employers, facts, intake, office, partners, plans, sources)
# Seconds that a start waits for the first map of a ledger. One of a million employers takes longer, and is gone on with
# beside the first readers.
PATIENCE = 6.0
# Seconds that readers hold up the work of one indicator at the most.
GIVES_WAY = 5.0
# Seconds that the start waits for the newest months of a large ledger, and for what the public is not shown of one, which
# another process works out: half a minute and a whole one on two cores.
LISTS_WAIT, MASKS_WAIT = 90.0, 180.0
# Seconds from one time to the next that what is kept is set aside.
SET_ASIDE_EVERY = 3_600.0
# The months of which every page asks where each office has anybody: those of a year's line, up to a year ago.
_OF_LATE = 24
_PAGE_THREAD = (
    "ScriptRunner.scriptThread"  # as Streamlit calls the thread that makes a page, as long as it does
)
# Libraries that are otherwise imported while the first page is drawn.
_LATE = ("folium.plugins", "mapclassify", "streamlit.emojis")
_LEDGERS = {"simulasi": SIMULATED, "sendiri": OWN}
_LOG = logging.getLogger(__name__)


def warm_up() -> None:
    """Work out what every reader is shown first, and begin with the rest. What is wrong with the data is said by the pages."""
    for library in _LATE:
        import_module(library)
    inspect.stack()  # as Streamlit asks at its first element: the first time, where the code of each module lies
    with suppress(Problem):
        map.warm_up()
    ahead.work_ahead()
    first_shown = Event()
    Thread(target=_every_ledger, args=(first_shown,), name="warming", daemon=True).start()
    first_shown.wait(PATIENCE)


def _every_ledger(first_shown: Event) -> None:
    """What is shown first of each ledger, and then the rest."""
    for work in (_first, _others):
        for data in _LEDGERS:
            try:
                with session.read_with(data):
                    work(data)
            except Problem:
                continue
            except Exception:  # a page meets it too, and says so to its reader
                _LOG.warning("the ledger %s could not be worked out at the start", data, exc_info=True)
        first_shown.set()
    _set_aside()
    atexit.register(gc.unfreeze)  # else databases that are still open are told of as lost
    Thread(target=_keep_aside, name="set aside", daemon=True).start()


def _keep_aside() -> None:
    """Set aside what has come since, and let go of readers who have left, once an hour."""
    while not Event().wait(SET_ASIDE_EVERY):
        _let_readers_go_first()
        _set_aside()


def _set_aside() -> None:
    """Take what is there from what Python looks through, again and again, for objects that only refer to each other.

    It does so whenever there is a quarter more than the time before, and nobody is answered meanwhile: with all that is kept
    of a country for a second. What was set aside earlier and is used no more goes now.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _first(data: str) -> None:
    """The first map as the public sees it, which everybody opens, then what stewards see."""
    indicator = next(iter(session.measured_indicators()))
    for reading in _readings(data):
        map.warm_up_ledger(reading, View.of(data=data, indicator=indicator), Words())
        gc.freeze()  # until all is done: see _set_aside
        if reading.viewer.names_employers:
            ahead.wait_for_lists(_LEDGERS[data], LISTS_WAIT)
            _lists(reading)
            gc.freeze()


def _others(data: str) -> None:
    """All other indicators on the map, while nobody waits for a page, and with pauses for whoever comes meanwhile."""
    ahead.wait_for_masks(_LEDGERS[data], MASKS_WAIT)
    _, *others = session.measured_indicators()
    for reading in reversed(_readings(data)):
        for indicator in others:
            _let_readers_go_first()
            begun = monotonic()
            map.warm_up_ledger(reading, View.of(data=data, indicator=indicator), Words())
            gc.freeze()
            sleep(2 * (monotonic() - begun))


def _let_readers_go_first() -> None:
    """Wait until no page is being made, but no longer than GIVES_WAY: a full room always asks for one."""
    end = monotonic() + GIVES_WAY
    while monotonic() < end and any(thread.name == _PAGE_THREAD for thread in enumerate_threads()):
        sleep(0.05)


def _readings(data: str) -> tuple[Reading, ...]:
    """The ledger in force as the public and as stewards see it; none where nobody has published one."""
    newest = session.release(data)
    if newest is None or not newest.months:
        return ()
    return tuple(_read(newest, data, viewer) for viewer in (PUBLIK, Viewer("pengelola")))


def _read(release: Release, data: str, viewer: Viewer) -> Reading:
    return Reading(release, f"{home()}/{data}", session.facts_of(data), viewer)


def _lists(reading: Reading) -> None:
    """Lay out the newest month, and the one before it, for the lists of employers and cases; and who was where of late."""
    *_, month = reading.months
    EmployerList(reading, month).page(Where(), EmployerQuery())
    Enforcement(reading, month).headline(Where())
    if len(reading.months) > 1:
        bridge_of(reading, Where(), reading.months[-2], month)
    for month in reading.months[-_OF_LATE:]:
        reading.offices_in(month)
