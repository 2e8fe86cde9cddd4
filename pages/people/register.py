"""The register in an editor: changed, checked, published as a release, and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from data.access import ROLES
from data.people import BadPerson, People, Person, checked_person
from data.words import Problem, Words
from pages import session, signin, templates
from pages.people.names import role_said

_GIVEN, _SAID, _TURN = "people_given", "people_said", "people_turn"
_COLUMNS = ("account", "role", "offices", "since", "until", "out")
# The buttons below it stand on the first screen of a laptop.
_HEIGHT = 320


def show_register(words: Words) -> None:
    """The editor, what publishing would change, and the buttons. An edit is gone when the page is left: nothing counts
    before it is published.
    """
    people = signin.people()
    on, rows = _given(people)
    release = people.release()
    newest = release.number if release else 0
    if said := st.session_state.pop(_SAID, ""):
        st.html(templates.render("intake_card", kind="peta-done", title=said, note="", lines=[]))
    if on != newest:
        st.warning(
            words(
                "Daftar ini sudah diubah orang lain sejak Anda membukanya. Buang perubahan untuk melihat yang baru."
            )
        )
    edited = st.data_editor(
        rows,
        key=f"people_editor_{st.session_state.get(_TURN, 0)}_{words.language}",
        num_rows="dynamic",
        hide_index=True,
        height=_HEIGHT,
        placeholder="–",
        column_config=_columns(words),
    )
    persons, problem = _read(edited)
    before = people.every()
    lines = [] if problem else _differences(before, persons, words)
    st.html(templates.note(_state(lines, problem, words)))
    if lines and not problem:
        st.html(
            templates.render(
                "intake_card", kind="peta-own", title=words("Bila diterbitkan"), note="", lines=lines
            )
        )
    _buttons(people, persons, on, ready=bool(lines) and problem is None and on == newest, words=words)


def _given(people: People) -> tuple[int, pd.DataFrame]:
    """The release that was opened, and its rows: the same until it is published or dropped."""
    kept = st.session_state.get(_GIVEN)
    if kept is None:
        release = people.release()
        persons = people.of(release).values()
        kept = (
            release.number if release else 0,
            pd.DataFrame([_row(one) for one in persons], columns=list(_COLUMNS)),
        )
        st.session_state[_GIVEN] = kept
    return kept


def _row(person: Person) -> dict[str, Any]:
    return {
        "account": person.account,
        "role": person.role,
        "offices": list(person.offices),
        "since": person.since,
        "until": person.until,
        "out": person.out,
    }


def _columns(words: Words) -> dict[str, Any]:
    column = st.column_config
    offices = [*session.kanwil(), *session.branches()]
    return {
        "account": column.TextColumn(
            words("Akun"),
            required=True,
            width=280,  # pixels: on a phone the role begins in sight beside it
            help=words("Alamat surel atau nama pengguna, seperti yang dikenal penyedia akun."),
        ),
        "role": column.SelectboxColumn(
            words("Peran"),
            required=True,
            options=list(ROLES),
            format_func=lambda role: role_said(str(role), words),
        ),
        "offices": column.MultiselectColumn(
            words("Kantor"),
            options=offices,
            format_func=session.area_name,
            accept_new_options=False,
            width="large",
        ),
        "since": column.DateColumn(words("Sejak"), format="YYYY-MM-DD"),
        "until": column.DateColumn(words("Sampai"), format="YYYY-MM-DD"),
        "out": column.CheckboxColumn(
            words("Dicabut"),
            default=False,
            help=words("Dicentang: akun ini tidak punya peran lagi, juga yang sedang masuk."),
        ),
    }


def _read(edited: pd.DataFrame) -> tuple[list[Person], Problem | None]:
    """The persons as they were typed, and what is wrong with the first row that is."""
    facts, persons = session.facts_of("sendiri"), []
    for number, row in enumerate(edited.to_dict("records"), start=1):
        try:
            persons.append(checked_person(_person({str(key): value for key, value in row.items()}), facts))
        except BadPerson as problem:
            return [], Problem("Baris {row}: {reason}", row=number, reason=problem)
    return persons, None


def _person(row: Mapping[str, Any]) -> Person:
    offices = (
        row["offices"] if isinstance(row["offices"], Sequence) and not isinstance(row["offices"], str) else ()
    )
    return Person(
        _text(row["account"]),
        _text(row["role"]),
        tuple(map(str, offices)),
        _day(row["since"]),
        _day(row["until"]),
        bool(row["out"] is True),
    )


def _text(value: Any) -> str:
    """What was typed; "" in a row that was only begun."""
    return value if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def _differences(before: Mapping[str, Person], persons: Sequence[Person], words: Words) -> list[str]:
    """What would change, one line a person."""
    after = {person.account: person for person in persons}
    lines = [words("baru: {who}", who=_said(one, words)) for key, one in after.items() if key not in before]
    lines += [
        words("hilang: {who}", who=_said(one, words)) for key, one in before.items() if key not in after
    ]
    lines += [
        words("berubah: {who}, tadinya {was}", who=_said(one, words), was=_said(before[key], words))
        for key, one in after.items()
        if key in before and before[key] != one
    ]
    return lines


def _said(person: Person, words: Words) -> str:
    """A person in a line."""
    parts = [role_said(person.role, words), *map(session.area_name, person.offices)]
    parts += [words("sejak {date}", date=words.date(person.since))] if person.since else []
    parts += [words("sampai {date}", date=words.date(person.until))] if person.until else []
    parts += [words("dicabut")] if person.out else []
    return f"{person.account} ({', '.join(parts)})"


def _state(lines: Sequence[str], problem: Problem | None, words: Words) -> str:
    if problem is not None:
        return words.explain(problem)
    if not lines:
        return words(
            "Belum ada perubahan. Ubah selnya, klik baris abu-abu di bawah untuk menambah orang, atau centang Dicabut."
        )
    return words("{n} orang berubah bila diterbitkan.", n=words.number(len(lines)))


def _buttons(people: People, persons: Sequence[Person], on: int, *, ready: bool, words: Words) -> None:
    with st.container(horizontal=True, key="people_buttons"):
        pressed = st.button(
            words("Terbitkan"),
            key="people_publish",
            type="primary" if ready else "secondary",
            disabled=not ready,
        )
        if st.button(words("Buang perubahan"), key="people_drop"):
            _begin_anew("")
        undoing = st.button(words("Batalkan rilis terakhir"), key="people_undo", disabled=on < 2)
    if not session.viewer().may_publish:
        return
    if pressed and ready:
        _publish(people, persons, on, words)
    elif undoing:
        _undo(people, on, words)


def _publish(people: People, persons: Sequence[Person], on: int, words: Words) -> None:
    try:
        _keep_oneself(persons)
        release = people.publish(
            persons,
            session.facts_of("sendiri"),
            title=words("Daftar orang"),
            viewer=session.viewer(),
            on=on,
        )
    except Problem as problem:
        st.error(templates.plain(words.explain(problem)))
        return
    session.record("people", f"orang {release.number}")
    _begin_anew(words("Rilis {n} terbit; berlaku sekarang juga.", n=words.number(release.number)))


def _undo(people: People, on: int, words: Words) -> None:
    """Back to the release before; whoever presses it stays a steward, or nobody could press it again."""
    before = people.history()
    try:
        last = people.release()
        target = next(one for one in before if last and one.number == last.number - 1)
        _keep_oneself(list(people.of(target).values()))
        release = people.undo(viewer=session.viewer(), on=on)
    except Problem as problem:
        st.error(templates.plain(words.explain(problem)))
        return
    session.record("people", f"orang {release.number}")
    _begin_anew(words("Rilis {n} dibatalkan.", n=words.number(on)))


def _keep_oneself(persons: Sequence[Person]) -> None:
    """Nobody takes the steward's role from themselves by mistake. Raises BadPerson."""
    account = session.account()
    own = {person.account: person for person in persons}.get(account)
    was = signin.people().every().get(account)
    if was is None or was.role != "pengelola":  # a steward by a group of the provider, or nobody signs in
        return
    if own is None or own.out or own.role != "pengelola" or own.until or own.since:
        raise BadPerson(
            "Peran Anda sendiri tidak bisa dikurangi dari sini. Minta pengelola lain melakukannya."
        )


def _begin_anew(said: str) -> None:
    st.session_state.pop(_GIVEN, None)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.session_state[_SAID] = said
    st.rerun()
