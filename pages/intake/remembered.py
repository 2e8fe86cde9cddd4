"""What is remembered of an office's files: to be seen, and to be forgotten."""

from __future__ import annotations

import streamlit as st

from data.words import Words
from pages import templates
from pages.intake import desk
from pages.intake.names import FIELDS


def show_memory(office: str, words: Words) -> None:
    """Each layout with its mapping and answers; nothing where nothing is remembered."""
    memory = desk.memory(office)
    known = memory.known()
    if not known:
        return
    with st.expander(words("Yang diingat ({count} bentuk berkas)", count=len(known)), key="intake_memory"):
        for one in known:
            with st.container(border=True, key=f"intake_mem_{one.layout}"):
                mapping = [
                    (heading, words(FIELDS.get(field, field))) for heading, field in one.mapping.items()
                ]
                answers = [
                    (str(answer.get("ask", answer["code"])), str(answer["answer"])) for answer in one.answers
                ]
                st.html(
                    templates.render(
                        "intake_memory",
                        title=one.title,
                        note=words("diingat {date}", date=words.date(one.at.date())),
                        pairs=[*mapping, *answers],
                        none=words("Tanpa perubahan pemetaan dan tanpa jawaban."),
                    )
                )
                st.button(
                    words("Lupakan"),
                    key=f"intake_forget_{one.layout}",
                    on_click=memory.forget,
                    args=(one.layout,),
                )
