"""The first sentence of a map that has targets: counts, what is lacking and since when, counted again from the values."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from data.access.viewer import Viewer
from data.disclosure import HIDDEN
from data.indicators import Shortfall, Since, counted_in, definitions
from data.queries import Reading
from data.words import Words
from pages.map.behind import behind_said, coming, course_of, known_by_now
from pages.map.ledger_values import answered, question
from pages.map.painted import Mapped
from pages.view import View
from tests.facts import FACTS
from tests.pages.reading import opened, own_reading, reading, well, words_on

INSIDE = Viewer("pengelola")
TARGETED = (
    "coverage_workers",
    "coverage_gap",
    "compliance",
    "arrears_share",
    "on_time_rp",
    "informal_attainment",
)
LEADS = {  # how the sentence begins: where high is good, where low is
    ("id", True): "{n} dari {all} wilayah{shown} di bawah target {year}: kurang {short}; ",
    ("id", False): "{n} dari {all} wilayah{shown} di atas batas target {year}: kelebihan {short}; ",
    ("en", True): "{n} of {all} regions{shown} below the target of {year}: {short} short; ",
    ("en", False): "{n} of {all} regions{shown} above the limit set for {year}: {short} too many; ",
}

NONE = {
    ("id", True): "Tidak satu pun dari {all} wilayah di bawah target {year}.",
    ("id", False): "Tidak satu pun dari {all} wilayah di atas batas target {year}.",
    ("en", True): "None of {all} regions below the target of {year}.",
    ("en", False): "None of {all} regions above the limit set for {year}.",
}


def sides(found: Reading, name: str, month: str) -> dict[str, tuple[bool | None, int]]:
    """By region whether it misses its target (None: it has none) and how much it lacks, from the values of a month."""
    about, told = definitions()[name], {}
    for row in found.values(about, month).to_dict("records"):
        if about.gap and row["held"] and pd.notna(row["value"]):
            told[row["region"]] = (bool(row["value"] > 0), int(row["value"]))
        elif pd.notna(row["numerator"]) and row["denominator"]:
            told[row["region"]] = _side(about, row) if row["held"] else (None, 0)
    return told


def _side(about, row):
    [target] = {round(one.value * 1000) for one in row["held"]}
    lacks = target * row["denominator"] - 100_000 * row["numerator"]  # in hundred thousandths of one
    lacks = -lacks if about.polarity == "low_good" else lacks
    return bool(lacks > 0), int(max(-(-lacks // 100_000), 0))


def since(found: Reading, name: str, code: str, month: str) -> tuple[str, bool]:
    """The first month of the present run, and whether the one before it is not known."""
    first, months = month, [one for one in found.months if one < month]
    for one in reversed(months):
        missed = sides(found, name, one).get(code)
        if missed is None:
            return first, True
        if not missed[0]:
            return first, False
        first = one
    return first, True


def expected(found: Reading, name: str, month: str, words: Words) -> tuple[str, str]:
    """How the sentence begins, and the count and month that it ends with."""
    about = definitions()[name]
    judged = {code: one for code, one in sides(found, name, month).items() if one[0] is not None}
    behind = {code: one for code, one in judged.items() if one[0]}
    hidden = (found.values(about, month)["suppressed"] == HIDDEN).any()
    if not behind:
        return NONE[words.language, about.polarity == "high_good"].format(all=len(judged), year=month[:4]), ""
    begun = [since(found, name, code, month) for code in behind]
    most = max(begun.count(one) for one in begun)
    first, earlier = min(
        (one for one in begun if begun.count(one) == most), key=lambda one: (one[0], not one[1])
    )
    high = about.gap or about.polarity == "high_good"
    shown = {"id": " yang ditampilkan", "en": " that are shown"}[words.language] if hidden else ""
    lead = LEADS[words.language, high].format(
        n=len(behind),
        all=len(judged),
        shown=shown,
        year=month[:4],
        short=words.quantity(sum(lacks for _, lacks in behind.values()), counted_in(about)),
    )
    more = {"id": " atau lebih awal", "en": " or earlier"}[words.language] if earlier else ""
    count = {
        most: {"id": f"{most} di antaranya sejak ", "en": f"{most} of them since "},
        len(behind): {"id": "semuanya sejak ", "en": "all of them since "},
    }
    one_each = {"id": "yang terlama sejak ", "en": "the longest since "}
    tail = (one_each if most == 1 < len(behind) else count[most])[words.language]
    return lead, f"{tail}{words.date(first)}{more}."


def says_what_the_values_say(found: Reading, name: str) -> None:
    for month in (found.months[-1], found.months[1]):
        asked = question(View(data="simulasi", indicator=name), month)
        coming = course_of(asked, found)
        assert coming is not None
        for language in ("id", "en"):
            words = Words(language)
            said = behind_said(asked, answered(asked, found), coming.result().shortfall, words)
            assert said == "".join(expected(found, name, month, words))


@pytest.mark.parametrize("name", TARGETED)
def test_the_first_sentence_says_what_the_values_say(ledger_home, name):
    says_what_the_values_say(reading(INSIDE), name)


def test_the_public_is_told_what_its_values_say(ledger_home):
    says_what_the_values_say(reading(), "informal_attainment")


def test_regions_that_are_hidden_are_left_out_and_that_is_said(ledger_home):
    asked = question(View(data="simulasi", indicator="compliance"), reading().months[-1])
    shown = answered(asked, reading(INSIDE))
    rows = shown.rows.assign(suppressed=[HIDDEN, *[""] * (len(shown.rows) - 1)])
    told = Shortfall(20, 3, 12, 0, Since("2026-01"), 2)
    for language, said in {
        "id": "3 dari 20 wilayah yang ditampilkan di bawah target {year}: kurang 12 pemberi kerja; "
        "2 di antaranya sejak Jan 2026.",
        "en": "3 of 20 regions that are shown below the target of {year}: 12 employers short; "
        "2 of them since Jan 2026.",
    }.items():
        shown = Mapped(shown.indicator, rows[:20], shown.classes)
        assert plain(behind_said(asked, shown, told, Words(language))) == said.format(year=asked.month[:4])


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_page_begins_with_it(ledger_home):
    found = reading(INSIDE)
    lead, tail = expected(found, "coverage_workers", found.months[-1], Words("en"))
    page = words_on(well(opened("", INSIDE, data="simulasi", indikator="coverage_workers", bhs="en")))
    assert f"<b>{lead}{tail}</b>" in page


def test_who_must_wait_for_the_months_before_is_told_them_in_the_end(ledger_home):
    found = reading()
    lead, tail = expected(found, "informal_attainment", found.months[-1], Words("id"))
    page = words_on(well(opened("", data="simulasi", indikator="informal_attainment")))
    assert f"<b>{lead}{tail}</b>" in page and "sejak kapan" not in page.lower()


def test_nothing_that_takes_long_is_begun_before_the_map_is_drawn(ledger_home, monkeypatch):
    """The months behind are read when the page stands: at first it says how the regions stand now."""
    found = reading()
    asked = question(View(data="simulasi", indicator="informal_attainment"), found.months[-1])
    with monkeypatch.context() as patched:
        patched.setattr(coming, "course", _begun)
        known = known_by_now(asked, replace(found, place="not read yet"))
    assert known is not None and known.standings and not known.months
    in_full = course_of(asked, found).result()
    assert known_by_now(asked, found) is in_full and in_full.standings == known.standings


def _begun(*_):
    raise AssertionError("the months behind are being read")


def test_of_ones_own_data_the_targets_are_those_that_the_organisation_set(own_home):
    set_by_them = FACTS.targets.iloc[:0].copy()
    for area, value in (("35.16", 99.0), ("35.17", 0.1), ("16.01", 50.0)):
        set_by_them.loc[len(set_by_them)] = [
            "compliance",
            area,
            2026.0,
            value,
            "RKAT",
            "S400",
            "",
            "",
            "",
            "",
        ]
    found = replace(own_reading(INSIDE), place="set", facts=replace(FACTS, targets=set_by_them))
    asked = question(View(data="sendiri", indicator="compliance"), found.months[-1])
    told = course_of(asked, found).result().shortfall
    assert (told.judged, set(told.by_area)) == (2, {"35.16"})
    said = behind_said(asked, answered(asked, found), told, Words("id"))
    assert said.startswith("1 dari 2 wilayah yang punya target di bawah target")


def test_without_a_target_in_parts_or_compared_nothing_is_held_against_one(ledger_home):
    found = reading(INSIDE)
    month = found.months[-1]
    for parts in ({"indicator": "registration"}, {"sector": "C"}, {"compare": found.months[-2]}):
        view = View(data="simulasi", indicator="compliance").changed(**parts)
        assert course_of(question(view, month), found) is None
