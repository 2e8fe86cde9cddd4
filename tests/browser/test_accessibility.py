"""axe-core on every page: no serious or critical finding. Which page in which looks, `tests.browser.looks` says."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import cycle

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from data.months import month_index, month_text
from data.places import office_slug
from pages.session import WORK_PAGES
from tests.browser.conftest import Reader
from tests.browser.driver import map_frame
from tests.browser.looks import LOOKS, PAIRS, Look, dress, everywhere, findings, in_looks
from tests.browser.reading import (
    CODES,
    TALL,
    archive,
    drawn,
    inside,
    opened,
    rerun,
    row,
    tooltip,
    turn,
    unfold,
    visit,
    visit_map,
    walk,
)
from tests.facts import FACTS
from tests.pages.ledger_home import LAST

_NAMES = dict(zip(FACTS.offices["code"], FACTS.offices["name"], strict=True))
# An office that has agreements, events and counters of its own.
_WHOLE_OFFICE = "KC-MOJOKERTO"


def in_turn(names: list[str]) -> list[tuple[Look, list[str]]]:
    """Each look with its share of the names, one after the other."""
    looked = list(zip(names, cycle(LOOKS), strict=False))
    return [(look, [name for name, own in looked if own == look]) for look in LOOKS]


# -- published figures


@pytest.mark.sampled(1)
@pytest.mark.parametrize("looks", [LOOKS, PAIRS], ids=["three", "every"])
def test_the_map_page_with_a_region_open(server: str, reader: Reader, looks: tuple[Look, ...]) -> None:
    page = reader(viewport=TALL)
    frame = visit_map(page, server)
    row(page, "16.05").get_by_role("button").click()
    opened(page, frame, "16.05")
    unfold(page)
    expect(page.locator("time").first).to_be_visible()
    frame.locator('path[data-code="16.05"]').focus()
    expect(tooltip(frame)).to_be_visible()
    assert in_looks(page, lambda whole: everywhere(page, whole), looks) == {}


def test_the_controls_while_open(server: str, reader: Reader) -> None:
    page = reader(viewport=TALL)
    visit_map(page, server)

    def open_each(_whole: bool) -> list[str]:
        page.get_by_role("combobox", name="Indi").click()
        page.get_by_role("option").first.wait_for()
        problems = findings(page)
        page.keyboard.press("Escape")
        page.get_by_test_id("stPopover").get_by_role("button").click()
        page.get_by_role("combobox").nth(2).wait_for()
        problems += findings(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("combobox")).to_have_count(1)
        return problems

    assert in_looks(page, open_each, LOOKS[:2]) == {}


def test_the_sources_page(server: str, reader: Reader) -> None:
    page = reader(viewport=TALL)
    visit(page, f"{server}/sumber")

    def each_tab(whole: bool) -> list[str]:
        first, *others = page.get_by_role("tab").all()
        turn(page, first)
        problems = findings(page, 10, whole)
        for tab in (
            others if whole else others[:1]
        ):  # around them the page is the same, and in them the pieces are
            turn(page, tab)
            problems += findings(page, 3, whole, "[role=tabpanel]")
        return problems

    # nothing is drawn there that the projector theme has colours of its own for
    assert in_looks(page, each_tab, LOOKS[:2]) == {}


def its_own(page: Page, frame: Frame, code: str) -> None:
    """The page is the office's, with one map of regions that there are."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(_NAMES[code])
    assert set(drawn(frame)) <= CODES and drawn(frame)
    assert page.locator("iframe").count() == 1


def test_an_office_that_has_everything(server: str, reader: Reader) -> None:
    # As high as the page in its largest letters: axe-core judges no contrast in a list that ends below the window.
    page = reader(viewport={**TALL, "height": 24_000})
    its_own(page, visit_map(page, f"{server}/kantor-{office_slug(_WHOLE_OFFICE)}"), _WHOLE_OFFICE)
    archive(page)
    unfold(page)
    expect(page.locator("time").first).to_be_visible()
    assert in_looks(page, lambda whole: archive(page) or everywhere(page, whole)) == {}


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("code", "look"), zip([code for code in _NAMES if code != _WHOLE_OFFICE], cycle(LOOKS), strict=False)
)
def test_every_other_office(server: str, reader: Reader, code: str, look: Look) -> None:
    page = reader(viewport=TALL)
    visit(page, f"{server}/rujukan")
    dress(page, look)  # a map learns of light and dark when its page runs
    walk(page, f"/kantor-{office_slug(code)}?{dressed_address(look)}")
    its_own(page, map_frame(page), code)
    assert everywhere(page) == []


def dressed_address(look: Look) -> str:
    """The parts of an address that keep a page in its look."""
    language, theme = look
    return f"bhs={language}" + ("&tampil=proyektor" if theme.startswith("projector") else "")


def test_a_warning(server: str, reader: Reader) -> None:
    page = reader(viewport=TALL)
    visit(page, f"{server}/?per=2025-13")
    expect(page.get_by_role("alert")).to_be_visible()
    assert findings(page) == []


def test_the_buttons_at_the_head_before_their_script_has_named_them(server: str, reader: Reader) -> None:
    page = reader(viewport=TALL)
    visit(page, f"{server}/rujukan")
    page.locator("button.copy, button.choices").evaluate_all(
        "all => all.forEach((one) => one.replaceChildren())"
    )
    assert findings(page, 10) == []


def test_the_page_that_does_not_exist(server: str, contexts: Callable[..., BrowserContext]) -> None:
    page = contexts().new_page()
    page.goto(f"{server}/tidak-ada")
    assert findings(page, 4) == []
    page.close()


# -- a ledger


def test_the_map_of_a_ledger(ledger: str, reader: Reader) -> None:
    page = reader(ledger, viewport=TALL)
    half_a_year_before = month_text(month_index(LAST) - 6)
    visit_map(page, f"{ledger}/?data=simulasi&wilayah=35.16&banding={half_a_year_before}")
    with rerun(page):
        page.get_by_text("Tren", exact=True).click()
    expect(page.get_by_role("img", name="Mojokerto")).to_be_visible()
    assert in_looks(page, lambda whole: everywhere(page, whole)) == {}
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("combobox").nth(5).wait_for()
    assert findings(page, whole=False) == []


@pytest.mark.sampled(1)
@pytest.mark.parametrize(("look", "names"), in_turn([*WORK_PAGES, "kantor-kc-palembang"]))
def test_every_page_of_work(ledger: str, reader: Reader, look: Look, names: list[str]) -> None:
    page = inside(reader(ledger, viewport=TALL), f"{ledger}/andai?data=simulasi")
    dress(page, look)
    for name in names:
        walk(page, f"/{name}?data=simulasi&wilayah=16.71&{dressed_address(look)}")
        assert findings(page, 15) == [], name


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("listed", "path", "name"),
    [("tunggakan", "pemberi-kerja", "Simulasi"), ("penegakan", "perkara", "SIM-K-")],
)
def test_the_page_of_one_thing(ledger: str, reader: Reader, listed: str, path: str, name: str) -> None:
    page = inside(reader(ledger, viewport=TALL), f"{ledger}/{listed}?data=simulasi")
    page.locator(".listing tbody th button").filter(has_text=name).first.click()
    expect(page).to_have_url(re.compile(rf"/{path}\?"))
    assert in_looks(page, lambda whole: findings(page, 15, whole)) == {}
