"""The twelve questions of docs/panduan.md, asked in a browser: at most three clicks, the role and the month kept."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from data.access import PUBLIK, Viewer
from data.indicators import definitions
from data.months import month_end, month_index, month_text
from data.places import with_its_own
from data.queries import EmployerList, EmployerQuery, Enforcement, Reading, Where, pressing
from data.simulation import with_simulated_targets
from data.store.store import SIMULATED, Store
from data.words import Words
from tests.browser.conftest import Reader
from tests.browser.reading import query, walk
from tests.facts import FACTS
from tests.pages.ledger_home import LAST, small_home
from tests.pictures.questions import BRANCH, DEPUTY, FORUM, MOST_CLICKS, USERS, User
from tests.pictures.walking import answered, at_month, begin

# Not the newest, which is what a page shows that has lost its month.
_MONTH = month_text(month_index(LAST) - 1)
_ID = Words("id")
_VIEWERS = {
    DEPUTY: Viewer("wilayah", with_its_own(FACTS, "KANWIL-SUMBAGSEL")),
    FORUM: PUBLIK,
    BRANCH: Viewer("cabang", with_its_own(FACTS, "KC-MOJOKERTO")),
}


def test_each_question_of_the_guide_is_answered_where_it_says(
    ledger: str, reader: Reader, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home, page = small_home(tmp_path_factory), reader(ledger)
    facts = with_simulated_targets(FACTS)
    release = Store(home, SIMULATED).release()
    for user in USERS:
        begin(page, ledger, user.start, user.role, _MONTH)
        answers(page, user, Reading(release, f"{home}/simulasi", facts, _VIEWERS[user]))


def answers(page: Page, user: User, reading: Reading) -> None:
    """Every question of one user, one after the other in the same session, each from their start."""
    for before, question in zip((None, *user.questions), user.questions, strict=False):
        if before and before.clicks:
            walk(page, at_month(user.start, _MONTH))
        assert len(question.clicks) <= MOST_CLICKS
        place = answered(page, question)
        kept(page, user)
        if question.key in TRUE:
            TRUE[question.key](place, reading)


def kept(page: Page, user: User) -> None:
    """The page still shows the month and the role that the user began with."""
    expect(page.locator(".peta-title")).to_contain_text(f"per {_ID.date(month_end(_MONTH))}")
    assert query(page)["per"] == _MONTH
    chosen = page.get_by_role("combobox", name="Peran")
    if user.role:
        expect(chosen).to_have_value(user.role)
    else:
        expect(chosen).to_have_count(0)


# -- what the answers must be, counted beside the pages


def _behind(place: Locator, reading: Reading) -> None:
    regions = FACTS.regions.loc[FACTS.regions["area"] == "sumsel", "code"]
    rows = reading.values(definitions()["compliance"], _MONTH)
    rows = rows[rows["region"].isin(regions) & rows["value"].notna() & rows["held"].map(bool)]
    behind = sum(float(row.value) < row.held[0].value for row in rows.itertuples())
    expect(place).to_contain_text(re.compile(rf"^{behind} dari {len(rows)} wilayah"))


def _overdue(place: Locator, reading: Reading) -> None:
    late = Enforcement(reading, _MONTH).headline(_own(reading))["overdue"]
    expect(place).to_have_text(f"Lewat · {_ID.number(late)}")


def _compliant(place: Locator, reading: Reading) -> None:
    told = reading.one(definitions()["compliance"], _MONTH, "all", "")
    behind = _ID.number(told.denominator - told.numerator)
    expect(place).to_contain_text(f"{behind} dari {_ID.number(told.denominator)} belum")


def _owed(place: Locator, reading: Reading) -> None:
    sums = EmployerList(reading, _MONTH).total(_own(reading), EmployerQuery())
    said = f"{_ID.rupiah(sums['outstanding'])} ditunggak {_ID.number(sums['employers'])} pemberi kerja"
    expect(place).to_contain_text(said)


def _most_pressing(place: Locator, reading: Reading) -> None:
    first = pressing(reading, _MONTH, _own(reading))[0]
    expect(place).to_contain_text(str(first.row.name))


def _own(reading: Reading) -> Where:
    return Where(offices=tuple(sorted(reading.viewer.offices)))


TRUE = {
    "tertinggal": _behind,
    "lewat": _overdue,
    "patuh": _compliant,
    "hari-ini": _most_pressing,
    "tunggakan-kami": _owed,
}
