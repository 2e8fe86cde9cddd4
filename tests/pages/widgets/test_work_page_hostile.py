"""Own data with names and texts that would be code somewhere: on every page of work they are text."""

from __future__ import annotations

import json
from html import unescape

import pytest

from data.access.viewer import Viewer
from data.ledger.publishing import publish
from data.store.changes import Change
from data.store.store import OWN, Store
from pages.session.links import WORK_PAGES
from tests.data.queries.released import FIRST, random_tables
from tests.data.simulation.simulated import FACTS
from tests.pages.paper.test_letters import close, docx_texts, pdf_text
from tests.pages.reading import opened, well, words_on
from tests.pages.taken import recorded

EVIL = (
    "<img src=x onerror=alert(1)>",
    "`${alert(1)}`",
    "</script><script>alert(1)</script>",
    "=1+1",
    "**a** $b$ [c](//d)",
)


@pytest.fixture(scope="module")
def own_home(tmp_path_factory):
    """A home whose own store has a small ledger with hostile texts in every text column that is free."""
    home, tables = tmp_path_factory.mktemp("own"), random_tables(3, 60)
    tables["employers"] = tables["employers"].assign(name=[EVIL[i % len(EVIL)] for i in range(60)])
    steps = tables["case_steps"]
    for column in ("agency", "basis", "document"):
        steps = steps.assign(**{column: [EVIL[i % len(EVIL)] for i in range(len(steps))]})
    tables["case_steps"] = steps
    changes = {name: Change("overwrite", frame) for name, frame in tables.items()}
    publish(Store(home, OWN), changes, facts=FACTS, title="uji", role="pengelola", keep=False)
    return home


@pytest.fixture
def own(own_home, monkeypatch):
    """Opens a page of the own data as a regional office."""
    monkeypatch.setenv("PETA_HOME", str(own_home))

    def page(name: str, **query: str):
        return well(opened(name, Viewer("wilayah"), data="sendiri", **query))

    return page


def given(app) -> list[str]:
    """What components were given, as text."""
    return [json.dumps(json.loads(e.proto.json)) for e in app.get("bidi_component") if e.proto.json]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("page", WORK_PAGES)
def test_every_page_of_work_shows_own_data_without_a_mark_of_simulation(own, page):
    app = own(page)
    assert not app.error and "SIMULASI" not in words_on(app)


def test_hostile_names_are_text_in_lists(own):
    said = "".join(given(own("pwbd-pds")) + given(own("tunggakan")))
    assert json.dumps(EVIL[0])[1:-1] in said  # as data, which the script puts on the page as text nodes
    for page in ("tunggakan", "pwbd-pds", "kunjungan", "penegakan"):
        assert "<img" not in words_on(own(page))


def test_hostile_names_are_text_on_the_pages_of_one_thing(own):
    tables = random_tables(3, 60)
    for row in tables["employers"].head(len(EVIL)).itertuples():
        app = own("pemberi-kerja", pk=row.employer)
        assert (
            EVIL[int(row.employer[-6:]) % len(EVIL)] in unescape(words_on(app)).replace("\\", "") or app.error
        )
        assert "<img" not in words_on(app) and "<script" not in words_on(app)
    for case in tables["cases"]["case"].head(2):
        app = own("perkara", perkara=case)
        assert "<img" not in words_on(app) and "<script" not in words_on(app)


def test_hostile_names_are_text_in_the_letters_of_own_data_which_are_no_simulation(own, monkeypatch):
    taken, tables, seen = recorded(monkeypatch), random_tables(3, 60), 0
    for row in tables["employers"].head(4).itertuples():
        own("pemberi-kerja", pk=row.employer)
        for name in [name for name in taken.makers if name.startswith("draf-surat-")]:
            made, evil = taken.makers.pop(name)(), EVIL[int(row.employer[-6:]) % len(EVIL)]
            text = pdf_text(made) if name.endswith("pdf") else " ".join(docx_texts(made))
            assert close(evil) in close(text) and "DRAF" in text and "SIMULASI" not in text
            seen += 1
    assert seen >= 2


def test_months_end_with_the_ledger(own):
    app = own("tunggakan")
    assert f"{FIRST // 12 + 1}" in words_on(app)
