"""The lanes of enforcement for those who see no case: how many stand at each step, in the order of the law."""

from __future__ import annotations

from markupsafe import Markup

from data.vocabulary import ARREARS_STEPS, LICENCE_STEPS, PWBD_STEPS
from data.words import Words
from pages import charts, session, templates
from pages.session import Place
from pages.templates import STEP_NAMES

_LANES = {
    "Belum mendaftar": PWBD_STEPS,
    "Menunggak atau mendaftar sebagian": ARREARS_STEPS,
    "Melalui perizinan": LICENCE_STEPS,
}


def lanes(place: Place, words: Words) -> Markup:
    """A lane for each chain, of the place or of the narrowest wider one of which the steps are told; "" for none.

    Steps are told together or not at all; one with no case stays, so that the order is learnt.
    """
    told = place.told("cases_open")
    if told is None:
        return Markup("")
    heading = words("Kasus terbuka menurut langkah")
    if told != place:
        heading = words("Kasus terbuka menurut langkah, {place}", place=told.name(words))
    counts = told.parts("cases_open")
    drawn = [_lane(name, steps, counts, told, words) for name, steps in _LANES.items()]
    rest = counts.get("cases_unstarted", 0)
    note = templates.note(words("{n} kasus belum punya langkah.", n=words.number(rest))) if rest else ""
    body = templates.together(templates.render("tiles", tiles=drawn), note)
    return templates.section("peta-changes", body, heading)


def _lane(name: str, steps: tuple[str, ...], counts: dict[str, int], place: Place, words: Words) -> Markup:
    cases = {step: counts.get(f"cases_{step}", 0) for step in steps}
    if not any(cases.values()):
        return templates.section("peta-lane", templates.note(words("Belum ada kasus.")), words(name))
    longest = max(cases.values())
    bars = [charts.Bar(words(STEP_NAMES[step]), words.number(n), n / longest) for step, n in cases.items()]
    texts = {f"step {step}": words.number(n) for step, n in cases.items()}
    marks = session.counts_of(place, texts)
    return charts.bars(bars, words(name), words("kasus"), words, counts=marks).html or Markup("")
