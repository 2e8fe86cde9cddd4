"""Names and notes that try to be HTML, scripts, templates or Markdown: every page shows them as text.

The content security policy is switched off here, so that it cannot hide what the pages let through.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Frame, Page, expect

from data.places import agreements_for, events_for, figures_for, office_slug, service_points_for
from data.tables import Facts, load_facts
from data.tables.published_schemas import TABLES
from pages.session import BRIEFING_PAGES, DATA_PAGES, WORK_PAGES
from tests.browser import folders
from tests.browser.conftest import Reader
from tests.browser.driver import map_frame, running
from tests.browser.reading import (
    archive,
    click,
    drawn,
    point,
    region,
    row,
    tooltip,
    turn,
    unfold,
    visit,
    visit_map,
    walk,
    way_back,
)
from tests.facts import FACTS
from tests.shared import Servers, made_once

# Elements and attributes that only a hostile text could have made, in open shadow roots too.
_MADE = """
() => {
  const hostile = 'img[src="x"], img[src="/x.png"], svg[onload], [onerror], [onload], a[href^="javascript"], .katex';
  const made = [], walk = (root) => root.querySelectorAll('*').forEach((e) => {
    if (e.matches(hostile)) made.push(e.outerHTML);
    if (e.localName === 'script' && e.textContent.includes('window.hacked')) made.push(e.outerHTML);
    if (e.shadowRoot) walk(e.shadowRoot);
  });
  walk(document);
  return made;
}
"""
# The columns that people see first.
_SEEN_FIRST = {
    "regions": ("name", "short", "province"),
    "offices": ("name", "address", "note_id"),
    "figures": ("caveat_id", "caveat_en"),
    "sources": ("publisher", "title"),
    "agreements": ("parties", "status_en"),
    "events": ("kind_id", "place"),
    "service_points": ("name",),
    "service_areas": ("note_id",),
}


@dataclass(frozen=True)
class Hostile:
    """A server on hostile data, and that data."""

    address: str
    facts: Facts


@pytest.fixture(scope="module")
def hostile(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    folder = made_once(tmp_path_factory, "hostile-data", folders.hostile)
    return Hostile(servers("hostile", lambda: running(PETA_DATA=str(folder))), load_facts(folder))


def harmless(page: Page) -> None:
    """Nothing that a text says was done, on the page or in its frames."""
    for frame in page.frames:
        assert frame.evaluate("typeof window.hacked") == "undefined"
        assert frame.evaluate(_MADE) == []


def visible_text(page: Page) -> str:
    """All text of the page, in open shadow roots too, as one line."""
    texts = [page.locator("body").inner_text(), *page.locator(".rank").all_inner_texts()]
    return " ".join(" ".join(texts).split())


def shown(page: Page, texts: Iterable[object], before: str = "") -> None:
    """Each of `texts` stands on the page as it was written, or stood there `before` another tab was opened."""
    wanted = [" ".join(str(text).split()) for text in texts if text]
    missing, until = wanted, time.monotonic() + 10
    # What is opened last may still be drawn.
    while missing and time.monotonic() < until:
        everything = f"{before} {visible_text(page)}"
        missing = [text for text in wanted if text not in everything]
    assert missing == []


def test_every_free_column_is_made_hostile() -> None:
    """The fixture is only as good as its list."""
    for table, columns in _SEEN_FIRST.items():
        assert set(columns) <= set(folders.free_columns(table))
    assert set(_SEEN_FIRST) <= set(TABLES)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_map_page(hostile: Hostile, reader: Reader, language: str) -> None:
    page = reader(hostile.address, bypass_csp=True)
    frame = visit_map(page, f"{hostile.address}/?bhs={language}")
    names = dict(zip(hostile.facts.regions["code"], hostile.facts.regions["name"], strict=True))
    labels = drawn(frame)
    assert {code for code, label in labels.items() if label.startswith(f"{names[code]}: ")} == set(names)
    shown(page, hostile.facts.regions["short"])
    _hover(frame)
    _open_each_kind(page, frame, hostile.facts, language)
    harmless(page)


def _hover(frame: Frame) -> None:
    for code in ("16.01", "16.02", "16.03", "16.04", "16.05", "16.06"):
        point(frame, code)
        expect(tooltip(frame)).to_have_text(region(frame, code).get_attribute("aria-label") or "")


def _open_each_kind(page: Page, frame: Frame, facts: Facts, language: str) -> None:
    """Open regions whose names are hostile in each of the ways; their panels and timelines."""
    regions = facts.regions.set_index("code")
    codes = ["16.05", "16.06", "16.04", "16.03", "16.71", "35.76"]
    for code in codes:
        if code == codes[0]:
            click(frame, code)
        else:
            way_back(page).click()
            row(page, code).get_by_role("button").click()
        panel = page.locator("section").filter(has=page.get_by_role("heading", level=2))
        expect(panel.get_by_role("heading")).to_have_text(regions["name"][code])
    unfold(page)
    figures = facts.figures[facts.figures["area_code"] == codes[-1]]
    expect(page.get_by_role("listitem").filter(has=page.locator("time"))).to_have_count(len(figures))
    shown(page, figures[f"caveat_{language}"])


@pytest.mark.sampled(1)
@pytest.mark.parametrize("first", range(3))
def test_every_office_page(hostile: Hostile, reader: Reader, first: int) -> None:
    """Each third office."""
    page = reader(hostile.address, bypass_csp=True)
    visit(page, f"{hostile.address}/sumber")
    for code in FACTS.offices["code"][first::3]:
        language = "en" if code in ("KC-PALEMBANG", "KCP-LAHAT") else "id"
        walk(page, f"/kantor-{office_slug(code)}?bhs={language}")
        map_frame(page)
        partners = visible_text(page)
        archive(page)
        unfold(page)
        shown(page, _texts_of(hostile.facts, code, language), partners)
        _gaps(page, hostile.facts)
        harmless(page)


def _texts_of(facts: Facts, code: str, language: str) -> Iterable[str]:
    """Everything hostile that the page of an office shows."""
    office = facts.offices.set_index("code").T[code]
    yield from office[["name", "address", f"note_{language}"]]
    for table, columns in (
        (
            agreements_for(facts, code),
            ("parties", f"subject_{language}", f"status_{language}", f"note_{language}"),
        ),
        (events_for(facts, code), (f"kind_{language}", "place", f"audience_{language}")),
        (service_points_for(facts, code), ("name", "address", f"note_{language}")),
        (facts.service_areas[facts.service_areas["office"] == code], (f"note_{language}",)),
        (figures_for(facts, code), (f"caveat_{language}",)),
    ):
        for column in columns:
            yield from table[column]


def _gaps(page: Page, facts: Facts) -> None:
    """The note on regions without a known office names them as they are written."""
    for note in page.get_by_role("alert").all_inner_texts():
        named = [name for name in facts.regions["name"] if name in note]
        assert named and note.count("~") == len(named), note


def test_the_menu(hostile: Hostile, reader: Reader) -> None:
    page = reader(hostile.address, bypass_csp=True)
    visit(page, f"{hostile.address}/sumber")
    names = set()
    for group in page.locator("header nav").get_by_role("button").all():
        group.click()
        items = page.get_by_role("menuitem")
        items.first.wait_for()
        names |= {" ".join(text.split()) for text in items.all_inner_texts()}
        page.keyboard.press("Escape")
        expect(items).to_have_count(0)
    offices = {" ".join(name.split()) for name in hostile.facts.offices["name"]}
    assert names == offices | {*WORK_PAGES.values(), *DATA_PAGES.values(), BRIEFING_PAGES["paparan"]}
    harmless(page)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", ["en", "id"])
def test_the_sources_page(hostile: Hostile, reader: Reader, language: str) -> None:
    sources = hostile.facts.sources
    page = reader(hostile.address, bypass_csp=True)
    visit(page, f"{hostile.address}/sumber?bhs={language}")
    turn(page, page.get_by_role("tab").nth(6))
    shown(page, [*sources["publisher"], *sources["title"], *sources[f"note_{language}"]])
    links = page.get_by_role("tabpanel").get_by_role("link").evaluate_all("all => all.map(a => a.protocol)")
    assert set(links) == {"https:"}
    turn(page, page.get_by_role("tab").nth(5))
    harmless(page)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("text", ["<img src=x onerror=a>", "[a](//b.id)", "![](/x.png)", "**a** $b$ `c`"])
def test_an_address_cannot_put_more_than_text_on_the_page(server: str, reader: Reader, text: str) -> None:
    page = reader(bypass_csp=True)
    page.goto(server)
    address = page.evaluate("(text) => '/?' + new URLSearchParams({ wilayah: text })", text)
    visit(page, server + address)
    warning = page.get_by_role("alert")
    expect(warning).to_contain_text(text[:20])
    assert warning.locator("a, img, strong, code, .katex").count() == 0
    harmless(page)
