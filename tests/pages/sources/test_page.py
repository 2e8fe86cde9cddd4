"""The page of sources with a ledger: its indicators, the rules in force, the releases, the simulation's targets."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as some

from data.access import PUBLIK, Viewer
from data.indicators.definition import definitions
from data.law import rules
from data.law.periods import periods
from data.store.changes import Change
from data.store.store import OWN, Store
from data.words import Words
from pages.sources import calibration
from pages.sources.rules import lines
from tests.data.store.store_cases import rows as store_rows
from tests.pages.markup import safe
from tests.pages.reading import opened, well, words_on

pytestmark = pytest.mark.usefixtures("ledger_home")
INDONESIAN, ENGLISH = Words("id"), Words("en")


def page(**query: str):
    """The page of sources, run through and safe."""
    return well(opened("sumber", **query))


def part(app, mark: str) -> str:
    """The one piece of HTML that holds a mark."""
    [found] = [unescape(element.value) for element in app.html if mark in unescape(element.value)]
    return found


# -- definitions


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_indicator_is_defined_once_and_those_of_the_ledger_when_they_are_asked_for(language):
    app = page(bhs=language)
    for kind, shown in (("published", True), ("ledger", False)):
        for one in definitions().values():
            if one.kind == kind:
                assert (f'<section id="{one.id}"' in words_on(app)) == shown
    groups = dict.fromkeys(one.group["id"] for one in definitions().values() if one.kind == "ledger")
    for number in range(len(groups)):
        app.session_state[f"definitions_ledger_{number}"] = True
    said = unescape(words_on(well(app.run())))
    for one in definitions().values():
        assert said.count(f'<section id="{one.id}"') == 1
        for text in (one.title, one.definition, one.numerator, one.caveat, one.legal):
            assert text[language] in said


def test_a_definition_says_formula_target_and_when_it_is_hidden():
    app = page()
    groups = list(dict.fromkeys(one.group["id"] for one in definitions().values() if one.kind == "ledger"))
    names = ("compliance", "ledger_arrears_rp", "coverage_workers")
    for name in names:
        app.session_state[f"definitions_ledger_{groups.index(definitions()[name].group['id'])}"] = True
    said = unescape(words_on(well(app.run())))
    compliance, arrears, coverage = (
        said.split(f'<section id="{name}"')[1].split("</section>")[0] for name in names
    )
    assert "pembilang ÷ penyebut × 100" in compliance and "sekurangnya 10 pemberi kerja" in compliance
    assert "80\u00a0%" in arrears and "jumlah pembilang" in arrears and "80\u00a0%" not in compliance
    assert "34,99\u00a0%, RKP, 2026" in coverage and "Target" not in compliance


# -- rules


@pytest.mark.parametrize("words", [INDONESIAN, ENGLISH], ids=["id", "en"])
def test_every_rule_in_force_is_said_and_the_unconfirmed_are_marked(words):
    month = f"{date.today():%Y-%m}"
    found = part(page(bhs=words.language), '<th scope="col">Parameter')
    in_force = rules.at(month).sources()
    for one in in_force:
        assert one.title[words.language] in found and one.law in found and one.note[words.language] in found
        assert all(line in found for line in lines(one, words))
    unconfirmed = sum(not one.confirmed for one in in_force)
    assert found.count('class="peta-flag"') == unconfirmed > 0
    assert found.count("<tr>") == len(in_force) + 1


def test_another_month_has_its_own_rules():
    app = page()
    assert "Rp11.086.300" in words_on(app)
    app.selectbox(key="rules_month").select("2025-02").run()
    said = words_on(well(app))
    assert "Rp10.042.300" in said and "Rp11.086.300" not in said
    assert "potongan 50\u00a0%" in said and "alas kaki" in said


@pytest.mark.parametrize("words", [INDONESIAN, ENGLISH], ids=["id", "en"])
def test_every_value_that_was_ever_in_force_can_be_said(words):
    for timeline in periods().values():
        for one in timeline:
            said = lines(one, words)
            assert said and all(line.strip() for line in said)
            assert not any(re.search(r"[{}\[\]_]", line) for line in said), said


RATE = next(one for one in rules.at("2026-01").sources() if one.name == "penalty")
CEILING = next(one for one in rules.at("2026-01").sources() if one.name == "jp_wage_ceiling")


@given(ppm=some.integers(0, 1_000_000), rupiah=some.integers(0, 10**15))
def test_a_rate_and_an_amount_are_said_to_the_last_digit(ppm, rupiah):
    [rate] = lines(replace(RATE, values={"ppm": ppm}), INDONESIAN)
    assert round(float(rate.removesuffix("\u00a0%").replace(".", "").replace(",", ".")) * 10_000) == ppm
    [amount] = lines(replace(CEILING, values={"rupiah": rupiah}), INDONESIAN)
    assert int(amount.removeprefix("Rp").replace(".", "")) == rupiah


def test_a_time_limit_says_which_days_it_counts():
    clocks = {one.name: one for one in rules.at("2026-01").sources() if one.name.startswith("clock")}
    assert lines(clocks["clock_teguran_1"], INDONESIAN) == ["10 hari kerja"]
    assert lines(clocks["clock_denda"], ENGLISH) == ["30 days"]


# -- releases


def test_the_release_of_the_simulation_is_listed_and_none_of_ones_own():
    app = page()
    table = part(app, "Simulasi kecil")
    assert "Rilis 1" in table and "WIB" in table and "berlaku" in table
    assert any("Data sendiri terbit setelah" in one.value for one in app.markdown)


def test_releases_stand_newest_first_and_an_undo_says_what_it_went_back_to(tmp_path, monkeypatch):
    monkeypatch.setenv("PETA_HOME", str(tmp_path))
    store = Store(tmp_path, OWN)
    for month, title in (("2025-01", "Januari"), ("2025-02", "<img src=x> Februari")):
        change = Change("append", store_rows("contributions", [(month, 1)]))
        store.publish({"contributions": change}, title=title, role="pengelola")
    store.undo(role="pengelola")
    app = page(bhs="en")
    [raw] = [element.value for element in app.html if "Januari" in element.value]
    found = safe(raw).text
    places = [found.index(f"Release {number}") for number in (3, 2, 1)]
    assert places == sorted(places) and "<img src=x> Februari" in found
    assert found.count("in force") == 1 and found.index("in force") < places[1]
    assert "undone: back to number 1" in found[: places[1]]
    assert "Jan 2025 to Feb 2025" in found[places[1] : places[2]]
    assert "Jan 2025 to Jan 2025" in found[: places[1]]
    assert any("made when Simulation is chosen" in one.value for one in app.markdown)


@pytest.mark.parametrize(("viewer", "told"), [(PUBLIK, False), (Viewer("pengelola"), True)])
def test_the_name_of_a_file_that_an_office_brought_is_not_for_everybody(tmp_path, monkeypatch, viewer, told):
    monkeypatch.setenv("PETA_HOME", str(tmp_path))
    store = Store(tmp_path, OWN)
    change = Change("append", store_rows("contributions", [("2025-01", 1)]))
    made = store.publish({"contributions": change}, title="PT Rahasia.xlsx", role="cabang")
    brought = {"file": "PT Rahasia.xlsx", "office": "KC-MOJOKERTO"}
    store.notebook("intake").add(made.entry.publication, "published", brought)
    app = opened("sumber", viewer)
    said = words_on(app)
    assert not app.exception and "Rilis 1" in said and ("PT Rahasia" in said) is told


# -- the simulation


def test_the_targets_of_the_simulation_are_worked_out_when_they_are_opened(monkeypatch):
    asked = []
    real = calibration.calibration_report

    def counted(plan, facts):
        asked.append(plan)
        return real(replace(plan, employers=600), facts)

    st.cache_data.clear()
    monkeypatch.setattr(calibration, "calibration_report", counted)
    app = page()
    assert asked == []
    app.session_state["calibration"] = True
    found = part(well(app.run()), "target, lalu hasil simulasi")
    assert "43.433" in found
    assert found.count("<tr>") == 24 + 1 and len(asked) == 1
    assert "terbit" in found and "diandaikan" in found
    assert asked[0].last == calibration.simulated_until(date.today())
    st.cache_data.clear()
