"""The map of a ledger: which region is behind, by how many people and rupiah, and since when."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data import law
from data.access import why
from data.cube import NOT_KNOWN
from data.digest import reader_of
from data.disclosure import HIDDEN
from data.indicators import FEWEST, Measured, definitions
from data.months import month_end
from data.parsing import each_row
from data.places import ALL_AREAS
from data.queries import Course, Reading
from data.words import Words
from data.workpapers import Workpaper
from geo.classes import CHANCE, Classes
from pages import session, templates, widgets
from pages.charts import show_chart
from pages.map import behind, controls, funnel_plot
from pages.map.exports import filter_names, ledger_export, map_numbers
from pages.map.files import ExportedMap, file_buttons, paper_of
from pages.map.ledger_panel import panel
from pages.map.ledger_values import (
    Question,
    answered,
    everywhere,
    lacks_kecamatan,
    question,
    regions_of,
    whole,
)
from pages.map.painted import Mapped, legend_and_notes, opened_on, painting, undrawn_note
from pages.map.rank import rank
from pages.map.sentence import (
    counted_kecamatan,
    ends_said,
    moved_whole,
    place_said,
    regions_moved,
    sentences,
)
from pages.map.strip import strip
from pages.view import BETWEEN_CODES, OF_AREA, OF_OFFICE, View, on_map

_SIDE_BY_SIDE = 3  # regions of the list that are compared where none is open


def show_ledger_map(box: DeltaGenerator, reading: Reading, view: View, words: Words) -> None:
    """The page, from the question at the top to the table that lets one act; its controls stand in `box`."""
    with box:
        controls.area_switch(words)
        widgets.month_slider(reading, view, words)
        controls.play_button(reading, words)
        controls.chips(view, words)
        narrowing = st.popover(words("Filter"), key="narrowing", on_change="rerun")
        if narrowing.open:
            with narrowing:
                name = f"peta-{view.indicator}-{view.area}-{session.month_of(view, reading)}"
                map_of, paper = partial(_export, reading, view, words), partial(_paper, reading, view, words)
                file_buttons(name, map_of, words, paper)
                own = reader_of(reading.viewer, reading.facts)
                widgets.offer_digest(reading, view.data, own, words, "map_digest")
                controls.compare_choice(reading, view, words)
                controls.narrowing_choices(view, words)
    controls.player(reading)
    _page(reading)


def _export(reading: Reading, view: View, words: Words) -> ExportedMap:
    """The map of this view for its files; in classes of its own month, also while months play."""
    asked = question(view, session.month_of(view, reading))
    shown = answered(asked, reading)
    notes = _notes(asked, reading, shown, words)
    coming = behind.course_of(asked, reading)
    known = coming.result() if coming else None
    heading = heading_of_export(asked, reading, shown, known, words)
    return ledger_export(view, asked, reading, shown, heading=heading, notes=notes, words=words, known=known)


def _paper(reading: Reading, view: View, words: Words) -> Workpaper:
    """The working paper of this view."""
    exported, asked = _export(reading, view, words), question(view, session.month_of(view, reading))
    coming = behind.course_of(asked, reading)
    known = coming.result() if coming else None
    return paper_of(exported, map_numbers(asked, reading, exported.shown, known, words), words)


def heading_of_export(
    asked: Question, reading: Reading, shown: Mapped, known: Course | None, words: Words
) -> tuple[str, str, str]:
    """Title, as-of date and the sentences of the page as one text."""
    title, date, *said = headline_of(asked, reading, shown, known, words, waiting=False)
    return title, date, " ".join(part for part in said if part)


@session.fragment()
def _page(reading: Reading) -> None:
    """A fragment: a switch of indicator or region runs this alone. The map is filled in first."""
    session.follow_request()
    view, words = session.view_on_page(), session.words()
    asked = question(view, session.month_of(view, reading))
    shown = answered(asked, reading, _frozen(asked, reading))
    top = st.container(horizontal=True, vertical_alignment="center", key="head")
    left, right = st.columns([10, 7], gap="small")
    known = behind.known_by_now(asked, reading)
    with left:
        _show_map(view, asked, reading, shown, words)
        _show_changes(asked, reading, words)
    with top:
        controls.ledger_indicator(view, lambda key: _lacking(key, asked, reading), words)
    title, date, answer, lead = headline_of(asked, reading, shown, known, words)
    widgets.page_head(top, title, date, lead, answer=answer)
    with right:
        _offer_regions(view, words)
        _show_beside(view, asked, reading, shown, known, words)
    session.write_view(on_map(view))
    widgets.open_commitment_form(words)
    behind.follow(asked, reading, known, words)


def _frozen(asked: Question, reading: Reading) -> Classes | None:
    """While the months play, the classes of the month that the playing began with."""
    if not st.session_state.get("playing"):
        return None
    key = (asked.indicator, asked.area, asked.filters, asked.scheme, asked.classes, asked.level)
    kept = st.session_state.get("frozen")
    if kept is None or kept[0] != key:
        kept = st.session_state["frozen"] = (key, answered(asked, reading).classes)
    return kept[1]


# -- the headline


@lru_cache(maxsize=256)
def headline_of(
    asked: Question, reading: Reading, shown: Mapped, known: Course | None, words: Words, waiting: bool = True
) -> tuple[str, str, str, str]:
    """Title, as-of date, the sentence that answers where there are targets ("" else), and what else is to be said."""
    target = behind.behind_said(asked, shown, known.shortfall, words, known.brings, waiting) if known else ""
    if asked.compare:
        now, before = words.date(asked.month), words.date(asked.compare)
        date = words("{date} dibanding {before}", date=now, before=before)
        answer = moved_whole(asked, reading, asked.compare, words)
    else:
        date = words("per {date}", date=words.date(month_end(asked.month)))
        answer = _whole_area(asked, reading, words)
    come = reading.received(asked.month, regions_of(asked.area))
    late = "" if come is None else widgets.late_sentence(come, words)
    moved = asked.compare and not asked.level
    regions = regions_moved(asked, reading, asked.compare, words) if moved else _reach(shown, words)
    if target:  # the list tells who is how far from it, so that the ends say nothing more
        regions = []
    if (
        target and asked.about.gap
    ):  # of the whole area people are missing to another target: the two would not compare
        answer = ""
    lead = " ".join(part for part in (answer, late, *regions) if part)
    return asked.about.title[words.language], date, target, lead


def _lacking(indicator: str, asked: Question, reading: Reading) -> tuple[str, ...]:
    """What an indicator is counted from and nobody brought of the area that is looked at."""
    return _lacking_in(indicator, asked.area, asked.month, reading)


@lru_cache(maxsize=4_096)
def _lacking_in(indicator: str, area: str, month: str, reading: Reading) -> tuple[str, ...]:
    return reading.lacking(definitions()[indicator].counted_from, month, regions_of(area))


def _whole_area(asked: Question, reading: Reading, words: Words) -> str:
    if lacking := _lacking(asked.indicator, asked, reading):
        return widgets.not_counted(lacking, words)
    measured = whole(asked, reading, asked.month)
    place = place_said(asked, reading, words)
    if measured is None or measured.value is None:
        return _no_number(measured, asked, place, words)
    value = words.quantity(float(measured.value), measured.unit)
    if measured.numerator is None or measured.denominator is None:
        return words("{place}: {value}.", place=place, value=value)
    above, below = measured.numerator, measured.denominator
    if asked.indicator == "compliance":
        return words(
            "{place}: {value} pemberi kerja wajib patuh; {behind} dari {all} belum.",
            place=place,
            value=value,
            behind=words.number(below - above),
            all=words.number(below),
        )
    return words(
        "{place}: {value} ({above} dari {below}).",
        place=place,
        value=value,
        above=words.number(above),
        below=words.number(below),
    )


def _no_number(measured: Measured | None, asked: Question, place: str, words: Words) -> str:
    """What is said of the whole area where it has no number; why, where that is no secret."""
    if measured is not None and measured.suppressed == NOT_KNOWN:
        reason = why(NOT_KNOWN, words, law.at(asked.month))
        return f"{place}: {reason[:1].lower()}{reason[1:]}."
    return words("{place}: tidak ada angka yang dapat ditampilkan.", place=place)


def _reach(shown: Mapped, words: Words) -> list[str]:
    """Where the values of the regions reach, and how many of them are not told one by one: an end may be among these."""
    ends, joined = ends_said(shown, words), shown.suppressed.count(HIDDEN)
    if shown.level:
        return [counted_kecamatan(shown, words), ends]
    if not ends or not joined:
        return [ends]
    return [ends, words("{n} wilayah lain disembunyikan.", n=joined)]


# -- the map and what stands below it


def _show_map(view: View, asked: Question, reading: Reading, shown: Mapped, words: Words) -> None:
    paint = painting(view, shown, words, widgets.page_theme(view.display))
    widgets.show_map_frame(paint, "map", widgets.MAP_HEIGHT, controls.open_place)
    st.html(legend_and_notes(paint, _notes_below(asked, reading, shown, words), words))
    if not shown.level:
        if (values := strip(shown, view.region, words)) is not None:
            show_chart(values, "strip", words, listed=True)
        funnel_plot.panel(shown, everywhere(asked, reading), view.region, words)


def _notes_below(asked: Question, reading: Reading, shown: Mapped, words: Words) -> list[str]:
    """What one must know to read the map, with what the page alone has to say of it."""
    notes = _notes(asked, reading, shown, words)
    if st.session_state.get("playing"):
        notes.append(words("Batas kelas tetap selama diputar."))
    return notes


def _notes(asked: Question, reading: Reading, shown: Mapped, words: Words) -> list[str]:
    """What one must know to read the colours, on the page and on paper."""
    undrawn = undrawn_note(asked.area, words, fine=bool(shown.level))
    return [note for note in (undrawn, *_notes_of(asked, reading, shown, words)) if note]


@lru_cache(maxsize=256)
def _notes_of(asked: Question, reading: Reading, shown: Mapped, words: Words) -> tuple[str, ...]:
    """Those that hang on the release and the reader alone, whatever boundaries are drawn."""
    unchecked = widgets.unchecked_note(asked.about, reading, asked.month, regions_of(asked.area), words)
    level, key = ("all", "") if asked.area == ALL_AREAS else ("area", asked.area)
    doubt = widgets.doubt_text(asked.about, reading, asked.month, level, key, words, asked.filters)
    due = widgets.due_note(asked.about, asked.month, words)
    resting = widgets.rests_note(asked.about.rests_on, asked.month, words)
    notes = [note for note in (unchecked, due, resting) if note]
    if doubt and not asked.compare:
        notes.append(words("{area}: {said}.", area=place_said(asked, reading, words), said=doubt))
    if asked.compare:
        notes.append(_colours_of_differences(asked, words))
    if asked.scheme == CHANCE and "side" not in shown.rows and funnel_plot.applies(asked.about):
        notes.append(
            words("Kurang dari {n} wilayah diketahui, jadi tidak dinilai mana yang beda nyata.", n=FEWEST)
        )
    notes += widgets.not_shown(shown.rows["suppressed"], asked.month, words, fine=bool(shown.level))
    notes += _joint_note(shown, words)
    if asked.filters:
        names = filter_names(words)
        what = ", ".join(
            f"{names[name]} {values[0] or words('belum diketahui')}" for name, values in asked.filters
        )
        notes.append(words("Filter: {what}.", what=what))
    return tuple(notes)


def _joint_note(shown: Mapped, words: Words) -> list[str]:
    """What those have together that are not told one by one, and those of no known kecamatan, so that nobody is left out."""
    notes = []
    if one := shown.joint:
        told = {"n": words.number(one.count), "value": words.quantity(one.value, shown.said_in)}
        if shown.level:
            notes.append(words("{n} kecamatan itu bersama-sama: {value}.", **told))
        else:
            notes.append(words("{n} wilayah itu bersama-sama: {value}.", **told))
    if one := shown.unplaced:
        notes.append(
            words("Kecamatan belum diketahui: {value}.", value=words.quantity(one.value, shown.said_in))
        )
    return notes


def _colours_of_differences(asked: Question, words: Words) -> str:
    """What the two colours of a difference mean, which says nothing of whether it is more than chance."""
    if asked.about.polarity == "low_good":
        return words(
            "Warna menunjukkan selisih, juga yang dalam batas kebetulan: ungu di bawah nol, jingga di atas."
        )
    return words(
        "Warna menunjukkan selisih, juga yang dalam batas kebetulan: ungu di atas nol, jingga di bawah."
    )


def _show_changes(asked: Question, reading: Reading, words: Words) -> None:
    """What changed since the month before, or since the month that is compared with."""
    before = [month for month in reading.months if month < asked.month]
    since = asked.compare or (before[-1] if before else "")
    if not since or st.session_state.get("playing"):
        return
    heading = words("Yang berubah sejak {date}", date=words.date(since))
    if changes := sentences(asked, reading, since, words):
        st.html(templates.render("map_changes", heading=heading, sentences=changes))


def _offer_regions(view: View, words: Words) -> None:
    """Where kecamatan are asked for of what is known of regions alone: that, and the way to the regions."""
    if lacks_kecamatan(view):
        st.info(
            words(
                "Indikator ini tidak ada per kecamatan: penduduk bekerja diketahui per kabupaten dan kota saja. "
                "Yang tampil: kabupaten dan kota. Untuk kecamatan pilih indikator lain."
            )
        )
        st.button(
            words("Pakai tingkat kabupaten dan kota"),
            key="to_regions",
            on_click=controls.choose_level,
            args=("",),
        )


def _show_beside(
    view: View, asked: Question, reading: Reading, shown: Mapped, known: Course | None, words: Words
) -> None:
    opened = _opened(view, asked, reading, shown)
    if opened is None:
        rank(shown, words, controls.open_place, known)
        _show_received(asked, reading, words)
        _work_links(view, _first_of_list(shown, known, words), words)
        return
    of, inside, row = opened
    with st.container(key="opened", gap="xsmall"):
        controls.way_back(row.code, words)
        panel(row, of, reading, inside, words, None if of.level != asked.level else known)
        if of.level:
            controls.region_button(row.region, words)
        widgets.commitment_button(reading, view.data, reading.months[-1], row.code[:5], words)
    _show_received(asked, reading, words)
    _work_links(view, session.with_beside(view, view.region), words, kecamatan=row.code if of.level else "")


def _first_of_list(shown: Mapped, known: Course | None, words: Words) -> str:
    """The first regions of the list, to stand side by side: the furthest behind where there are targets.

    Kecamatan are not put side by side.
    """
    if shown.level:
        return ""
    codes = behind.gaps_listed(shown, known, words) if known else list(shown.known["code"])
    return BETWEEN_CODES.join(list(codes)[:_SIDE_BY_SIDE])


def _opened(
    view: View, asked: Question, reading: Reading, shown: Mapped
) -> tuple[Question, Mapped, Any] | None:
    """The row of what is open, with the question and the answer that it is of; None where nothing is.

    At the level of kecamatan a region may be open too, which has a row of its own.
    """
    if not (code := opened_on(view, shown)):
        return None
    of = asked if code in set(shown.rows["code"]) else replace(asked, level="")
    inside = shown if of == asked else answered(of, reading)
    found = inside.rows[inside.rows["code"] == code]
    return (of, inside, next(each_row(found))) if len(found) else None


def _work_links(view: View, beside: str, words: Words, kecamatan: str = "") -> None:
    """The ways to the pages of work, of the region or kecamatan that is open, or of the area; `beside` is compared."""
    # The map counts everybody in a region, or those of the office that it is narrowed to: so do the pages it opens.
    scope = OF_OFFICE if view.office else OF_AREA
    label, pages = words("Halaman kerja:"), list(session.WORK_PAGES)
    parts = {"beside": beside, **({"region": kecamatan[:5]} if kecamatan else {})}
    session.page_links(words, label, pages, "map_links", kecamatan=kecamatan, page=1, scope=scope, **parts)


def _show_received(asked: Question, reading: Reading, words: Words) -> None:
    """Which offices of the area have sent the month, in a closed list; nothing where all of them have."""
    come = reading.received(asked.month, regions_of(asked.area))
    if come is None or not come.late:
        return
    counts = {"late": words.number(len(come.late)), "n": words.number(len(come.offices))}
    label = words("Belum mengirim: {late} dari {n} kantor", **counts)
    every = st.expander(label, key="received", on_change="rerun")
    if every.open:
        every.html(widgets.received_table(come, words))
