"""Paper on the page of an order: what is to be printed, and the buttons that make it, always as the public may see it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.briefing import Ask, Order
from data.clock import today
from data.places import ALL_AREAS
from data.queries import Reading
from data.words import Words
from pages import paper, session, templates, widgets
from pages.briefing.handout.branch import branch_sheet
from pages.briefing.handout.pack import lay_out, pack_pdf
from pages.briefing.handout.region import region_sheets
from pages.briefing.screens import screen_of, screens_of, view_of
from pages.view import View

_READY = "paper_ready"


def offer_paper(order: Order, view: View, words: Words) -> None:
    """What opens to the papers of an order; what they need is read when it is opened, with how far that is."""
    popover = st.popover(words("Kertas (PDF)"), key="brief_paper", on_change="rerun")
    if not popover.open:
        return
    with popover:
        _offered(order, _view_of(order, view, words), words)


def _offered(order: Order, shown: View, words: Words) -> None:
    """The buttons; where the store cannot be read it is said here, and the page around stays as it is."""
    has_ledger = session.public_reading(shown.data) is not None
    codes = _regions(shown) if has_ledger else []
    try:
        sheets = _prepared(order, shown, codes, words)
    except OSError:
        st.error(words("Penyimpanan tidak dapat dibaca. Muat ulang halaman ini."))
        return
    widgets.file_button(
        order.title, "pdf", lambda: _screens(order, words), words, "paper", words("Semua layar (PDF)")
    )
    if not has_ledger:
        st.html(
            templates.note(
                words(
                    "Lembar wilayah dan kantor dibuat dari data bulan demi bulan, bukan dari data publikasi."
                )
            )
        )
        return
    _offer_sheets(order, shown, sheets, len(codes), words)


def _offer_sheets(
    order: Order, shown: View, sheets: Sequence[paper.Sheet], regions: int, words: Words
) -> None:
    """The sheets of so many regions, and that of the office where the order is of one."""
    widgets.file_button(
        f"lembar-wilayah-{order.title}",
        "pdf",
        lambda: paper.sheets_pdf(order.title, sheets, words.language),
        words,
        "paper_regions",
        words("Lembar wilayah, {n} wilayah, dua halaman tiap wilayah (PDF)", n=regions),
    )
    if shown.office:
        widgets.file_button(
            f"lembar-kantor-{order.title}",
            "pdf",
            lambda: branch_pdf(shown, order, words),
            words,
            "paper_branch",
            words("Lembar kantor, satu halaman (PDF)"),
        )


def _screens(order: Order, words: Words) -> bytes:
    """Every screen of the order, made outside the session when the button is pressed."""
    return pack_pdf(order, screens_of(order, words), words, widgets.base_address())


def _prepared(order: Order, shown: View, codes: Sequence[str], words: Words) -> list[paper.Sheet]:
    """The sheets of the regions; what the papers need is read once for an order, which takes a while the first time."""
    kept = st.session_state.get(_READY)
    if kept is not None and kept[0] == (order, words.language):
        return list(kept[1])
    place = st.empty()
    try:
        sheets = _read(order, shown, codes, words, place)
    finally:  # where it fails, nothing is said to be under way any more
        place.empty()
    st.session_state[_READY] = ((order, words.language), sheets)
    return sheets


def _read(
    order: Order, shown: View, codes: Sequence[str], words: Words, place: DeltaGenerator
) -> list[paper.Sheet]:
    sheets: list[paper.Sheet] = []
    of = len(order.items) + len(codes)
    for at, item in enumerate(order.items):
        place.progress(at / of, words("Menyiapkan layar {at} dari {of} …", at=at + 1, of=len(order.items)))
        lay_out(screen_of(item, order, words))
    for at, code in enumerate(codes):
        said = words("Menyiapkan lembar wilayah {at} dari {of} …", at=at + 1, of=len(codes))
        place.progress((len(order.items) + at) / of, said)
        sheets += region_pages([code], shown, order, words)
    return sheets


def _view_of(order: Order, view: View, words: Words) -> View:
    """What the order is of: the place and month of its first screen that has a ledger, else what is looked at."""
    items = [item for item in order.items if item.kind != "teks"]
    views = [one for one in (view_of(item, words) for item in items) if one.data == order.data and one.data]
    return views[0] if views else view


def _regions(view: View) -> list[str]:
    """The regions that the sheets are of: the one that is named, those of the office, of the area, or all."""
    if view.region:
        return [view.region]
    reading = session.public_reading(view.data)
    if view.office and reading is not None:
        return list(session.place_of(view, session.month_of(view, reading), reading).regions or ())
    table = session.facts().regions
    rows = table if view.area == ALL_AREAS else table[table["area"] == view.area]
    return list(rows.loc[rows["scope"] == "core", "code"])


def region_pages(codes: Sequence[str], view: View, order: Order, words: Words) -> list[paper.Sheet]:
    """Two sheets for each of these regions, with what the order asks. Raises OSError."""
    with session.read_with(view.data):
        reading, asks, dated = _reading(view, order), asks_of(order), _dated(order, words)
        return [sheet for code in codes for sheet in region_sheets(code, view, reading, asks, words, dated)]


def branch_pdf(view: View, order: Order, words: Words) -> bytes:
    """The page of the office that the order is of. Raises OSError."""
    with session.read_with(view.data):
        sheet = branch_sheet(view.office, view, _reading(view, order), words, _dated(order, words))
    return paper.sheets_pdf(order.title, [sheet], words.language)


def _reading(view: View, order: Order) -> Reading:
    """The ledger as the public sees it, of the release that the order was made on. Raises OSError where there is none."""
    reading = session.public_reading(view.data, order.release if view.data == order.data else 0)
    if reading is None:
        raise OSError(f"no release {order.release} of {view.data}")
    return reading


def _dated(order: Order, words: Words) -> str:
    """For what the paper is, and when it was made."""
    return words("{title}, dibuat {date}", title=order.title, date=words.date(today()))


def asks_of(order: Order) -> list[Ask]:
    """What the order asks, each once, in the order of its screens."""
    return list(dict.fromkeys(ask for item in order.items for ask in item.asks))
