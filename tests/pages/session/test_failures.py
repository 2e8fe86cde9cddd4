"""A store that is damaged, a disk that is full: said on the page in our words, with a button that puts it right."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.runtime.scriptrunner import RerunException, StopException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from data.access import Viewer
from data.settings import home
from data.store import SIMULATED, Store
from data.words import Problem
from pages.session import failures, simulation
from pages.session.simulation import SimulationRun
from pages.view import View
from tests.facts import FACTS
from tests.pages.reading import opened, well, words_on

ROOT = Path(__file__).parents[3]
ANEW = "Hapus simulasi dan buat lagi"


@pytest.fixture
def damaged_home(ledger_home, tmp_path, monkeypatch):
    """A copy of the small simulated ledger, to be damaged."""
    shutil.copytree(ledger_home, tmp_path / "home")
    monkeypatch.setenv("PETA_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "simulasi"


def spoil(folder, where: str, content: bytes) -> None:
    for file in (folder / where).rglob("*.parquet"):
        file.write_bytes(content)


@pytest.mark.parametrize(
    ("page", "table", "language"),
    [("", "totals", "id"), ("tunggakan", "employers", "en"), ("kantor-kc-palembang", "totals", "id")],
)
def test_a_page_says_which_table_is_damaged_and_offers_to_make_the_simulation_anew(
    damaged_home, page, table, language
):
    spoil(damaged_home, f"tables/{table}", b"PAR1 overwritten PAR1")
    app = well(opened(page, Viewer("pengelola"), data="simulasi", bhs=language))
    said = words_on(app)
    assert f"{'tabel' if language == 'id' else 'table'} {table}" in said
    assert "parquet\\:" not in said and "Error" not in said
    assert app.button(key="simulation_anew").label in (ANEW, "Delete the simulation and make it anew")


def test_the_button_deletes_the_simulation_and_begins_to_make_it(damaged_home, monkeypatch):
    started = []

    def start(self, facts) -> None:
        started.append(facts)
        self.problem = Problem("Berhenti di sini.")  # else the page would wait for the run

    monkeypatch.setattr(SimulationRun, "start", start)
    of_this_process(monkeypatch)
    spoil(damaged_home, "releases", b"")
    app = well(opened("", Viewer("pengelola"), data="simulasi"))
    assert damaged_home.exists() and not started
    well(app.button(key="simulation_anew").click().run())
    assert len(started) == 1 and not damaged_home.exists()


def test_a_library_that_fails_without_damage_is_not_hushed_up(monkeypatch, ledger_home):
    monkeypatch.setattr("pages.map.page.show_ledger_map", lambda *_: 1 / 0)
    app = opened("", Viewer("pengelola"), data="simulasi")
    assert app.exception and "simulation_anew" not in [button.key for button in app.button]


@pytest.mark.parametrize("asked", [None, StopException(), RerunException(RerunData())])
def test_a_page_that_fails_says_so_in_our_words_even_where_its_reader_goes_on(monkeypatch, asked):
    """Streamlit raises a stop or a new run at the next word that is said; from here it would take it for a defect."""
    said, wanted = [], []

    def error(text: str) -> None:
        if asked is not None:
            raise asked
        said.append(text)

    requests = SimpleNamespace(request_rerun=wanted.append)
    monkeypatch.setattr(failures.st, "error", error)
    monkeypatch.setattr(failures, "get_script_run_ctx", lambda: SimpleNamespace(script_requests=requests))
    assert failures.say_failed(ValueError("defect"))
    assert len(said) == (asked is None) and len(wanted) == isinstance(asked, RerunException)


@pytest.mark.parametrize(
    ("alone", "changed", "anew"),
    [
        (True, {"view": View(data="")}, True),
        (True, {"viewer": Viewer("pengelola")}, True),
        (True, {}, False),
        (False, {"view": View(data="")}, False),
    ],
)
def test_a_part_of_a_page_that_was_drawn_for_other_data_draws_the_page_anew(
    monkeypatch, alone, changed, anew
):
    """The ledger that it was handed over would be asked for an indicator that only published figures have."""
    runs, fragments, drawn = [], [], []
    state = {"view": View(data="simulasi"), "written_query": {}}
    monkeypatch.setattr(
        failures.address, "get_script_run_ctx", lambda: SimpleNamespace(fragment_ids_this_run=fragments)
    )
    monkeypatch.setattr(failures.st, "query_params", SimpleNamespace(to_dict=dict))
    monkeypatch.setattr(failures.st, "session_state", state)
    monkeypatch.setattr(failures.st, "fragment", lambda show, run_every: show)
    monkeypatch.setattr(failures.st, "rerun", lambda: runs.append("whole page"))
    part = failures.fragment()(lambda: drawn.append("part"))
    part()
    state.update(changed)
    fragments.extend(["f1"] * alone)
    part()
    assert (runs == ["whole page"]) is anew and drawn == ["part", "part"]


# -- a run that failed


def full(*_) -> None:
    raise OSError(28, "No space left on device")


def overtaken(*_) -> None:
    raise Problem("Orang lain lebih dulu.")


def broken(*_) -> None:
    raise RuntimeError("Invalid: something of a library")


def of_this_process(monkeypatch) -> SimulationRun:
    """A run of the test's own in place of the one that all readers of the process share."""
    run = SimulationRun()
    for module in ("simulation", "dataset", "failures"):
        monkeypatch.setattr(f"pages.session.{module}.simulation_run", lambda: run)
    return run


