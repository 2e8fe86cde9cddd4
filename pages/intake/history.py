"""What was published from which file, by whom and when, with its mapping and answers, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.intake import history, is_told, own_run, take_back
from data.store import Release
from data.words import Sentence, Words
from pages import digest, session, templates
from pages.intake import desk
from pages.intake.names import FIELDS
from pages.intake.undoing import lost_by_undo

_BY: Mapping[str, str] = {"cabang": "Kantor cabang", "pengelola": "Pengelola data"}
_MOST = 20
Entry = tuple[Release, Mapping[str, Any]]


def show_history(words: Words) -> None:
    """The releases, newest first; each opens to its details."""
    entries = history(desk.store())
    if not entries:
        st.html(
            templates.note(
                words(
                    "Belum ada yang terbit. Yang pertama biasanya daftar pemberi kerja, lalu iuran per bulan."
                )
            )
        )
        return
    st.subheader(words("Sudah terbit"))
    heads = [words(head) for head in ("Rilis", "Terbit", "Berkas", "Jumlah baris", "Oleh", "Sidik")]
    valid, viewer = desk.in_force(), session.viewer()
    releases = [
        (_row(entry, valid, words), _details(entry, words))
        if is_told(entry, viewer)
        else (_untold(entry, words), [])
        for entry in entries[:_MOST]
    ]
    st.html(templates.render("intake_history", heads=heads, releases=releases))
    if len(entries) > _MOST:
        said = words("Yang tampil {most} terbaru dari {count} rilis.", most=_MOST, count=len(entries))
        st.html(templates.note(said))
    _undo(own_run(entries, viewer), words)


def _untold(entry: Entry, words: Words) -> list[str]:
    """A release of somebody else: that it is there, and when."""
    release, _ = entry
    return [
        words("Rilis {number}", number=release.number),
        session.said_time(release.at, words),
        words("dari kantor lain"),
        "",
        "",
        "",
    ]


def said_file(entry: Entry, words: Words) -> str:
    """What a release was made from: a file, an edit of the facts, or an undo."""
    release, details = entry
    if release.entry.kind == "undo":
        return words("pembatalan: kembali ke nomor {number}", number=release.points_to)
    return str(details.get("file") or release.entry.title)


def _row(entry: Entry, valid: frozenset[int], words: Words) -> list[str]:
    release, details = entry
    file = said_file(entry, words)
    if release.entry.kind != "undo" and release.number not in valid:
        file = words("{file} (sudah dibatalkan)", file=file)
    role = str(details.get("role") or release.entry.role)
    return [
        words("Rilis {number}", number=release.number),
        session.said_time(release.at, words),
        file,
        words.number(details["rows"]) if "rows" in details else "",
        words(_BY[role]) if role in _BY else "",
        str(details.get("digest", ""))[:8],
    ]


def _details(entry: Entry, words: Words) -> list[tuple[str, str]]:
    """Office, whole digest, mapping and answers of the file of a release; nothing of one that is of no file."""
    _, details = entry
    if "file" not in details:
        return []
    mapping = [
        f"{heading} → {words(FIELDS.get(field, field))}" for heading, field in details["mapping"].items()
    ]
    answers = [said_answer(answer, words) for answer in details["answers"]]
    return [
        (words("Kantor"), session.area_name(str(details["office"]))),
        (words("Sidik (SHA-256)"), str(details["digest"])),
        (
            words("Tidak ikut"),
            words(
                "{count} baris (salah, menunggu jawaban, kembar, atau dilewati)",
                count=words.number(details["left_out"]),
            ),
        ),
        (words("Pemetaan"), "; ".join(mapping) or "–"),
        (words("Jawaban"), "; ".join(f"{ask} {answer}" for ask, answer in answers) or "–"),
    ]


def said_answer(answer: Mapping[str, Any], words: Words) -> tuple[str, str]:
    """A question that was answered, and the answer, in the reader's language where it was kept in a form for it."""
    told = answer.get("told") or {"ask": answer.get("ask", answer.get("code")), "answer": answer["answer"]}
    return words.say(Sentence.of_json(told["ask"])), words.say(Sentence.of_json(told["answer"]))


def _undo(entries: Sequence[Entry], words: Words) -> None:
    """Choose a release to go back to before, see what would be lost, and go; nothing where the newest is another's."""
    if not entries:
        return
    numbers = [release.number for release, _ in entries[:_MOST]]
    named = {release.number: (release, details) for release, details in entries}
    with st.expander(words("Batalkan rilis"), key="intake_undo_box", on_change="rerun") as box:
        if not box.open:
            return
        chosen = st.selectbox(
            words("Kembali ke sebelum rilis"),
            numbers,
            key="intake_undo_number",
            format_func=lambda number: (
                f"{words('Rilis {number}', number=number)} · {said_file(named[number], words)}"
            ),
        )
        lost = [entry for entry in entries if entry[0].number >= chosen]
        said = [f"{words('Rilis {number}', number=one[0].number)} ({_who(one, words)})" for one in lost]
        lines = [words("Yang tidak berlaku lagi: {lost}. Rilisnya tetap tersimpan.", lost="; ".join(said))]
        lines += lost_by_undo(desk.store(), int(chosen), session.viewer(), words)
        st.warning("\n\n".join(map(templates.plain, lines)))
        st.button(
            words("Batalkan"),
            key="intake_undo_now",
            type="primary",
            on_click=_go_back,
            args=(int(chosen), numbers[0]),
        )


def _who(entry: Entry, words: Words) -> str:
    """A release in a few words: its file, its rows and its office."""
    _, details = entry
    parts = [said_file(entry, words)]
    if "rows" in details:
        parts.append(words("{count} baris", count=words.number(details["rows"])))
    if "office" in details:
        parts.append(session.area_name(str(details["office"])))
    return ", ".join(parts)


def _go_back(number: int, on: int) -> None:
    """Go back to before a release, if everything since is still this reader's own."""

    def go() -> None:
        undone = take_back(desk.store(), number, session.viewer(), on=on)
        session.record("undone", f"sendiri {undone.number}")
        digest.begin(session.embedded_facts())

    session.refusing(go)
