"""What stands at the head and foot of every page."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.months import month_end
from data.words import LANGUAGES, Words
from pages import session, templates
from pages.session import Place
from pages.widgets.account import account_button
from pages.widgets.adding import add_screen, makes_screen
from pages.widgets.received import received_note

_share = templates.component("share", template="widgets_share")
# More letters than these do not fit in one line of the headline on a laptop: they are written smaller, in two lines
# that take the place of the one.
_ONE_LINE = 140


def address_warnings(words: Words) -> None:
    """What in the address could not be followed, in the reader's language."""
    for problem in session.address_problems():
        st.warning(templates.plain(words.explain(problem)))


def page_head(
    place: DeltaGenerator, title: str, note: str, lead: str, counts: session.Counts = (), answer: str = ""
) -> None:
    """The sentence that answers the page's question, and in the line below it what is counted, where and when.

    `answer` is that sentence, and `lead` what else is to be said; without an `answer` it is `lead`. `counts` says of
    the numbers what they count. The title stands in the line below, as the heading of the page.
    """
    first, rest = (answer, lead) if answer else (lead, "")
    long = len(first) > _ONE_LINE
    place.html(
        templates.render(
            "widgets_head", title=title, note=note, lead=rest, counts=counts, answer=first, long=long
        )
    )


def place_note(place: Place, words: Words) -> str:
    """What stands beside the title of a page that counts: where, when, whose employers, and who has not sent the month."""
    name, whose, date = place.name(words), whose_note(place, words), words.date(month_end(place.month))
    # A deputy's office is named among those whose employers are counted: the line has no room for it twice.
    is_named = place.level == "office" and name in whose
    where = (
        words("per {date}", date=date) if is_named else words("{place}, per {date}", place=name, date=date)
    )
    late = received_note(place.reading, place.month, place.regions, words)
    return " · ".join(part for part in (where, whose, late) if part)


def whose_note(place: Place, words: Words) -> str:
    """Whose employers are counted, and for a deputy which offices no kanwil is known of."""
    left_out = session.without_kanwil_said(place.whose, place.reading.viewer, words)
    return f"{place.whose_said(words)}. {left_out}" if left_out else place.whose_said(words)


def named_note(place: Place, words: Words) -> None:
    """Says of which part of those counted the rows below are, where it is not all of them."""
    named = place.named
    if named is not None and named != place:
        said = named.whose_said(words)
        st.caption(
            words(
                "Baris di bawah ini hanya {whose}: yang dibina kantor lain dihitung di atas, tanpa nama.",
                whose=said[:1].lower() + said[1:],
            )
        )


def page_tools(words: Words, data: str, page: str) -> None:
    """Account, role, language, projector theme, share and briefing; the style sheet sets them beside the navigation of `page`.

    The role is asked for where the page reads other `data` than published figures, which are the same for everybody,
    and never on a projector, which shows what the public may see.
    """
    with st.container(key="tools", horizontal=True, vertical_alignment="center", gap="small"):
        display = st.session_state["view"].display
        roles = bool(data) and not display
        if session.signs_in():
            account_button(words, roles)
        elif roles:
            session.role_chooser(words)
        _language(words)
        st.session_state["w_projector"] = bool(display)
        st.toggle(words("Proyektor"), key="w_projector", on_change=_projector)
        _share_button(words, display, roles or session.signs_in(), page if makes_screen(page, data) else None)


def language_tool(words: Words) -> None:
    """The language alone, where the reader may see nothing else."""
    with st.container(key="tools", horizontal=True, vertical_alignment="center", gap="small"):
        _language(words)
        _share_button(words, "", False, None)


def _language(words: Words) -> None:
    st.segmented_control(
        words("Bahasa"),
        LANGUAGES,
        required=True,
        format_func=str.upper,
        label_visibility="collapsed",
        **session.bound_widget("language"),
    )


def _projector() -> None:
    session.change_view(display="proyektor" if st.session_state["w_projector"] else "")


def _share_button(words: Words, display: str, roles: bool, page: str | None) -> None:
    """A button that copies the address; where the browser forbids that, the address to copy by hand.

    Beside it the one that adds the page (its address, None for one that makes no screen) to a running order.

    It also tells the page its language and theme, which only a script can, whether the role may be chosen beside it, and
    what paper says of rows that it leaves out; and it names Streamlit's own link in the language.
    """
    _share(
        data={
            "label": words("Salin alamat"),
            "choices": words("Pilihan"),
            "done": words("Alamat tersalin"),
            "manual": words("Salin alamat ini:"),
            "skip": words("Langsung ke isi halaman"),
            "language": words.language,
            "rest": words("… dan {n} lagi: di layar"),
            "display": display,
            "roles": roles,
            "add": "" if page is None else words("+ Paparan"),
            "adds": words("Tambah ke paparan"),
        },
        key="share",
        width="content",
        on_add_change=lambda: add_screen(page or "", words),
    )


# What a page reads -> where its numbers are from. Beside those of a ledger stand others that somebody published.
_ORIGINS = {
    "": "Angka diambil dari berita dan laman publik sebagaimana terbit, dengan tanggal dan catatannya; bukan data resmi "
    "BPJS Ketenagakerjaan.",
    "simulasi": "Semua pemberi kerja, pekerja, kasus, dan rupiahnya dibuat-buat (simulasi), bukan data resmi BPJS "
    "Ketenagakerjaan. Penyebut BPS, target, kantor, kesepakatan, kegiatan, dan yang disebut data publikasi nyata, dari "
    "sumber yang disebutkan.",
    "sendiri": "Angka dihitung dari data yang dimuat sendiri. Penyebut BPS, target, kantor, kesepakatan, kegiatan, dan "
    "yang disebut data publikasi dari sumber yang disebutkan.",
}


def origin(data: str, words: Words) -> str:
    """Where the numbers of a page or a file are from that reads `data` (as `View.data`)."""
    return words(_ORIGINS[data])


# The same where there is little room, below a picture.
_IN_SHORT = {
    "": "Dari berita dan laman publik, bukan data resmi.",
    "simulasi": "Simulasi: pemberi kerja dan angkanya dibuat-buat.",
    "sendiri": "Dihitung dari data yang dimuat sendiri.",
}


def origin_in_short(data: str, words: Words) -> str:
    """Where the numbers are from, in a few words for the foot of a picture."""
    return words(_IN_SHORT[data])


def page_footer(words: Words, data: str | None = None) -> None:
    """What this is and is not, on every page, and where its numbers are from; `data` where the view does not say it."""
    about = words("Peta Patuh menggambarkan BPJS Ketenagakerjaan, bukan BPJS Kesehatan.")
    source = origin(session.data_in_view() if data is None else data, words)
    st.html(
        templates.render("widgets_foot", text=f"{about} {source} {session.own_facts_note(words)}".strip())
    )
