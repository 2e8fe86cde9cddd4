"""The first sentence of a map that has targets: counts, what is lacking and since when, counted again from the values."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from data import law
from data.access.viewer import Viewer
from data.disclosure import HIDDEN
from data.indicators import (
    Shortfall,
    Since,
    behind_since,
    counted_in,
    definitions,
    is_known,
    judge,
    shortfall_of,
    targeted,
)
from data.queries import Reading
from data.simulation import with_simulated_targets
from data.words import Words
from geo.classes import Classes
from pages.map.behind import behind_said, coming, course_of, known_by_now
from pages.map.ledger_values import Question, answered, question
from pages.map.painted import Mapped
from pages.view import View
from tests.data.indicators import shortfalls_by_hand as by_hand
from tests.data.indicators.test_shortfalls import MONTHS, SHARES, held, ledgers, measured
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
    ("id", True): "{n} dari {all} wilayah{shown} di bawah target {year}: kurang {short}{brings}; ",
    ("id", False): "{n} dari {all} wilayah{shown} di atas batas target {year}: kelebihan {short}{brings}; ",
    ("en", True): "{n} of {all} regions{shown} below the target of {year}: {short} short{brings}; ",
    ("en", False): "{n} of {all} regions{shown} above the limit set for {year}: {short} too many{brings}; ",
}

BRINGS = {
    "id": ", taksiran {rupiah} iuran sebulan",
    "en": ", contributions of an estimated {rupiah} a month",
}

NONE = {
    ("id", True): "Tidak satu pun dari {all} wilayah di bawah target {year}.",
    ("id", False): "Tidak satu pun dari {all} wilayah di atas batas target {year}.",
    ("en", True): "None of {all} regions below the target of {year}.",
    ("en", False): "None of {all} regions above the limit set for {year}.",
}


@cache
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


def brings(found: Reading, name: str, lacks: dict[str, int], month: str) -> dict[str, int]:
    """By region what those missing would bring in a month: each what a worker there brings, or the least of the self-employed."""
    least = law.at(month).bpu.least_rupiah
    if name == "informal_attainment":
        return {code: short * least for code, short in lacks.items()}
    if name not in ("coverage_workers", "coverage_gap"):
        return {}
    due, registered, informal = (
        {row["region"]: row["value"] for row in found.values(definitions()[one], month).to_dict("records")}
        for one in ("due_rp", "ledger_pu_registered", "ledger_bpu_active")
    )
    told = {}
    for code, short in lacks.items():
        rupiah, workers = int(due[code]), int(registered[code])
        for _ in range(int(informal[code])):
            rupiah, workers = rupiah + least, workers + 1
        whole, rest = divmod(short * rupiah, workers)
        told[code] = whole + (2 * rest > workers or (2 * rest == workers and whole % 2))
    return told


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
    each = brings(found, name, {code: lacks for code, (_, lacks) in behind.items()}, month)
    rupiah = BRINGS[words.language].format(rupiah=words.rupiah(sum(each.values()))) if each else ""
    shown = {"id": " yang ditampilkan", "en": " that are shown"}[words.language] if hidden else ""
    lead = LEADS[words.language, high].format(
        n=len(behind),
        all=len(judged),
        shown=shown,
        year=month[:4],
        short=words.quantity(sum(lacks for _, lacks in behind.values()), counted_in(about)),
        brings=rupiah,
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
            known = coming.result()
            said = behind_said(asked, answered(asked, found), known.shortfall, words, known.brings)
            assert said == "".join(expected(found, name, month, words))


def test_every_indicator_that_has_a_target_is_told_of():
    assert set(TARGETED) == {one.id for one in targeted(with_simulated_targets(FACTS).targets)}
    assert set(SHARES) >= set(TARGETED) - {"coverage_gap"}  # which stands as the share does


@settings(max_examples=60, deadline=None)
@given(ledger=ledgers(), rupiah=some.integers(0, 10**12))
def test_the_first_sentence_of_any_ledger_says_what_is_counted_one_by_one(ledger, rupiah):
    """In both languages, of every kind of indicator that has targets, with regions of which nothing is known."""
    name, regions = ledger
    about, now = definitions()[name], MONTHS[-1]
    stood, sinces, plain = {}, {}, {}
    for code, course in regions.items():
        rows = [(measured(about, value), held(about, targets)) for value, targets in course]
        judged = [(judge(about, row, of), is_known(about, row)) for row, of in rows]
        slow = [by_hand.standing(value, targets, about.polarity == "low_good") for value, targets in course]
        if judged[-1][0] is not None:
            stood[code], plain[code] = judged[-1][0], slow[-1]
            past = zip(MONTHS, *zip(*judged, strict=True), strict=True)
            sinces[code] = behind_since(reversed(list(past)))
    behind = {code: lacks for code, (misses, lacks) in plain.items() if misses}
    told = shortfall_of(stood, {code: one for code, one in sinces.items() if one})
    values = [measured(about, course[-1][0]).value for course in regions.values()]
    rows = pd.DataFrame(
        {"code": list(regions), "name": list(regions), "value": pd.Series(values, dtype=float)}
    )
    shown = Mapped(about, rows.assign(suppressed="", held=[()] * len(rows)), Classes((), (), 0.0, "alami"))
    asked = Question(name, "semua", now, "", (), "alami", 5)
    known = {code: rupiah for code, lacks in behind.items() if lacks is not None}
    for language in ("id", "en"):
        words = Words(language)
        said = behind_said(asked, shown, told, words, known)
        numbers = [words.number(len(plain)), *([words.number(len(behind))] if behind else [])]
        counted = [lacks for lacks in behind.values() if lacks is not None]
        if counted:
            numbers += [words.quantity(sum(counted), counted_in(about)), words.rupiah(rupiah * len(counted))]
        if len(counted) < len(behind):
            numbers.append(words.number(len(behind) - len(counted)))
        for number in numbers:
            assert number in said, (number, said)
        begun = [by_hand.since(MONTHS, _course(about, regions[code])) for code in behind]
        if behind:
            month, count = by_hand.told(begun)
            assert words.date(month[0]) in said
            assert (("atau lebih awal" in said) or ("or earlier" in said)) == month[1]
            assert 1 < count < len(behind) or f"{count} di antaranya" not in said


def _course(about, course):
    """How a region stood in each month, oldest first, by plain loops, and whether its value was known."""
    low = about.polarity == "low_good"
    return [
        (by_hand.standing(value, targets, low), is_known(about, measured(about, value)))
        for value, targets in course
    ]


@pytest.mark.sampled(2)
@pytest.mark.parametrize("name", TARGETED)
def test_the_first_sentence_says_what_the_values_say(ledger_home, name):
    says_what_the_values_say(reading(INSIDE), name)


def test_the_public_is_told_what_its_values_say(shared_home):
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


def test_who_must_wait_for_the_months_before_is_told_them_in_the_end(shared_home):
    found = reading()
    lead, tail = expected(found, "informal_attainment", found.months[-1], Words("id"))
    page = words_on(well(opened("", data="simulasi", indikator="informal_attainment")))
    assert f"<b>{lead}{tail}</b>" in page and "sejak kapan" not in page.lower()


def test_nothing_that_takes_long_is_begun_before_the_map_is_drawn(shared_home, monkeypatch):
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
