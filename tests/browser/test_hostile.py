"""Names and notes that try to be HTML, scripts, templates or Markdown: every page shows them as text.

The content security policy is switched off here, so that it cannot hide what the pages let through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from data.places.offices import agreements_for, events_for, figures_for, office_slug, service_points_for
from data.tables.facts import Facts, load_facts
from data.tables.published_schemas import TABLES
from pages.session.links import WORK_PAGES
from tests.browser import folders
from tests.browser.conftest import Reader
from tests.browser.driver import running
from tests.browser.reading import click, drawn, point, region, row, timeline, tooltip, visit, visit_map

# Elements and attributes that only a hostile text could have made, in open shadow roots too.
_MADE = """
() => {
  const found = [], walk = (root) => root.querySelectorAll('*').forEach((e) => {
    if (e.matches('img[src="x"], img[src="/x.png"], svg[onload], [onerror], [onload], a[href^="javascript"], .katex')) found.push(e.outerHTML);
    if (e.localName === 'script' && e.textContent.includes('window.hacked')) found.push(e.outerHTML);
    if (e.shadowRoot) walk(e.shadowRoot);
  });
  walk(document);
  return found;
}
"""


@dataclass(frozen=True)
class Place:
    """A server on hostile data, and that data."""

    address: str
    facts: Facts


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = folders.hostile(tmp_path_factory.mktemp("hostile") / "data")
    with running(PETA_DATA=str(folder)) as address:
        yield Place(address, load_facts(Path(folder)))


def harmless(page: Page) -> None:
    """Nothing that a text says was done, on the page or in its frames."""
    for frame in page.frames:
        assert frame.evaluate("typeof window.hacked") == "undefined"
        assert frame.evaluate(_MADE) == []


def said(page: Page) -> str:
    """All text of the page, in open shadow roots too, as one line."""
    texts = [page.locator("body").inner_text(), *page.locator(".rank").all_inner_texts()]
    return " ".join(" ".join(texts).split())


def shown(page: Page, texts: object) -> None:
    """Each of `texts` stands on the page as it was written."""
    everything = said(page)
    missing = [text for text in texts if text and " ".join(str(text).split()) not in everything]
    assert missing == []


def test_every_free_column_is_made_hostile() -> None:
    """The fixture is only as good as its list: these are the columns that people see first."""
    free = {(table, column) for table in TABLES for column in folders.free_columns(table)}
    assert free >= {
        ("regions", "name"), ("regions", "short"), ("regions", "province"), ("offices", "name"),
        ("offices", "address"), ("offices", "note_id"), ("figures", "caveat_id"), ("figures", "caveat_en"),
        ("sources", "publisher"), ("sources", "title"), ("agreements", "parties"), ("agreements", "status_en"),
        ("events", "kind_id"), ("events", "place"), ("service_points", "name"), ("service_areas", "note_id"),
    }  # fmt: skip


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_map_page(place: Place, reader: Reader, language: str) -> None:
    page = reader(place.address, bypass_csp=True)
    frame = visit_map(page, f"{place.address}/?bhs={language}")
    names = dict(zip(place.facts.regions["code"], place.facts.regions["name"], strict=True))
    assert {
        code: text.startswith(f"{names[code]}: ") for code, text in drawn(frame).items()
    } == dict.fromkeys(names, True)
    shown(page, place.facts.regions["short"])
    _hover(frame)
    _open_each_kind(page, frame, place, language)
    harmless(page)


def _hover(frame: Frame) -> None:
    for code in ("16.01", "16.02", "16.03", "16.04", "16.05", "16.06"):
        point(frame, code)
        expect(tooltip(frame)).to_have_text(region(frame, code).get_attribute("aria-label") or "")


def _open_each_kind(page: Page, frame: Frame, place: Place, language: str) -> None:
    """Open regions whose names are hostile in each of the ways; their panels and timelines."""
    regions = place.facts.regions.set_index("code")
    codes = ["16.05", "16.06", "16.04", "16.03", "16.71", "35.76"]
    for code in codes:
        click(frame, code) if code == codes[0] else row(page, code).get_by_role("button").click()
        panel = page.locator("section").filter(has=page.get_by_role("heading", level=2))
        expect(panel.get_by_role("heading")).to_have_text(regions["name"][code])
        close = page.get_by_role("button", name="Tutup " if language == "id" else "Close ")
        expect(close).to_contain_text(regions["short"][code])
    timeline(page).click()
    figures = place.facts.figures[place.facts.figures["area_code"] == codes[-1]]
    expect(page.get_by_role("listitem").filter(has=page.locator("time"))).to_have_count(len(figures))
    shown(page, figures[f"caveat_{language}"])


_OFFICES = load_facts().offices["code"].tolist()


@pytest.mark.parametrize(
    ("code", "language"), [(c, "id") for c in _OFFICES] + [(c, "en") for c in _OFFICES[:3]]
)
def test_an_office_page(place: Place, reader: Reader, code: str, language: str) -> None:
    facts = place.facts
    page = reader(place.address, bypass_csp=True)
    visit_map(page, f"{place.address}/kantor-{office_slug(code)}?bhs={language}")
    office = facts.offices.set_index("code").T[code]
    assert str(office["name"]) in page.get_by_role("heading", level=1).inner_text()
    shown(page, [office["address"], office[f"note_{language}"]])
    agreements, events, points = (of(facts, code) for of in (agreements_for, events_for, service_points_for))
    for table, columns in (
        (agreements, ["parties", f"subject_{language}", f"status_{language}", f"note_{language}"]),
        (events, [f"kind_{language}", "place", f"audience_{language}"]),
        (points, ["name", "address", f"note_{language}"]),
        (facts.service_areas[facts.service_areas["office"] == code], [f"note_{language}"]),
    ):
        for column in columns:
            shown(page, table[column])
    timeline(page).click()
    shown(page, figures_for(facts, code)[f"caveat_{language}"])
    _gaps(page, place)
    harmless(page)


def _gaps(page: Page, place: Place) -> None:
    """The note on regions without a known office names them as they are written."""
    for note in page.get_by_role("alert").all_inner_texts():
        assert any(name in note for name in place.facts.regions["name"]), note
        assert note.count("~") == sum(name in note for name in place.facts.regions["name"]), note


def test_the_menu(place: Place, reader: Reader) -> None:
    page = reader(place.address, bypass_csp=True)
    visit(page, f"{place.address}/sumber")
    found = set()
    for group in page.locator("header nav").get_by_role("button").all():
        group.click()
        items = page.get_by_role("menuitem")
        items.first.wait_for()
        found |= {" ".join(text.split()) for text in items.all_inner_texts()}
        page.keyboard.press("Escape")
        expect(items).to_have_count(0)
    assert found == {" ".join(name.split()) for name in place.facts.offices["name"]} | set(
        WORK_PAGES.values()
    )
    harmless(page)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_sources_page(place: Place, reader: Reader, language: str) -> None:
    sources = place.facts.sources
    page = reader(place.address, bypass_csp=True)
    visit(page, f"{place.address}/sumber?bhs={language}")
    page.get_by_role("tab").nth(3).click()
    shown(page, [*sources["publisher"], *sources["title"], *sources[f"note_{language}"]])
    links = page.get_by_role("tabpanel").get_by_role("link").evaluate_all("all => all.map(a => a.protocol)")
    assert set(links) == {"https:"}
    page.get_by_role("tab").nth(2).click()
    harmless(page)


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
