"""The funnel of compliance: wajib, terdaftar, lengkap, patuh, with the workers known behind each step."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from data.words import Words

# Each step: the indicator of its employers, its name, the indicator of their workers.
STEPS = (
    ("employers_obliged", "wajib", "workers_obliged"),
    ("employers_enrolled", "terdaftar", "workers_enrolled"),
    ("employers_complete", "lengkap", "workers_complete"),
    ("employers_compliant", "patuh", "workers_compliant"),
)


def funnel_list(count: Callable[[str], int | None], words: Words) -> str:
    """The steps as an HTML list; `count` gives an indicator's value, None where it is hidden or not known.

    "" when the first step is not known: there is nothing that the others are a part of.
    """
    top = count(STEPS[0][0])
    if not top:
        return ""
    rows = [
        _step(words(name), top, count(employers), count(people), words) for employers, name, people in STEPS
    ]
    label = escape(words("Corong kepatuhan: pemberi kerja dan pekerja di tiap langkah"))
    return f'<ol class="peta-funnel" aria-label="{label}">{"".join(rows)}</ol>'


def _step(name: str, top: int, employers: int | None, people: int | None, words: Words) -> str:
    if employers is None:
        return f"<li><span>{escape(name)}</span><em>{escape(words('disembunyikan'))}</em></li>"
    behind = words.percent(100 * employers / top, 1)
    if people is not None:
        behind += " · " + words("{n} pekerja", n=words.number(people))
    return (
        f'<li><span>{escape(name)}</span><i style="--share:{employers / top:.3f}"></i>'
        f"<b>{words.number(employers)}</b><small>{escape(behind)}</small></li>"
    )
