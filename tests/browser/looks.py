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
#
# Contrast takes axe-core longer than all its other rules together, and it finds the same for texts of one kind: the
# same element in the same classes, colours, grounds and sizes, and so each element around it. Of each kind the first
# and the last text are judged, since what lies over or under a list lies at its ends. `read` counts all texts of the
# kinds that were judged.
_RUN = """
async ([whole, within]) => {
  const tails = ['tbody tr:nth-child(n+9)', '.peta-timeline li:nth-child(n+9)', '.peta-panel:nth-child(n+9)'];
  const left = whole ? [] : tails.filter((tail) => document.querySelector(tail));
  const looks = ['color', 'backgroundColor', 'backgroundImage', 'opacity', 'fontSize', 'fontWeight', 'textShadow',
    'position', 'filter', 'mixBlendMode', 'visibility'];
  const kept = new Map();
  const kind = (element) => {
    if (element && !kept.has(element)) {
      const style = getComputedStyle(element), around = element.parentElement ?? element.getRootNode().host;
      const own = [element.tagName, element.getAttribute('class'), ...looks.map((look) => style[look])];
      kept.set(element, [kind(around), ...own].join('|'));
    }
    return element ? kept.get(element) : '';
  };
  const says = (element) => element.matches('input, select, textarea')
    || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const all = (root) => [...root.querySelectorAll('*')].flatMap((element) =>
    element.shadowRoot ? [element, ...all(element.shadowRoot)] : [element]);
  const kinds = new Map();
  for (const element of all(document.body)) {
    element.removeAttribute('data-judged');
    if (says(element) && element.checkVisibility() && !left.some((tail) => element.closest(tail)))
      kinds.set(kind(element), [...kinds.get(kind(element)) ?? [], element]);
  }
  for (const alike of kinds.values())
    for (const element of [alike[0], alike.at(-1)]) element.setAttribute('data-judged', '');
  axe.configure({ rules: [{ id: 'color-contrast', selector: '[data-judged]' }] });
  const isGrave = (rule) => ['serious', 'critical'].includes(rule.impact);
  // Of no other rule a finding would be told: a rule has one impact, which axe-core keeps to itself.
  const rules = axe._audit.rules.filter((rule) => rule.enabled && isGrave(rule) && !rule.tags.includes('experimental'));
  const told = await axe.run({ include: within || 'html', exclude: left }, {
    iframes: false, selectors: false, elementRef: true, runOnly: { type: 'rule', values: rules.map((rule) => rule.id) },
  });
  const grave = told.violations.filter(isGrave);
  const gaveUp = told.incomplete.filter((rule) => rule.error);
  const judged = told.passes.concat(told.violations).filter((rule) => rule.id === 'color-contrast');
  const judgedKinds = new Set(judged.flatMap((rule) => rule.nodes).map((node) => kind(node.element)));
  return {
    rules: rules.length,
    read: [...judgedKinds].reduce((sum, one) => sum + kinds.get(one).length, 0),
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


def findings(frame: Frame | Page, texts: int = 20, whole: bool = True, within: str = "") -> list[str]:
    """The serious and critical findings of axe-core in one document, each with its rule and element.

    `within` is the selector of the one part that is read, where the rest was read before.
    It must have judged the contrast of at least `texts` texts, or it saw little of the page: then what is still being
    drawn, as behind a tab that was just opened, is looked at again. On a map it judges none: their ground is a drawing.
    """
    if not frame.evaluate("typeof window.axe === 'object'"):
        frame.evaluate(AXE_SCRIPT)
    told = frame.evaluate(_RUN, [whole, within])
    for _ in range(_AGAIN):
        if told["read"] >= texts:
            break
        frame.wait_for_timeout(500)
        told = frame.evaluate(_RUN, [whole, within])
    assert told["rules"] > 50, "axe-core says the impact of its rules elsewhere than it did"
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
