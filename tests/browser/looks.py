"""axe-core in every look: both languages, light and dark, the projector.

axe-core is put in by the browser's debugger, which the content security policy does not bind, so the pages are tested
under the policy that readers get. A page is opened once and then dressed anew with the reader's own controls, which is
four times as fast as opening it in each look.

Which pages in which looks: the pieces that pages are made of, and their styles, are the same on all pages; a colour
comes from the theme and never from the page. So every page is read in one look, in turn, and those that together
hold every piece are read in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Frame, Page, expect

from tests.browser.driver import map_frame
from tests.browser.reading import fresh, rerun

Look = tuple[str, str]
# Both languages, light, dark, projector.
LOOKS: tuple[Look, ...] = (("id", "light"), ("en", "dark"), ("id", "projector"))
# The map, where a colour may be another for each, is read in every pair of the two, and in the projector theme on a
# dark computer. Each step changes the language, so that the page runs: the map learns of light and dark only then.
PAIRS: tuple[Look, ...] = (*LOOKS, ("en", "projector-dark"), ("id", "dark"), ("en", "light"))

# axe-core passes over text that is scrolled out of sight without a word, and gives a whole rule up when a cell that
# sticks lies beyond its box ("midpoint exceeds the grid bounds"): pages are read in a window that holds them whole.
# Of a long list only the head is read, each look takes seconds otherwise; `whole` reads all of it.
_RUN = """
async (whole) => {
  const tails = ['tbody tr:nth-child(n+9)', '.peta-timeline li:nth-child(n+9)', '.peta-panel:nth-child(n+9)'];
  const read = whole ? document : { exclude: tails.filter((tail) => document.querySelector(tail)) };
  const told = await axe.run(read, { iframes: false, selectors: false });
  const grave = told.violations.filter((rule) => ['serious', 'critical'].includes(rule.impact));
  const gaveUp = told.incomplete.filter((rule) => rule.error);
  const judged = told.passes.concat(told.violations).filter((rule) => rule.id === 'color-contrast');
  return {
    read: judged.flatMap((rule) => rule.nodes).length,
    problems: gaveUp.map((rule) => `${rule.id}: axe-core gave up: ${rule.error.message}`).concat(grave.flatMap((rule) =>
      rule.nodes.map((node) => [rule.impact, rule.id, node.html.slice(0, 240), node.failureSummary].join(' | ')))),
  };
}
"""
_DARK = """
(dark) => {
  const ground = getComputedStyle(document.querySelector('.stApp')).backgroundColor;
  return ground.match(/\\d+/g).slice(0, 3).every((part) => +part < 80) === dark;
}
"""


_AGAIN = 6  # looks, half a second apart


def findings(frame: Frame | Page, texts: int = 20, whole: bool = True) -> list[str]:
    """The serious and critical findings of axe-core in one document, each with its rule and element.

    It must have judged the contrast of at least `texts` texts, or it saw little of the page: then what is still being
    drawn, as behind a tab that was just opened, is looked at again. On a map it judges none: their ground is a drawing.
    """
    if not frame.evaluate("typeof window.axe === 'object'"):
        frame.evaluate(AXE_SCRIPT)
    told = frame.evaluate(_RUN, whole)
    for _ in range(_AGAIN):
        if told["read"] >= texts:
            break
        frame.wait_for_timeout(500)
        told = frame.evaluate(_RUN, whole)
    assert told["read"] >= texts, f"axe-core judged {told['read']} texts only"
    return list(told["problems"])


def everywhere(page: Page, whole: bool = True) -> list[str]:
    """The findings on a page and in its map."""
    return findings(page, whole=whole) + findings(map_frame(page), 0)


def dress(page: Page, look: Look) -> None:
    """Turn the page to a language and a look with the reader's own controls, and wait until it is."""
    language, theme = look
    root = page.locator("html")
    page.emulate_media(color_scheme="dark" if theme.endswith("dark") else "light", reduced_motion="reduce")
    if root.get_attribute("lang") != language:
        with rerun(page):
            page.get_by_role("radio", name=language.upper(), exact=True).click()
    expect(root).to_have_attribute("lang", language)
    display = "proyektor" if theme.startswith("projector") else ""
    if root.get_attribute("data-display") != display:
        page.get_by_text("Proyektor" if language == "id" else "Projector", exact=True).click()
    expect(root).to_have_attribute("data-display", display)
    _dressed(page, look)


def _dressed(page: Page, look: Look) -> None:
    """Wait until the page and its map are in this look."""
    language, theme = look
    if not theme.startswith("projector"):
        page.wait_for_function(_DARK, arg=theme == "dark")
    fresh(page)
    if page.locator("iframe").count():
        # how light a projector is on a dark computer is its own matter
        shown = {"projector-dark": "(dark|projector)"}.get(theme, theme)
        expect(map_frame(page).locator("body")).to_have_class(re.compile(f"peta-{shown}$"))
        expect(map_frame(page).locator("html")).to_have_attribute("lang", language)


def in_looks(
    page: Page, look_at: Callable[[bool], list[str]], looks: Sequence[Look] = LOOKS
) -> dict[str, list[str]]:
    """The looks in which `look_at` finds something, with what it finds; it reads all of the first alone."""
    problems = {}
    for look in looks:
        dress(page, look)
        problems[" ".join(look)] = look_at(look == looks[0])
    return {look: told for look, told in problems.items() if told}
