"""Every chart of the room in Chromium: each mark stands out from its ground, in both themes and in forced colours.

The charts stand on a page of their own, with the two style sheets that they have in the product and nothing else.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from pages.charts import Chart, svg
from pages.templates import page_assets
from tests.browser.looks import findings
from tests.pages.charts.test_every_chart import EXAMPLES

SHEETS = ("charts.css", "drawing.css")
VALUES = [62.0, 48.5, 31.0, 74.0, 55.0, 60.0]
# Grounds and letters of .streamlit/config.toml.
THEMES = {
    "light": ("#ffffff", "#1f2430", "#1d5fa8"),
    "dark": ("#0e1117", "#f3f4f6", "#6cb2ff"),
}
LOOKS = [(scheme, forced) for scheme in THEMES for forced in ("none", "active")]
# Lines that only guide the eye may be faint; a group holds marks and is none.
_MARKS = """
() => [...document.querySelectorAll('svg :is(line, polyline, circle, rect, path, text), main > section :is(i, s, b), .peta-whole-bar')]
  .filter((mark) => !mark.matches('.peta-grid, .peta-axis, .peta-tick, defs *') && mark.checkVisibility())
  .map((mark) => {
    const box = mark.getBoundingClientRect(), chart = mark.closest('main > section').id;
    return [`${chart}: ${mark.outerHTML.slice(0, 140)}`, [box.left, box.top, box.right, box.bottom]];
  })
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1200, "height": 900}, device_scale_factor=2, locale="id-ID"
    )
    yield context.new_page()
    context.close()


def drawn(chart: Chart) -> str:
    """What the screen shows of a chart."""
    return str(chart.html or f'<div class="drawing">{"".join(map(svg, chart.pictures))}</div>')


def document(theme: str) -> str:
    ground, ink, accent = THEMES[theme]
    charts = [(name, make(VALUES)) for name, make in sorted(EXAMPLES.items())]
    sections = [
        f'<section id="{name}"><h2>{name}</h2>{drawn(chart)}{chart.table}</section>' for name, chart in charts
    ]
    return (
        '<!doctype html><html lang="id"><meta charset="utf-8"><title>Grafik</title>'
        f"<style>{''.join(page_assets()[name].body.decode() for name in SHEETS)}"
        f":root {{ color-scheme: {theme}; --st-primary-color: {accent}; --st-background-color: {ground}; }}"
        f"body {{ background: {ground}; color: {ink}; font: 15px sans-serif; }}</style>"
        f"<body><main><h1>Grafik</h1>{''.join(sections)}</main></body></html>"
    )


def luminance(colour: tuple[int, ...]) -> float:
    """The relative luminance of WCAG 2.2."""
    parts = [part / 255 for part in colour[:3]]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def strongest(part: Image.Image, ground: tuple[int, ...]) -> float:
    """The highest contrast with the ground that a colour in this part of a picture has."""
    colours = {colour for _, colour in part.getcolors(1 << 20)}
    lights = [luminance(colour) for colour in (*colours, ground)]
    return max((max(one, lights[-1]) + 0.05) / (min(one, lights[-1]) + 0.05) for one in lights)


@pytest.mark.sampled(2)
@pytest.mark.parametrize(("theme", "forced"), LOOKS)
def test_every_mark_stands_out_from_its_ground(page: Page, theme: str, forced: str) -> None:
    page.emulate_media(forced_colors=forced, color_scheme=theme)
    page.set_content(document(theme))
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    ground = picture.getpixel((2, 2))
    faint = []
    for mark, (left, top, right, bottom) in page.evaluate(_MARKS):
        part = picture.crop((int(2 * left) - 2, int(2 * top) - 2, int(2 * right) + 3, int(2 * bottom) + 3))
        if strongest(part, ground) < 3:
            faint.append(mark)
    assert faint == [], "\n".join(faint)


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_any_chart(page: Page, theme: str) -> None:
    page.emulate_media(forced_colors="none", color_scheme=theme)
    page.set_content(document(theme))
    assert findings(page) == []
