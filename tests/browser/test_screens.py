"""The first screen of every page: the sentence, and what proves it, where they always stand; nothing runs off the side."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader
from tests.browser.names import nothing_under
from tests.browser.reading import PHONE, choices, fits, inside, visit_map, walk

_SCREENS = ({"width": 1366, "height": 650}, {"width": 1920, "height": 1080})
_ABOVE = 200  # pixels before what proves the sentence
_MAP = "/?data=simulasi&area=sumsel"
_PAGES = tuple(
    f"/{name}?data=simulasi"
    for name in ("kantor-kc-mojokerto", "tunggakan", "kunjungan", "penegakan", "pwbd-pds")
)
_TOP = "(one) => one.getBoundingClientRect().top"
_BOTTOM = "(one) => one.getBoundingClientRect().bottom"


def above(page: Page) -> list[float]:
    """Where ribbon, header, bar and sentence begin, and where what stands above the proof ends."""
    parts = (".peta-ribbon", "[data-testid=stHeader]", ".st-key-controls", ".peta-lead b")
    end = float(page.locator(".peta-head").evaluate(_BOTTOM))
    assert end <= _ABOVE, page.locator(".peta-head").inner_text()
    return [*(page.locator(part).first.evaluate(_TOP) for part in parts), end]


@pytest.mark.parametrize("screen", _SCREENS, ids=str)
def test_the_map_page_is_one_screen_and_stays_where_it_is(
    ledger: str, reader: Reader, screen: dict[str, int]
) -> None:
    page = reader(ledger, viewport=screen)
    nothing_under(visit_map(page, f"{ledger}{_MAP}"))
    expect(page.locator(".peta-lead b")).to_be_in_viewport(ratio=1)
    frame, rows = page.locator("iframe"), page.locator("tr[data-code]")
    place = frame.bounding_box()
    assert place["y"] <= _ABOVE and place["y"] + place["height"] <= screen["height"]
    assert place["height"] >= 0.64 * screen["height"]
    page.get_by_role("button", name="Capai target").click()
    assert rows.nth(7).evaluate(_BOTTOM) <= screen["height"]
    rows.first.get_by_role("button").click()
    expect(page.locator("section.peta-panel")).to_be_in_viewport()
    assert frame.bounding_box() == place, "the map moves when a region opens"
    nothing_under(visit_map(page, f"{ledger}/?data=simulasi"))
    walk(page, f"{_MAP}&tampil=proyektor")
    expect(page.locator("html")).to_have_attribute("data-display", "proyektor")
    rows.first.wait_for()
    assert page.locator(".rank").evaluate("(list) => list.scrollWidth - list.clientWidth") <= 0, (
        "the list is cut"
    )


def test_what_stands_above_the_proof_has_the_same_place_on_every_page(ledger: str, reader: Reader) -> None:
    page = inside(reader(ledger, viewport=_SCREENS[0]), f"{ledger}{_PAGES[0]}", "Kantor Cabang Mojokerto")
    held = above(page)
    for path in (*_PAGES[1:], _MAP, "/"):  # the last without a simulated ledger
        walk(page, path)
        assert above(page) == pytest.approx(held, abs=1), path
        expect(page.locator(".peta-lead b")).to_be_in_viewport(ratio=1)


def test_a_wall_shows_no_controls_until_they_are_wanted(ledger: str, reader: Reader) -> None:
    page = inside(reader(ledger, viewport=_SCREENS[1]), f"{ledger}/tunggakan?data=simulasi")
    expect(page.locator(".listing tbody tr").first).to_be_visible()
    walk(page, "/tunggakan?data=simulasi&tampil=proyektor")
    expect(page.get_by_role("combobox", name="Peran")).to_have_count(0)
    expect(page.locator(".listing tbody tr")).to_have_count(0)  # whoever stands at the computer
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    tools = page.locator(".st-key-tools")
    page.mouse.move(900, 900)
    expect(tools).to_have_css("opacity", "0")
    page.get_by_text("Proyektor", exact=True).hover()
    expect(tools).to_have_css("opacity", "1")
    page.mouse.move(900, 900)
    expect(tools).to_have_css("opacity", "0")
    page.keyboard.press("Tab")  # from here on the keyboard is in use
    tools.locator("button, input").first.focus()
    expect(tools).to_have_css("opacity", "1")


def test_on_a_phone_the_sentence_is_first_and_everything_else_behind_one_button(
    ledger: str, reader: Reader
) -> None:
    page = reader(ledger, **PHONE)
    page.goto(f"{ledger}{_MAP}")
    expect(page.locator(".peta-lead b")).to_be_in_viewport(ratio=1)
    button = page.get_by_role("button", name="Pilihan")
    assert button.bounding_box()["height"] >= 44
    for control in ("Peran", "Indikator"):
        expect(page.get_by_role("combobox", name=control)).to_be_hidden()
    choices(page)
    for control in ("Peran", "Indikator"):
        expect(page.get_by_role("combobox", name=control)).to_be_visible()
    expect(page.get_by_text("Proyektor", exact=True)).to_be_visible()
    fits(page)
