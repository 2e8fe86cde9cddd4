"""The map without a mouse: Tab reaches every region, Enter opens it, Escape closes it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.reading import CODES, closed, drawn, opened, region, row, tooltip, walk, way_back

Plain = tuple[Page, Frame]

_AT = "() => document.activeElement && document.activeElement.dataset.code || ''"


def tabbed(page: Page, frame: Frame, key: str = "Tab", most: int = 40) -> list[str]:
    """The codes of the regions that `key` reaches one after the other, until it leaves them again."""
    reached: list[str] = []
    for _ in range(most):
        page.keyboard.press(key)
        at = frame.evaluate(_AT)
        if at:
            reached.append(at)
        elif reached:
            break
    return reached


def into_the_map(page: Page, frame: Frame) -> None:
    """Stand on the control before the map and step into the map's frame."""
    page.get_by_role("combobox", name="Indikator").focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.localName") == "iframe":
            return
    raise AssertionError("Tab does not lead from the select box into the map")


@pytest.mark.parametrize("opened_first", ["", "16.08"])
def test_tab_reaches_every_region_once(plain_map: Plain, opened_first: str) -> None:
    page, frame = plain_map
    if opened_first:
        walk(page, f"/?wilayah={opened_first}")
        opened(page, frame, opened_first)
    into_the_map(page, frame)
    reached = tabbed(page, frame)
    assert len(reached) == 24
    assert set(reached) == CODES


def test_tab_goes_back_the_way_it_came(plain_map: Plain) -> None:
    page, frame = plain_map
    into_the_map(page, frame)
    there = [tabbed(page, frame, most=1) for _ in range(5)]
    back = [tabbed(page, frame, "Shift+Tab", most=1) for _ in range(4)]
    assert back == there[-2::-1]


def test_a_focused_region_is_shown_and_says_its_name(plain_map: Plain) -> None:
    page, frame = plain_map
    into_the_map(page, frame)
    code = tabbed(page, frame, most=1)[0]
    expect(tooltip(frame)).to_have_text(drawn(frame)[code])
    mark = frame.locator(".peta-outline-focused")
    expect(mark).to_have_count(1)
    box = "e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; }"
    assert mark.evaluate(box) == pytest.approx(region(frame, code).evaluate(box), abs=3)
    assert float(mark.evaluate("e => parseFloat(getComputedStyle(e).strokeWidth)")) >= 2


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_enter_opens_a_region_and_escape_closes_it(plain_map: Plain, key: str) -> None:
    page, frame = plain_map
    into_the_map(page, frame)
    code = tabbed(page, frame, most=3)[-1]
    page.keyboard.press(key)
    opened(page, frame, code)
    assert frame.evaluate(_AT) == code, "focus was lost when the region opened"
    expect(region(frame, code)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    closed(page, frame)
    assert frame.evaluate(_AT) == code, "focus was lost when the region closed"
    page.keyboard.press("Tab")
    assert frame.evaluate(_AT) in CODES - {code}


def test_a_hidden_area_is_passed_over(plain_map: Plain) -> None:
    page, frame = plain_map
    walk(page, "/?area=pekalongan")
    expect(frame.locator("body")).to_have_attribute("data-painted", re.compile("pekalongan"))
    into_the_map(page, frame)
    assert sorted(tabbed(page, frame)) == ["33.25", "33.26", "33.27", "33.75"]


def test_the_rank_table_opens_a_region_by_keyboard(plain_map: Plain) -> None:
    page, frame = plain_map
    button = row(page, "16.71").get_by_role("button")
    button.focus()
    button.press("Enter")
    opened(page, frame, "16.71")
    expect(way_back(page)).to_be_focused()
    page.keyboard.press("Enter")
    closed(page, frame)
    expect(button).to_be_focused()
