"""How a picture of the app is taken, and how it is kept small."""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from playwright.sync_api import Page

from tests.browser.driver import ROOT

FOLDER = ROOT / "docs" / "pictures"
# How wide a small picture is, in pixels: a larger screen is shown smaller.
WIDTH = 1366
_COLOURS = 128


def taken(page: Page, name: str, first: str = "", above: int = 80) -> None:
    """One screen, from what `first` chooses downwards with so many pixels `above` it; else from the top of the page."""
    (FOLDER / f"{name}.png").write_bytes(_seen(page, first, above))


def taken_small(page: Page, name: str) -> None:
    """One screen from the top of the page, in few colours: a third of the size, and nothing to be seen of it."""
    picture = Image.open(BytesIO(_seen(page, "", 0))).convert("RGB")
    if picture.width > WIDTH:
        picture = picture.resize((WIDTH, picture.height * WIDTH // picture.width), Image.Resampling.LANCZOS)
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


def _seen(page: Page, first: str, above: int) -> bytes:
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    if first:
        top = page.locator(first).first.bounding_box()
        assert top is not None
        page.evaluate(
            "by => document.querySelector('[data-testid=stMain]').scrollBy(0, by)", top["y"] - above
        )
    page.mouse.move(1, 1)
    page.wait_for_timeout(800)  # fonts, charts and the toolbar's shadow have come to rest
    return page.screenshot(animations="disabled")
