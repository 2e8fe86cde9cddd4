"""Questions that only a person can answer: a card each, with the rows that wait and the choices in a row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.intake import Draft, Question, Report
from data.words import Words
from pages import session, templates
from pages.intake import desk

_MOST_ROWS = 6
# What intake calls the table of an HTML file, which has no name that its reader would know.
_HTML = "table"
# What is accepted as a written answer, by what is asked for.
_WRITTEN: Mapping[str, str] = {
    "blth": "bulan dan tahun, misalnya Jul 2026",
    "year": "tahun, misalnya 2026",
    "payer": "APBD, APBDes, CSR, DBH sawit, atau sendiri",
}


def show_questions(draft: Draft, report: Report, words: Words) -> None:
    """A card for each question that a person has to decide on, those that something waits for until they are answered
    first: a card stays where it is when it is answered.

    What the memory has answered, and what has one way alone, is told in one line that can be opened.
    """
    questions = sorted(report.findings.questions, key=lambda question: not question.holds_something)
    decided = [one for one in questions if len(one.choices) == 1]
    remembered = [one for one in questions if one not in decided and _from_memory(draft, one)]
    asked = [one for one in questions if one not in decided and one not in remembered]
    if asked:
        note = words("jawaban diingat untuk bulan depan")
        st.html(templates.render("intake_part", title=words("Pertanyaan"), note=note))
    for number, question in enumerate(asked, 1):
        _card(draft, number, question, words)
    if remembered:
        label = words("{count} pertanyaan dijawab dari ingatan", count=len(remembered))
        with st.expander(label, key="intake_remembered"):
            for number, question in enumerate(remembered, len(asked) + 1):
                _card(draft, number, question, words)
    if decided:
        st.html(_told(decided, words))


def _from_memory(draft: Draft, question: Question) -> bool:
    """Whether a question is answered, and not by somebody who saw this file: their answers name its rows."""
    given = any("rows" in known and _same(known, question) for known in draft.answers)
    return question.answer is not None and not given


def _told(decided: Sequence[Question], words: Words) -> str:
    """What is done where there is one way alone, so that nobody is asked."""
    rows = [
        (words.say(one.ask), choice_text(one, *one.choices[0], words), _rows(one, words)) for one in decided
    ]
    table = templates.table([words("Yang ditemukan"), words("Yang dilakukan"), words("Baris")], rows)
    return templates.numbers(words("{count} hal diputuskan tanpa bertanya", count=len(decided)), table)


def _card(draft: Draft, number: int, question: Question, words: Words) -> None:
    key = f"intake_q_{draft.id}_{_id(question, words)}"
    with st.container(border=True, key=f"box_{key}"):
        st.html(
            templates.render(
                "intake_question",
                number=number,
                ask=words.say(question.ask),
                rows=_rows(question, words),
                waits=question.open,
            )
        )
        if question.choices:
            _choose(key, question, words)
        else:
            _write(key, question, words)


def _choose(key: str, question: Question, words: Words) -> None:
    answers = [answer for answer, _ in question.choices]
    texts = [choice_text(question, answer, text, words) for answer, text in question.choices]
    given = question.answer if question.answer is not None else question.default
    at = answers.index(given) if given in answers else None
    st.radio(
        templates.plain(words.say(question.ask)),
        range(len(answers)),
        index=at,
        format_func=lambda choice: templates.plain(texts[choice]),
        horizontal=True,
        label_visibility="collapsed",
        key=key,
        on_change=_answered,
        args=(key, question, answers),
    )


def choice_text(question: Question, answer: Any, text: str, words: Words) -> str:
    """What a choice says to the reader: sections of the KBLI have a name beside their letter."""
    if question.code == "value" and question.key.startswith("sector:"):
        return session.sector_name(str(answer), words)
    return words.say(text)


def _write(key: str, question: Question, words: Words) -> None:
    """A question whose answer is written: a month, a year, who pays."""
    draft = desk.opened()
    typed = (
        next((str(known["answer"]) for known in draft.answers if _same(known, question)), "") if draft else ""
    )
    kind = question.key.partition(":")[0]
    example = words(_WRITTEN[kind]) if kind in _WRITTEN else ""
    st.text_input(
        words("Jawaban"),
        value=typed if question.answer is None else str(question.answer),
        key=key,
        placeholder=example,
        label_visibility="collapsed",
        on_change=_answered,
        args=(key, question, None),
    )
    if typed and question.open:
        said = words("“{text}” belum dapat dibaca. Yang diterima: {example}.", text=typed, example=example)
        st.html(templates.note(said))


def _answered(key: str, question: Question, answers: list[Any] | None) -> None:
    value = st.session_state[key]
    draft = desk.opened()
    if draft is None or value is None or value == "":
        return
    answer = value if answers is None else answers[int(value)]
    kept = [known for known in draft.answers if not _same(known, question)]
    given = {
        "code": question.code,
        "sheet": question.sheet,
        "column": question.column,
        "rows": list(question.rows),
        "answer": answer,
        "ask": question.ask,
    }
    desk.change(answers=[*kept, given | ({"key": question.key} if question.key else {})])


def _same(known: Mapping[str, Any], question: Question) -> bool:
    """Whether an answer that is kept is to this question."""
    if known.get("code") != question.code:
        return False
    if known.get("key") or question.key:
        return bool(known.get("key", "") == question.key)
    return known.get("sheet", "") == question.sheet and list(known.get("rows", ())) == list(question.rows)


def _id(question: Question, words: Words) -> str:
    """A name for a question and how its choices are written: Streamlit knows what is chosen by its text alone, and
    would show none chosen once that text is another.
    """
    texts = [choice_text(question, answer, text, words) for answer, text in question.choices]
    said = json.dumps(
        [question.code, question.sheet, question.column, list(question.rows), question.key, texts],
        default=str,
    )
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _rows(question: Question, words: Words) -> str:
    """Which rows wait, the first of them by number, with their sheet."""
    if question.blocks == "file":
        return words("seluruh berkas menunggu")
    if not question.rows:
        return ""
    shown = "; ".join(_of_sheets(question.rows[:_MOST_ROWS], question.sheet))
    more = len(question.rows) - _MOST_ROWS
    text = words("baris {rows}", rows=shown)
    return f"{text} {words('dan {count} lagi', count=words.number(more))}" if more > 0 else text


def _of_sheets(rows: Sequence[Any], of: str) -> list[str]:
    """Numbers of rows behind the name of their sheet; a row is a number on the sheet `of`, or sheet, number and column."""
    by_sheet: dict[str, list[str]] = {}
    for row in rows:
        sheet, number = (str(row[0]), str(row[1])) if isinstance(row, (list, tuple)) else (of, str(row))
        numbers = by_sheet.setdefault(sheet, [])
        if number not in numbers:
            numbers.append(number)
    named = {sheet: "" if sheet == _HTML else sheet for sheet in by_sheet}
    return [f"{named[sheet]} {', '.join(numbers)}".strip() for sheet, numbers in by_sheet.items()]
