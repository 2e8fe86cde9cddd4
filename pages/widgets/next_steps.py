"""Which step may be taken next against an employer, with its deadline and its article, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from data.law import Period
from data.queries import Ground, Opening
from data.words import Words
from pages import templates
from pages.templates import KIND_NAMES, SHORT_STEPS, STEP_NAMES

# Why no step is open, as `Ground.reason` has it.
_REASONS = {
    "ditutup": "Tidak ada langkah berikutnya: kasus ini sudah ditutup.",
    "terpenuhi": "Tidak ada langkah berikutnya: kewajibannya sudah dipenuhi. Kasus dapat ditutup.",
    "habis": "Tidak ada langkah berikutnya: rantai langkah yang berlaku sudah sampai ujungnya.",
}

# The same in a cell of a table.
_SHORT = {
    "ditutup": "Sudah ditutup",
    "terpenuhi": "Tutup kasus: sudah dipenuhi",
    "habis": "Rantai langkah habis",
}


def next_steps(ground: Ground, end: date, words: Words) -> Markup:
    """What may follow on one ground, as a list: each step with its deadline, its article and what that rests on."""
    return templates.render(
        "widgets_next_steps",
        reason=words(_REASONS[ground.reason]) if ground.reason else "",
        steps=[_step(opening, end, words) for opening in ground.openings],
    )


def next_steps_rows(grounds: Sequence[Ground], end: date, words: Words) -> list[tuple[str, str]]:
    """The same for the cover of a file: a line for each ground."""
    return [(_heading(ground, words), _in_short(ground, end, words)) for ground in grounds]


def first_step(ground: Ground, end: date, words: Words, *, when: bool = True) -> tuple[str, str]:
    """What comes first of what may follow, and from `when`, with its article, for a list of many employers."""
    if not ground.openings:
        return words(_SHORT[ground.reason]), words(KIND_NAMES[ground.kind])
    opening = ground.openings[0]
    step = _step(opening, end, words)
    law = f"{step['law']} ?" if not opening.step.rule.confirmed else str(step["law"])
    name = words(SHORT_STEPS[opening.step.step])
    if not when or opening.limit is None or opening.limit < end:
        return name, law
    return words("{step}, sesudah {date}", step=name, date=words.date(opening.limit)), law


def ground_name(ground: Ground, words: Words) -> str:
    """What is pursued: the kind, and its case where one is open."""
    kind = words(KIND_NAMES[ground.kind])
    if ground.case:
        return words("{kind}, kasus {case}", kind=kind, case=ground.case)
    return words("{kind}, belum ada kasus", kind=kind)


def _heading(ground: Ground, words: Words) -> str:
    return words("Langkah berikutnya: {ground}", ground=ground_name(ground, words))


def _in_short(ground: Ground, end: date, words: Words) -> str:
    if ground.reason:
        return words(_REASONS[ground.reason])
    steps = (_step(opening, end, words) for opening in ground.openings)
    return " ".join(f"{step['name']} ({_law(step)}): {step['when']} {step['clock']}" for step in steps)


def _law(step: dict[str, Any]) -> str:
    return ", ".join(part for part in (step["law"], step["flag"]) if part)


def _step(opening: Opening, end: date, words: Words) -> dict[str, Any]:
    step = opening.step
    return {
        "name": words(STEP_NAMES[step.step]),
        "law": step.rule.law or words("pilihan produk ini"),
        "flag": "" if step.rule.confirmed else words("belum dikonfirmasi"),
        "note": step.rule.note[words.language],
        "when": _when(opening, end, words),
        "clock": _clock(step.clock, words),
    }


def _when(opening: Opening, end: date, words: Words) -> str:
    """From when the step may be taken: after the time limit of the one before, where that gave one."""
    if opening.limit is None:
        return words("Dapat ditempuh sekarang: tidak ada tenggat yang ditunggu.")
    before, left = words(STEP_NAMES[opening.step.after]), (opening.limit - end).days
    said = "Dapat ditempuh sekarang: tenggat {step} {date} sudah lewat {n} hari"
    if left >= 0:
        said = "Dapat ditempuh sesudah tenggat {step}, {date}: sisa {n} hari"
    text = words(said, step=before, date=words.date(opening.limit), n=words.number(abs(left)))
    return words("{said}; batas belum dikonfirmasi.", said=text) if opening.unconfirmed else f"{text}."


def _clock(clock: Period | None, words: Words) -> str:
    """How long the step itself gives, and by which article."""
    if clock is None:
        return words("Aturan tidak memberi langkah ini batas waktu.")
    days = words.number(clock.values["days"])
    said = words("{n} hari kerja", n=days) if clock.values["working"] else words("{n} hari", n=days)
    if clock.confirmed:
        return words("Langkah ini memberi waktu {days} ({law}).", days=said, law=clock.law)
    return words("Langkah ini memberi waktu {days} (batas belum dikonfirmasi).", days=said)
