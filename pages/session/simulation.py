"""The simulated ledger in the making: worked out once per process in the background, with its progress shown."""

from __future__ import annotations

import threading
from datetime import date

import streamlit as st

from data.settings import home
from data.simulation import ready
from data.tables import Facts
from data.words import Problem, Words
from pages import templates


class SimulationRun:
    """One making at a time; `fraction` and `doing` say how far it is, `problem` why it stopped."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.fraction, self.doing = 0.0, "Menyusun pemberi kerja simulasi"
        self.problem: Problem | None = None

    @property
    def running(self) -> bool:
        """Whether somebody's wish is being worked on."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, facts: Facts) -> None:
        """Begin, unless it has begun already."""
        with self._lock:
            if self.running:
                return
            self.fraction, self.problem = 0.0, None
            self._thread = threading.Thread(target=self._make, args=[facts], daemon=True, name="simulation")
            self._thread.start()

    def _make(self, facts: Facts) -> None:
        try:
            ready(home(), facts, date.today(), self._say)
        except Problem as problem:
            self.problem = problem
        except OSError as error:
            self.problem = Problem(
                "Data simulasi tidak dapat disimpan di {folder} ({error}). Beri ruang atau pilih folder lain lewat "
                "setelan PETA_HOME, lalu coba lagi.",
                folder=home(),
                error=str(error)[:200],
            )

    def _say(self, fraction: float, doing: str) -> None:
        self.fraction, self.doing = fraction, doing


@st.cache_resource(show_spinner=False)
def simulation_run() -> SimulationRun:
    """The one of this process."""
    return SimulationRun()


@st.fragment(run_every=0.4)
def simulation_progress(words: Words) -> None:
    """How far it is; when it is done the page runs again and shows the data."""
    now = simulation_run()
    if now.problem is not None:
        st.error(templates.plain(words.explain(now.problem)))
        return
    if not now.running:
        st.rerun()
    st.progress(min(now.fraction, 1.0), text=templates.plain(words(now.doing)))


def no_ledger_yet(data: str, words: Words) -> None:
    """Why a ledger has no numbers yet: it is being made, or nobody has published one."""
    if data == "simulasi":
        simulation_progress(words)
    else:
        st.info(words("Belum ada data sendiri yang terbit. Pilih Simulasi atau Angka terbit di atas."))
