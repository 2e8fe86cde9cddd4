"""The way of a question in a browser: begin as a user, click as the table says, find the answer."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.driver import choose
from tests.browser.reading import rerun, visit
from tests.pictures.questions import Click, Question


def begin(page: Page, address: str, start: str, role: str, month: str) -> None:
    """Open the address at the end of this month, and choose the role where it is another one."""
    visit(page, at_month(address + start, month))
    chosen = page.get_by_role("combobox", name="Peran")
    if not role:
        expect(chosen).to_have_count(0)
        return
    expect(chosen).to_be_visible()
    if chosen.input_value() != role:
        with rerun(page):
            choose(page, "Peran", role)


def at_month(address: str, month: str) -> str:
    """The address with the month that is looked at."""
    return f"{address}&per={month}"


def answered(page: Page, question: Question) -> Locator:
    """Click what the question says; the place of its answer, once that is there."""
    for click in question.clicks:
        with rerun(page):
            _control(page, click).click()
    place = page.locator(question.answer).first
    # a number and its unit are not torn apart, so that the space between them is another one
    expect(place).to_contain_text(re.compile(question.shows.replace(" ", r"\s")))
    return place


def _control(page: Page, click: Click) -> Locator:
    """The control that a click is on: by its name, else the first of its kind in the place that is said."""
    if click.kind == "summary":
        return page.locator("summary").filter(has_text=click.named)
    around = page.locator(click.within)
    if click.named:
        return around.get_by_role(click.kind, name=click.named, exact=True)  # type: ignore[arg-type]
    return around.get_by_role(click.kind).first  # type: ignore[arg-type]
