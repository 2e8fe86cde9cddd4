"""The map page in use: switches keep the map, and map, table, panel and address say the same."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Frame, Page, expect

from data.indicators.definition import definitions
from data.places.find import all_regions
from data.words import Words
from pages.map.controls import named
from tests.browser.conftest import Reader
from tests.browser.driver import choose, settled
from tests.browser.names import nothing_under, well_placed
from tests.browser.reading import (
    CODES,
    click,
    closed,
    drawn,
    fresh,
    opened,
    panel,
    point,
    query,
    row,
    selected,
    spot,
    tooltip,
    visit,
    visit_map,
    way_back,
)

Plain = tuple[Page, Frame]
_KEPT = "() => document.querySelector('iframe').contentWindow.mark === 'mine'"
_WHERE = "() => [petaMap.getZoom(), petaMap.getCenter().lat, petaMap.getCenter().lng]"


def painted(frame: Frame, *parts: str) -> None:
    """Wait until the map shows the view whose stamp has all of `parts`."""
    for part in parts:
        expect(frame.locator("body")).to_have_attribute("data-painted", re.compile(re.escape(part)))


def test_a_switch_of_indicator_keeps_frame_zoom_and_selection(server: str, reader: Reader) -> None:
    page = reader()
    frame = visit_map(page, f"{server}/?wilayah=16.05")
    frame.evaluate("window.mark = 'mine'")
    zoom = frame.evaluate(_WHERE)[0]
    frame.get_by_role("button", name="Perbesar").click()
    frame.wait_for_function(f"({_WHERE})()[0] > {zoom} + 0.5 && !petaMap._animatingZoom")
    before, labels = frame.evaluate(_WHERE), drawn(frame)

    choose(page, "Indikator", named(definitions()["skk_cases"], Words("id")))
    painted(frame, "skk_cases")
    expect(page).to_have_url(re.compile("indikator=skk_cases"))

    assert page.evaluate(_KEPT)
    assert page.locator("iframe").count() == 1
    assert frame.evaluate(_WHERE) == pytest.approx(before)
    assert selected(frame) == ["16.05"]
    opened(page, frame, "16.05")
    assert query(page) == {"indikator": "skk_cases", "wilayah": "16.05"}
    assert drawn(frame) != labels


def test_a_switch_of_month_region_and_theme_keeps_the_frame(server: str, reader: Reader) -> None:
    page = reader()
    frame = visit_map(page, server)
    frame.evaluate("window.mark = 'mine'")
    labels = drawn(frame)
    slider = page.get_by_role("slider", name="Posisi yang diketahui per")
    slider.focus()
    slider.press("Home")
    expect(page).to_have_url(re.compile("per=20"))
    painted(frame, query(page)["per"])
    assert drawn(frame) != labels
    click(frame, "16.02")
    opened(page, frame, "16.02")
    page.get_by_text("Proyektor").click()
    expect(frame.locator("body")).to_have_class(re.compile("peta-projector"))
    expect(frame.locator("body")).to_have_css("color", "rgb(0, 0, 0)")
    assert page.evaluate(_KEPT)


def test_switches_add_no_style_sheet_to_the_frame(plain_map: Plain) -> None:
    """Each would make the browser work out the style of everything anew, and a map that plays for hours would get slow."""
    page, frame = plain_map
    sheets = frame.evaluate("document.styleSheets.length")
    for key in ("skk_cases", "ucj_pct"):
        choose(page, "Indikator", named(definitions()[key], Words("id")))
        painted(frame, key)
    assert frame.evaluate("document.styleSheets.length") == sheets


def test_a_mouse_can_reach_every_region(plain_map: Plain) -> None:
    _, frame = plain_map
    assert [code for code in CODES if not spot(frame, code)] == []


# By the colour of a line in the map's legend, or "hatch": how many regions it counts, and how many are filled so.
LEGEND = """() => {
  const rgb = hex => 'rgb(' + [0, 2, 4].map(i => parseInt(hex.slice(i, i + 2), 16)).join(', ') + ')';
  const fill = path => {
    const [, name] = path.getAttribute('fill').match(/#(?:peta-)?([a-z0-9-]+)/);
    return name === 'nodata' ? 'hatch' : rgb(name.replace('old-', ''));
  };
  const counted = {}, seen = {};
  for (const line of document.querySelectorAll('.peta-legend .peta-line')) {
    const count = line.querySelector('b'), colour = line.firstChild.style.backgroundColor || 'hatch';
    if (count && +count.textContent) counted[colour] = +count.textContent;
  }
  for (const path of document.querySelectorAll('.peta-region')) seen[fill(path)] = (seen[fill(path)] || 0) + 1;
  const faded = [...document.querySelectorAll('.peta-region')].filter(path => getComputedStyle(path).opacity !== '1');
  return {counted, seen, faded: faded.length, looks: [...document.querySelectorAll('.peta-sign + span')].map(n => n.textContent)};
}"""


def test_names_are_drawn_where_the_one_placer_puts_them(server: str, reader: Reader) -> None:
    """No name on another or under a control, each on its own ground or with a line; as the still picture places them."""
    frame = visit_map(reader(), server)
    well_placed(frame)
    before = frame.evaluate(_WHERE)[0]
    frame.get_by_role("button", name="Perbesar").click()
    frame.wait_for_function(f"({_WHERE})()[0] > {before} + 0.5 && !petaMap._animatingZoom")
    well_placed(frame)


def test_names_are_where_they_belong_after_there_and_back(plain_map: Plain) -> None:
    """The places of the views before are kept: those of one view are never those of another."""
    page, frame = plain_map
    indicators = [page.get_by_role("combobox", name="Indikator").input_value()]
    for at in (3, 0, 3):
        page.get_by_role("combobox", name="Indikator").click()
        page.get_by_role("option").nth(at).click()
        settled(page)
        indicators.append(page.get_by_role("combobox", name="Indikator").input_value())
        well_placed(frame)
    assert len(set(indicators)) > 1


def test_the_legend_in_the_map_counts_what_is_coloured_so(plain_map: Plain) -> None:
    _, frame = plain_map
    nothing_under(frame)
    legend = frame.evaluate(LEGEND)
    assert legend["counted"] == legend["seen"] and sum(legend["seen"].values()) == len(CODES)
    assert legend["faded"] == 0
    assert legend["looks"][1:] == ["lebih tua dari 3 tahun", "bertanda", "di luar wilayah inti"]


# Paints the view that is shown once more, in another language whose legend is of the very same size.
_ZOOM = "() => { const b = document.querySelector('.leaflet-control-zoom').getBoundingClientRect(); return [b.left, b.top]; }"
_HELD = "() => { const paint = petaPatuh.paint; petaPatuh.paint = v => { window.held = structuredClone(v); paint(v); }; }"
_AGAIN = "() => petaPatuh.paint({ ...structuredClone(window.held), language: 'xx' })"


def test_zoom_buttons_of_another_language_stand_where_the_old_ones_stood(server: str, reader: Reader) -> None:
    """A legend of the same size leaves the lay-out as it was, and yet new buttons are not left where Leaflet puts them."""
    page = reader()
    frame = visit_map(page, server)
    frame.evaluate(_HELD)
    choose(page, "Indikator", named(definitions()["skk_cases"], Words("id")))
    painted(frame, "skk_cases")
    before = frame.evaluate(_ZOOM)
    frame.evaluate(_AGAIN)
    assert frame.evaluate(_ZOOM) == before


def test_a_region_shows_its_value_under_the_mouse(plain_map: Plain) -> None:
    _, frame = plain_map
    point(frame, "16.05")
    expect(tooltip(frame)).to_have_text(drawn(frame)["16.05"])


@pytest.mark.parametrize("code", ["35.17", "16.08"])  # without a value, and with BPS's code 16.09 on another
def test_a_click_on_the_map_opens_the_panel(plain_map: Plain, code: str) -> None:
    page, frame = plain_map
    closed(page, frame)
    click(frame, code)
    opened(page, frame, code)
    assert selected(frame) == [code]
    assert panel(page, code).get_by_role("heading").inner_text() == all_regions()[code].name


def test_a_click_in_the_table_opens_the_region_on_the_map(plain_map: Plain) -> None:
    page, frame = plain_map
    row(page, "16.05").get_by_role("button").click()
    opened(page, frame, "16.05")
    way_back(page).click()
    closed(page, frame)
    row(page, "33.75").get_by_role("button").click()
    opened(page, frame, "33.75")
    assert selected(frame) == ["33.75"]
    expect(way_back(page)).to_be_focused()
    page.keyboard.press("Escape")
    closed(page, frame)
    expect(row(page, "33.75").get_by_role("button")).to_be_focused()


def test_the_panel_says_value_date_source_and_every_figure(server: str, reader: Reader) -> None:
    page = reader()
    frame = visit_map(page, f"{server}/?wilayah=16.05")
    label = drawn(frame)["16.05"]
    value = label.split(": ")[1].split(",")[0]
    assert value in panel(page, "16.05").inner_text()
    source = panel(page, "16.05").get_by_role("link").first
    assert source.get_attribute("href", timeout=5_000).startswith("https://")
    assert source.get_attribute("rel") == "noopener noreferrer"
    page.get_by_text(re.compile(r"Semua data publikasi \(\d+\)")).click()
    promised = int(re.search(r"\((\d+)\)", page.get_by_text("Semua data publikasi").inner_text())[1])
    figures = page.get_by_role("listitem").filter(has=page.locator("time"))
    expect(figures).to_have_count(promised)


@pytest.mark.parametrize("area", ["sumsel", "mojokerto-jombang", "pekalongan"])
def test_an_area_hides_the_others_and_fills_the_frame(plain_map: Plain, area: str) -> None:
    page, frame = plain_map
    members = {code for code, region in all_regions().items() if region.area == area}
    title = {"sumsel": "Sumsel", "mojokerto-jombang": "Mojokerto–Jombang"}.get(area, "Pekalongan")
    page.get_by_role("radio", name=f"{title} {len(members)}").click()
    painted(frame, area)
    expect(page).to_have_url(re.compile(f"area={area}"))
    assert set(drawn(frame)) == members
    expect(page.locator("tr[data-code]")).to_have_count(len(members))
    box = frame.evaluate(
        "() => { const all = [...document.querySelectorAll('path.peta-region')].filter(e => getComputedStyle(e).display !== 'none')"
        ".map(e => e.getBoundingClientRect()), of = (f, k) => f(...all.map(b => b[k]));"
        "return [of(Math.min, 'left') / innerWidth, of(Math.min, 'top') / innerHeight,"
        " of(Math.max, 'right') / innerWidth, of(Math.max, 'bottom') / innerHeight]; }"
    )
    assert min(box) >= 0 and max(box) <= 1
    assert max(box[2] - box[0], box[3] - box[1]) > 0.75
    page.get_by_role("radio", name="Semua").click()
    expect(page).not_to_have_url(re.compile("area="))
    painted(frame, "semua")
    assert set(drawn(frame)) == CODES


def test_the_browsers_back_returns_to_the_view_before(plain_map: Plain) -> None:
    page, frame = plain_map
    click(frame, "16.02")
    opened(page, frame, "16.02")
    choose(page, "Indikator", named(definitions()["skk_cases"], Words("id")))
    painted(frame, "skk_cases")
    expect(page).to_have_url(re.compile("indikator=skk_cases"))
    page.go_back()
    painted(frame, "ucj_pct", "16.02")
    opened(page, frame, "16.02")
    assert query(page) == {"wilayah": "16.02"}
    page.go_back()
    closed(page, frame)
    page.go_forward()
    opened(page, frame, "16.02")


def seen(page: Page, frame: Frame) -> dict[str, object]:
    """All that a view shows."""
    flagged = page.get_by_role("switch").or_(page.get_by_role("checkbox"))
    return {
        "address": query(page),
        "heading": page.get_by_role("heading", level=1).inner_text(),
        "lead": page.get_by_role("heading", level=1).locator("xpath=following-sibling::p").inner_text(),
        "regions": drawn(frame),
        "selected": selected(frame),
        "panel": panel(page, "16.71").inner_text(),
        "language": page.locator("html").get_attribute("lang"),
        "display": page.locator("html").get_attribute("data-display"),
        "frame": [frame.locator("html").get_attribute("lang"), frame.locator("body").get_attribute("class")],
        "slider": page.get_by_role("slider").get_attribute("aria-valuetext"),
        "switches": [switch.is_checked() for switch in flagged.all()],
    }


def chosen_by_hand(page: Page, frame: Frame) -> None:
    """Change every part of the view with its own control."""
    choose(page, "Indikator", named(definitions()["workers_active"], Words("id")))
    page.get_by_role("radio", name="Sumsel 17").click()
    painted(frame, "workers_active", "sumsel")
    slider = page.get_by_role("slider", name="Posisi yang diketahui per")
    slider.focus()
    slider.press("ArrowLeft")  # one step: a second would leave the address behind while it is read
    expect(page).to_have_url(re.compile("per=20"))
    painted(frame, query(page)["per"])
    click(frame, "16.71")
    opened(page, frame, "16.71")
    page.get_by_role("button", name="Filter").click()
    page.get_by_text("Sertakan angka bertanda").click()
    expect(page).to_have_url(re.compile("bertanda=1"))
    page.keyboard.press("Escape")
    page.get_by_text("Proyektor").click()
    expect(page).to_have_url(re.compile("tampil=proyektor"))
    page.get_by_role("radio", name="EN", exact=True).click()
    expect(page.get_by_role("combobox", name="Indicator")).to_be_visible()
    expect(page).to_have_url(re.compile("bhs=en"))
    assert set(query(page)) == {"indikator", "area", "per", "wilayah", "bertanda", "bhs", "tampil"}


def test_an_address_opens_the_same_view(server: str, reader: Reader) -> None:
    """The view is made by hand, and its address opened by another reader."""
    page = reader()
    frame = visit_map(page, server)
    chosen_by_hand(page, frame)
    other = reader()
    again = visit_map(other, page.url)
    opened(other, again, "16.71")
    for opened_page in (page, other):
        fresh(opened_page)
    assert seen(other, again) == seen(page, frame)
    other.get_by_role("button", name="Filter").or_(
        other.get_by_test_id("stPopover").get_by_role("button")
    ).first.click()
    assert other.get_by_role("switch").or_(other.get_by_role("checkbox")).last.is_checked()


def test_the_share_button_copies_the_address(server: str, reader: Reader) -> None:
    page = reader()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, f"{server}/?wilayah=16.08&bhs=en")
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("status").filter(has_text=re.compile("copied", re.IGNORECASE)).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.context.clear_permissions()
    assert query(page) == {"wilayah": "16.08", "bhs": "en"}


def test_an_offices_map_leads_to_the_region_on_the_map_page(server: str, reader: Reader) -> None:
    page = reader()
    frame = visit_map(page, f"{server}/kantor-kcp-jombang")
    click(frame, "35.17")
    expect(page.get_by_role("combobox", name="Indikator")).to_be_visible()
    expect(panel(page, "35.17")).to_be_visible()
    expect(page).to_have_url(re.compile("wilayah=35.17"))


def test_coming_back_to_the_map_finds_it_as_it_was_left(server: str, reader: Reader) -> None:
    page = reader()
    frame = visit_map(page, f"{server}/?wilayah=16.08&area=sumsel")
    opened(page, frame, "16.08")
    page.get_by_role("link", name="Sumber dan definisi").click()
    page.get_by_role("tab").first.wait_for()
    page.get_by_role("link", name="Peta", exact=True).click()
    expect(panel(page, "16.08")).to_be_visible()
    expect(page).to_have_url(re.compile("area=sumsel"))
    assert query(page) == {"wilayah": "16.08", "area": "sumsel"}


_GROUND = "one => getComputedStyle(one).backgroundColor"


def test_what_is_chosen_is_seen_where_the_system_sets_all_colours(server: str, reader: Reader) -> None:
    page = reader(server)
    visit_map(page, server)
    page.emulate_media(forced_colors="active")
    chosen, other = (
        page.get_by_role("radio", checked=checked).first.evaluate(_GROUND) for checked in (True, False)
    )
    canvas = page.locator("body").evaluate(_GROUND)
    assert chosen not in (other, canvas)
    switch = page.locator("[data-testid=stCheckbox] label > span + div").first
    assert switch.evaluate("one => getComputedStyle(one).borderTopWidth") == "2px"
    assert switch.locator("div").evaluate(_GROUND) != canvas
    page.emulate_media(forced_colors="none")
