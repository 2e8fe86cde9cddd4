"""The form that keeps a commitment: who, what, until when, and on which number, if on one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from data.clock import today
from data.commitments import AT_LEAST, AT_MOST, Commitment, Condition, Promise, condition_of_change
from data.indicators import definitions
from data.months import month_end, month_index, month_text
from data.queries import Reading
from data.words import Problem, Words
from pages import session, templates

_NONE = ""
# How the number is stated.
_FALL, _RISE, _LEAST, _MOST = "turun", "naik", "paling_sedikit", "paling_banyak"
_WAYS = {
    _FALL: "turun sebanyak",
    _RISE: "naik sebanyak",
    _LEAST: "menjadi paling sedikit",
    _MOST: "menjadi paling banyak",
}
_MONTHS_AHEAD = 24
_AGENCIES = ("DPMPTSP", "Disnaker", "Kejari", "Polres", "DPRD")


def commitment_button(reading: Reading, data: str, month: str, region: str, words: Words) -> None:
    """The button that opens the form, for a meeting of a region ("" of several); none for who may note nothing."""
    if reading.viewer.names_employers:
        st.button(
            words("Catat komitmen"),
            key=f"promise_{region}",
            icon=":material/handshake:",
            on_click=_open,
            args=(reading, data, month, region, words),
        )


def follow_up_button(earlier: Commitment, reading: Reading, data: str, month: str, words: Words) -> None:
    """The button that opens the form for a commitment that goes on from an earlier one, which stays as it is."""
    if reading.viewer.names_employers:
        st.button(
            words("Catat lanjutannya"),
            key="promise_follow",
            on_click=_open,
            args=(reading, data, month, earlier.region, words, earlier),
        )


def _open(
    reading: Reading, data: str, month: str, region: str, words: Words, earlier: Commitment | None = None
) -> None:
    st.session_state["promise_open"] = (reading, data, month, region, earlier)
    if earlier is not None:
        st.session_state["promise_agency"] = earlier.agency
        st.session_state["promise_office"] = earlier.office


def open_commitment_form(words: Words) -> None:
    """Show the form where somebody has asked for it, or that one was kept; at the end of a page."""
    if agency := st.session_state.pop("promise_kept", ""):
        st.toast(words("Komitmen {agency} tercatat.", agency=templates.plain(agency)))
    asked = st.session_state.pop("promise_open", None)
    if asked is not None:
        reading, data, month, region, earlier = asked
        show = st.dialog(words("Catat komitmen"), width="medium")(_form)
        show(reading, data, month, region, earlier, words)


def _form(
    reading: Reading, data: str, month: str, region: str, earlier: Commitment | None, words: Words
) -> None:
    """The fields; kept with one press, or said what is wrong."""
    if earlier is not None:
        said = words("Melanjutkan: {agency}: {what}", agency=earlier.agency, what=earlier.what)
        st.html(templates.note(said))
    agency = st.selectbox(
        words("Instansi"),
        _agencies(region, words),
        index=None,
        accept_new_options=True,
        key="promise_agency",
        placeholder=words("pilih atau tulis"),
    )
    office = st.text_input(
        words("Jabatan yang berjanji (bukan nama orang)"), key="promise_office", max_chars=120
    )
    what = st.text_input(
        words("Yang dijanjikan (tanpa nama pemberi kerja)"), key="promise_what", max_chars=400
    )
    asked = _measure(reading, region, words)
    due = _due(month, asked.indicator, words)
    meeting, held = _meeting(words)
    if st.button(words("Simpan"), key="promise_keep", type="primary"):

        def promise() -> Promise:
            return Promise(
                agency=agency or "",
                office=office,
                what=what,
                due=due,
                meeting=meeting,
                meeting_on=held,
                condition=asked.condition(reading, region, month),
                region=region,
                follows=earlier.id if earlier else "",
            )

        _keep(promise, reading, data, words)


def _meeting(words: Words) -> tuple[str, date]:
    """At which meeting it was promised, and on which day."""
    left, right = st.columns(2)
    with left:
        name = st.text_input(words("Rapat"), words("Rapat Forkopimda"), key="promise_meeting", max_chars=160)
    with right:
        held = st.date_input(words("Tanggal rapat"), today(), max_value=today(), key="promise_held")
    return name, held


def _keep(promise: Callable[[], Promise], reading: Reading, data: str, words: Words) -> None:
    """Put it on record, and close the form; or say what is wrong, and leave what was written."""
    try:
        kept = session.commitments(data).add(promise(), reading, today())
    except Problem as problem:
        st.error(templates.plain(words.explain(problem)))
    except OSError:
        st.error(words("Penyimpanan tidak dapat ditulis. Komitmen ini belum dicatat; coba lagi."))
    else:
        st.session_state["promise_kept"] = kept.agency  # what is said before a run ends early is lost
        st.rerun()


def _agencies(region: str, words: Words) -> list[str]:
    """The agencies of a region by the names that they have there, and the government first."""
    if not region:
        return list(_AGENCIES)
    table = session.facts().regions.set_index("code")
    short = str(table.at[region, "short"])
    government = "Pemkot" if table.at[region, "kind"] == "kota" else "Pemkab"
    bare = short.removeprefix("Kab. ").removeprefix("Kota ")
    return [f"{government} {bare}", *(f"{one} {bare}" for one in _AGENCIES)]


@dataclass(frozen=True)
class _Asked:
    """What is asked of a number; `indicator` "" where nothing is."""

    indicator: str
    way: str = _LEAST
    amount: float = 0.0

    def condition(self, reading: Reading, region: str, month: str) -> Condition | None:
        """The condition, at the region of the meeting. Raises BadCommitment."""
        if not self.indicator:
            return None
        level = "region" if region else "all"
        about = definitions()[self.indicator]
        amount = self.amount if about.unit in ("percent", "months") else int(self.amount)
        if self.way in (_FALL, _RISE):
            change = -amount if self.way == _FALL else amount
            return condition_of_change(
                reading, indicator=self.indicator, level=level, key=region, change=change, month=month
            )
        sense = AT_MOST if self.way == _MOST else AT_LEAST
        return Condition(self.indicator, level, region, sense, amount)


def _measure(reading: Reading, region: str, words: Words) -> _Asked:
    """The indicator that judges it, how its number is stated, and the number."""
    level = "region" if region else "all"
    offered = [
        key
        for key, one in session.measured_indicators().items()
        if not one.by and level in one.levels and not one.gap
    ]
    indicator = st.selectbox(
        words("Ukuran"),
        [_NONE, *offered],
        format_func=lambda key: (
            definitions()[key].title[words.language] if key else words("tanpa angka: selesai atau belum")
        ),
        key="promise_indicator",
    )
    if not indicator:
        return _Asked("")
    left, right = st.columns([1, 1])
    with left:
        way = st.selectbox(
            words("Dijanjikan"), list(_WAYS), format_func=lambda one: words(_WAYS[one]), key="promise_way"
        )
    with right:
        unit = definitions()[indicator].unit
        whole = unit not in ("percent", "months")
        said = words.unit("points" if unit == "percent" and way in (_FALL, _RISE) else unit)
        amount = st.number_input(
            words("Angka ({unit})", unit=said),
            min_value=0 if whole else 0.0,
            step=1 if whole else 0.5,
            key=f"promise_amount_{'whole' if whole else 'part'}",
        )
    return _Asked(indicator, way, float(amount))


def _due(month: str, indicator: str, words: Words) -> date:
    """The last day: the end of a month where a number is judged, since numbers are known of the ends of months."""
    if not indicator:
        return st.date_input(words("Tenggat"), month_end(_later(month, 3)), key="promise_due")
    months = [_later(month, ahead) for ahead in range(1, _MONTHS_AHEAD + 1)]
    chosen = st.selectbox(
        words("Tenggat, akhir bulan"), months, index=2, format_func=words.date, key="promise_due_month"
    )
    return month_end(chosen)


def _later(month: str, ahead: int) -> str:
    return month_text(month_index(month) + ahead)
