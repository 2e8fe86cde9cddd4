"""A phone held upright: nothing runs off the side, and a region shows its kecamatan."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from data.tables.facts import load_table
from tests.browser.conftest import Reader
from tests.browser.driver import map_frame
from tests.browser.reading import Log, opened, quiet, region, row, visit, visit_map

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
# Streamlit scrolls an element of its own, so the document alone would never tell.
_WIDE = """
() => {
  const wide = (e) => e && e.scrollWidth - e.clientWidth;
  return [document.documentElement, document.body, document.querySelector('[data-testid=stMain]')].map(wide);
}
"""
_BOX = "all => all.map(e => e.getBoundingClientRect()).map(b => [b.left, b.top, b.right, b.bottom])"


def fits(page: Page) -> None:
    """The page is as wide as the phone, neither wider nor zoomed out."""
    assert page.evaluate("() => innerWidth") == 390
    assert page.evaluate(_WIDE) == [0, 0, 0]


@pytest.mark.parametrize(
    "path",
    ["/", "/?wilayah=16.05", "/?area=pekalongan&bhs=en", "/kantor-kc-mojokerto", "/kantor-kanwil-sumbagsel"],
)
def test_a_page_with_a_map_does_not_scroll_sideways(server: str, reader: Reader, path: str) -> None:
    page = reader(**PHONE)
    visit_map(page, server + path)
    fits(page)
    map_frame(page).wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")


def test_the_sources_page_does_not_scroll_sideways(server: str, reader: Reader) -> None:
    page = reader(**PHONE)
    visit(page, f"{server}/sumber")
    for tab in page.get_by_role("tab").all():
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")
        fits(page)


def around(boxes: list[list[float]]) -> list[float]:
    """The box around boxes (left, top, right, bottom)."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return [min(left), min(top), max(right), max(bottom)]


def test_kecamatan_lines_lie_inside_the_region_and_load_once(server: str, reader: Reader) -> None:
    page = reader(**PHONE)
    log = Log(page, server.removeprefix("http://"))
    frame = visit_map(page, server)
    lines = frame.locator("path.peta-kecamatan")
    asked = lambda: [url for url in log.requests if "/kecamatan." in url]  # noqa: E731
    quiet(page)
    assert lines.count() == 0
    assert asked() == []
    drawn_codes = load_table("kecamatan").query("match != 'missing'")["code"].tolist()
    for code in ("16.02", "35.17", "16.02"):
        row(page, code).get_by_role("button").tap()
        opened(page, frame, code)
        expect(lines).to_have_count(sum(one.startswith(f"{code}.") for one in drawn_codes))
        own, inner = region(frame, code).evaluate_all(_BOX)[0], around(lines.evaluate_all(_BOX))
        assert inner[0] >= own[0] - 1 and inner[1] >= own[1] - 1
        assert inner[2] <= own[2] + 1 and inner[3] <= own[3] + 1
        assert inner[2] - inner[0] > 0.8 * (own[2] - own[0]), "the lines do not fill the region"
    assert len(asked()) == 1
    page.get_by_role("button", name="Tutup OKI").tap()
    expect(lines).to_have_count(0)