def ended(run: SimulationRun) -> SimulationRun:
    run._thread.join()
    return run


@pytest.mark.parametrize(
    ("failure", "said"),
    [(full, "tidak dapat disimpan"), (overtaken, "lebih dulu"), (broken, "tidak selesai dibuat")],
)
def test_a_run_that_failed_can_be_tried_again(monkeypatch, tmp_path, failure, said):
    monkeypatch.setenv("PETA_HOME", str(tmp_path))
    monkeypatch.setattr(simulation, "simulated_release", failure)
    run = SimulationRun()
    run.start(FACTS)
    problem = str(ended(run).problem)
    assert said in problem and "No space" not in problem and "Invalid" not in problem
    monkeypatch.setattr(simulation, "simulated_release", lambda *_: None)
    run.start(FACTS)
    assert ended(run).problem is None


def test_a_page_whose_run_failed_says_why_and_tries_again_at_a_click(monkeypatch, tmp_path):
    monkeypatch.setenv("PETA_HOME", str(tmp_path))
    monkeypatch.setattr(simulation, "simulated_release", full)
    run = of_this_process(monkeypatch)
    run.start(FACTS)
    ended(run)
    started = []
    monkeypatch.setattr(SimulationRun, "start", lambda self, facts: started.append(facts))
    app = well(opened("", Viewer("pengelola"), data="simulasi"))
    assert "tidak dapat disimpan" in words_on(app)
    started.clear()
    app.button(key="simulation_again").click().run()
    assert len(started) == 1


def test_what_another_process_has_published_meanwhile_is_shown(monkeypatch, ledger_home):
    of_this_process(monkeypatch).problem = Problem("Orang lain lebih dulu.")
    app = well(opened("", Viewer("pengelola"), data="simulasi"))
    assert "lebih dulu" not in words_on(app)
    assert Store(home(), SIMULATED).release() is not None


def test_a_run_gives_up_when_the_program_ends_and_is_not_torn_out_of_the_libraries(monkeypatch):
    run, told = SimulationRun(), []
    monkeypatch.setattr(simulation, "simulated_release", lambda *given: told.append(run._thread.daemon))
    run.start(FACTS)
    ended(run)
    assert told == [False]
    run._tell(0.5, "Menyusun iuran simulasi")
    monkeypatch.setattr("threading.main_thread", lambda: SimpleNamespace(is_alive=lambda: False))
    with pytest.raises(SystemExit):
        run._tell(0.6, "Menyusun iuran simulasi")


def test_every_fragment_is_one_that_tells_what_is_wrong():
    """One of Streamlit's own would show the error of a library when it runs without its page."""
    own = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "pages").rglob("*.py"))
        if "st.fragment" in path.read_text("utf-8")
    ]
    assert own == ["pages/session/failures.py", "pages/session/simulation.py"]
