"""axe-core on every page, in both languages and every look: no serious or critical finding.

axe-core is put in by the browser's debugger, which the content security policy does not bind, so the
pages are tested under the policy that readers get. A page is opened once and then dressed anew with the
reader's own controls, which is four times as fast as opening it in each look.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Frame, Page, expect

from data.places.offices import office_slug
from data.tables.facts import load_table
from tests.browser.conftest import Reader
from tests.browser.driver import map_frame
from tests.browser.reading import CODES, drawn, opened, row, timeline, tooltip, visit, visit_map

# So tall that only the ends of long lists are out of sight: axe-core passes over text that is scrolled out of sight without a word,
# and gives a whole rule up when a cell that sticks lies beyond its box ("midpoint exceeds the grid bounds").
_TALL = {"width": 1366, "height": 3_600}
# Of a long list only the head is read, each look takes seconds otherwise; the first look reads it whole.
_RUN = """
async (whole) => {
  const tails = ['tbody tr:nth-child(n+9)', '.peta-timeline li:nth-child(n+9)', '.peta-panel:nth-child(n+9)'];
  const told = await axe.run(whole ? document : { exclude: tails.filter((t) => document.querySelector(t)) }, { iframes: false, selectors: false });
  const grave = told.violations.filter((rule) => ['serious', 'critical'].includes(rule.impact));
  const given_up = told.incomplete.filter((rule) => rule.error);
  return {
    read: told.passes.concat(told.violations).filter((rule) => rule.id === 'color-contrast').flatMap((rule) => rule.nodes).length,
    found: given_up.map((rule) => `${rule.id}: axe-core gave up: ${rule.error.message}`).concat(grave.flatMap((rule) => rule.nodes.map(
      (node) => [rule.impact, rule.id, node.html.slice(0, 240), node.failureSummary].join(' | ')))),
  };
}
"""
# What a run has not reached yet is shown pale.
_FRESH = """
() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return !app || (app.dataset.testScriptState === 'notRunning' && !document.querySelector('[data-stale="true"]'));
}
"""
# Both languages, light, dark, projector. Each step changes the language, so that the page runs: the map
# learns of light and dark only then. The map page, where a colour may be another for each, is read in
# every pair of the two, and in the projector theme on a dark computer.
_LOOKS = [("id", "light"), ("en", "dark"), ("id", "projector")]
# Where nothing is drawn that the projector theme has colours of its own for.
_BOTH = _LOOKS[:2]
_PAIRS = [*_LOOKS, ("en", "projector-dark"), ("id", "dark"), ("en", "light")]
_OFFICES = [office_slug(code) for code in load_table("offices")["code"]]
# A kanwil, a branch with agreements, events and counters, and a small office under a branch.
_KINDS = ("kanwil-sumbagsel", "kc-mojokerto", "kcp-pemalang")


def findings(frame: Frame | Page, texts: int = 20, whole: bool = True) -> list[str]:
    """The serious and critical findings of axe-core in one document, each with its rule and element.

    It must have judged the contrast of at least `texts` texts, or it saw little of the page. On a map
    it judges none: their ground is a drawing.
    """
    frame.wait_for_function(_FRESH)
    if not frame.evaluate("typeof window.axe === 'object'"):
        frame.evaluate(AXE_SCRIPT)
    told = frame.evaluate(_RUN, whole)
    assert told["read"] >= texts, f"axe-core judged {told['read']} texts only"
    return list(told["found"])


def everywhere(page: Page, whole: bool = True) -> list[str]:
    """The findings on a page and in its map."""
    return findings(page, whole=whole) + findings(map_frame(page), 0)


def dress(page: Page, language: str, look: str) -> None:
    """Turn the page to a language and a look, and wait until it is."""
    dark, projector = look.endswith("dark"), look.startswith("projector")
    page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
    page.get_by_role("radio", name=language.upper(), exact=True).click()
    root = page.locator("html")
    expect(root).to_have_attribute("lang", language)
    if (root.get_attribute("data-display") == "proyektor") != projector:
        page.get_by_text("Proyektor" if language == "id" else "Projector", exact=True).click()
    expect(root).to_have_attribute("data-display", "proyektor" if projector else "")
    ground = "e => getComputedStyle(e).backgroundColor.match(/\\d+/g).slice(0, 3).every((c) => +c < 80)"
    if not projector:
        page.wait_for_function(f"(dark) => ({ground})(document.querySelector('.stApp')) === dark", arg=dark)
    # what the run has not reached yet is shown pale, and in the language before
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    expect(page.locator('[data-stale="true"]')).to_have_count(0)
    if page.locator("iframe").count():
        themes = {
            "projector-dark": "(dark|projector)"
        }  # how light a projector is on a dark computer is its own matter
        expect(map_frame(page).locator("body")).to_have_class(re.compile(f"peta-{themes.get(look, look)}$"))
        expect(map_frame(page).locator("html")).to_have_attribute("lang", language)


def in_every_look(
    page: Page, look_at: Callable[[bool], list[str]], looks: list[tuple[str, str]] = _LOOKS
) -> dict[str, list[str]]:
    """The looks in which `look_at` finds something, with what it finds; it reads all of the first alone."""
    found = {}
    for language, look in looks:
        dress(page, language, look)
        found[f"{language} {look}"] = look_at((language, look) == _LOOKS[0])
    return {look: said for look, said in found.items() if said}


@pytest.mark.parametrize("region", ["", "16.05"])
def test_the_map_page(server: str, reader: Reader, region: str) -> None:
    page = reader(viewport=_TALL)
    frame = visit_map(page, server)
    if region:
        row(page, region).get_by_role("button").click()
        opened(page, frame, region)
        timeline(page).click()
        expect(page.locator("time").first).to_be_visible()
        frame.locator(f'path[data-code="{region}"]').focus()
        expect(tooltip(frame)).to_be_visible()
    assert in_every_look(page, lambda whole: everywhere(page, whole), _PAIRS) == {}


def test_the_controls_while_open(server: str, reader: Reader) -> None:
    page = reader(viewport=_TALL)
    visit_map(page, server)

    def open_each(_whole: bool) -> list[str]:
        page.get_by_role("combobox", name="Indi").click()
        page.get_by_role("option").first.wait_for()
        found = findings(page)
        page.keyboard.press("Escape")
        page.get_by_test_id("stPopover").get_by_role("button").click()
        page.get_by_role("combobox").nth(2).wait_for()
        found += findings(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("combobox")).to_have_count(1)
        return found

    assert in_every_look(page, open_each, _BOTH) == {}


def test_the_sources_page(server: str, reader: Reader) -> None:
    page = reader(viewport=_TALL)
    visit(page, f"{server}/sumber")

    def each_tab(whole: bool) -> list[str]:
        found = []
        for tab in page.get_by_role("tab").all():
            tab.click()
            expect(tab).to_have_attribute("aria-selected", "true")
            found += findings(page, 10, whole)
        return found

    assert in_every_look(page, each_tab, _BOTH) == {}


def its_own(page: Page, frame: Frame, office: str) -> None:
    """The page is the office's, with one map of regions that there are."""
    names = load_table("offices").set_index("code")["name"]
    assert page.get_by_role("heading", level=1).inner_text().startswith(names[office.upper()])
    assert set(drawn(frame)) <= CODES and drawn(frame)
    assert page.locator("iframe").count() == 1


