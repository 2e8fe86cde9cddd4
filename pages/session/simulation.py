"""The simulated ledger while it is made: worked out once per process in the background, with its progress shown."""

from __future__ import annotations

import logging
import threading
from contextlib import suppress

import streamlit as st

from data.clock import today
from data.settings import home
from data.simulation import simulated_release
from data.store import Store
from data.tables import Facts
from data.words import Problem, Words
from pages import templates
from pages.session.facts_in_view import embedded_facts
from pages.session.stores import release

_LOG = logging.getLogger(__name__)
_REFRESH = 0.4  # seconds between two looks at how far the run is


class SimulationRun:
    """Makes the simulated ledger of this process in a thread, so that no reader's page waits for it.

    Whoever opens the simulation first starts the run, and all readers see the progress of the same one. A run that
    failed is not tried again by itself, for it would fail at every page, but as soon as a reader asks for it.

    `fraction` (0 to 1) and `doing` (an Indonesian message id) say how far the run is. `problem` says why the last
    one stopped, None while it has not failed.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.fraction, self.doing = 0.0, "Menyusun pemberi kerja simulasi"
        self.problem: Problem | None = None

    @property
    def running(self) -> bool:
        """Whether a ledger is being made now."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, facts: Facts) -> None:
        """Begin a run in the background, from the tables `facts`; nothing happens where one is under way."""
        with self._lock:
            if self.running:
                return
            self.fraction, self.problem = 0.0, None
            # No daemon: one that is stopped inside the libraries while the interpreter ends takes the process down with
            # it. The program waits for the run, which gives up by itself (`_tell`).
            self._thread = threading.Thread(target=self._make, args=[facts], name="simulation")
            self._thread.start()

    def make_anew(self, damaged: Store, facts: Facts) -> None:
        """Delete the `damaged` store of the simulation and begin a run; nothing happens where one is under way."""
        if self.running:
            return
        try:
            damaged.discard()
        except Problem as problem:
            self.problem = problem
        else:
            self.start(facts)

    def _make(self, facts: Facts) -> None:
        try:
            simulated_release(home(), facts, today(), self._tell)
        except Problem as problem:
            self.problem = problem
        except OSError:
            _LOG.exception("the simulation could not be kept")
            self.problem = Problem(
                "Data simulasi tidak dapat disimpan di {folder}. Beri ruang atau pilih folder lain lewat "
                "setelan PETA_HOME, lalu coba lagi.",
                folder=home(),
            )
        except Exception:  # whatever else it is: nobody may wait for ever for a run that has ended
            _LOG.exception("the simulation could not be made")
            self.problem = Problem(
                "Data simulasi tidak selesai dibuat. Sebabnya tercatat di log server. Coba lagi; bila tetap gagal, "
                "beri tahu pengelola Peta Patuh."
            )

    def _tell(self, fraction: float, doing: str) -> None:
        if not threading.main_thread().is_alive():
            raise SystemExit  # the program ends, and nobody waits for the ledger any more
        self.fraction, self.doing = fraction, doing


@st.cache_resource(show_spinner=False)
def simulation_run() -> SimulationRun:
    """The run that all readers of this process share."""
    return SimulationRun()


@st.fragment(run_every=_REFRESH)
def simulation_progress(words: Words) -> None:
    """How far the run is. When it is done the page runs again and shows the data."""
    run = simulation_run()
    if run.problem is not None:
        with suppress(Problem):
            newest = release("simulasi")
            if newest is not None and newest.months:  # another process has made it meanwhile
                st.rerun()
        st.error(templates.plain(words.explain(run.problem)))
        retry_button(words)
        return
    if not run.running:
        st.rerun()
    st.progress(min(run.fraction, 1.0), text=templates.plain(words(run.doing)))


def retry_button(words: Words) -> None:
    """Begins the run that failed once more; what was in its way may be gone."""
    st.button(
        words("Coba buat lagi"),
        key="simulation_again",
        icon=":material/refresh:",
        on_click=lambda: simulation_run().start(embedded_facts()),
    )