@pytest.mark.parametrize("office", _KINDS)
def test_each_kind_of_office(server: str, reader: Reader, office: str) -> None:
    page = reader(viewport=_TALL)
    its_own(page, visit_map(page, f"{server}/kantor-{office}"), office)
    timeline(page).click()
    expect(page.locator("time").first).to_be_visible()
    assert in_every_look(page, lambda whole: everywhere(page, whole)) == {}


@pytest.mark.parametrize("office", [office for office in _OFFICES if office not in _KINDS])
def test_every_other_office(server: str, reader: Reader, office: str) -> None:
    language, look = _LOOKS[_OFFICES.index(office) % len(_LOOKS)]
    page = reader(viewport=_TALL, color_scheme="dark" if look.endswith("dark") else "light")
    its_own(page, visit_map(page, f"{server}/kantor-{office}"), office)
    dress(page, language, look)
    assert everywhere(page) == []


def test_a_warning(server: str, reader: Reader) -> None:
    page = reader(viewport=_TALL)
    visit(page, f"{server}/?per=2025-13")
    expect(page.get_by_role("alert")).to_be_visible()
    assert findings(page) == []


def test_the_page_that_does_not_exist(server: str, contexts: Callable[..., BrowserContext]) -> None:
    page = contexts().new_page()
    page.goto(f"{server}/tidak-ada")
    assert findings(page, 4) == []
    page.close()
