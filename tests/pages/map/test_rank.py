"""The table beside the map: regions from the highest down, each with value, date, parts and age."""

import math

import pandas as pd
import pytest

from data.words import LANGUAGES, Words
from pages.map.painted import Mapped, mapped
from pages.map.rank import LIMIT, content, first
from pages.templates.pieces import FLAGS, star_note
from pages.view import View
from tests.pages.map.test_painted import ENGLISH, INDONESIAN, MAPPED, only


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("indicator", MAPPED)
def test_the_rank_numbers_what_is_compared_from_the_highest_down_and_the_missing_come_last(
    indicator, language
):
    words, found = Words(language), mapped(View.of(indicator=indicator, flagged=True))
    shown = content(found, words)["rows"]
    known, compared = found.known, len(found.ranked)
    assert [entry[0] for entry in shown] == [str(i) for i in range(1, compared + 1)] + [""] * (24 - compared)
    values = [found.rows.set_index("code").loc[entry[1], "value"] for entry in shown]
    assert values[:compared] == sorted(values[:compared], reverse=True)
    dates = [found.rows.set_index("code").loc[entry[1], "as_of"] for entry in shown[compared : len(known)]]
    assert dates == sorted(dates, reverse=True), "figures of other years come newest first"
    assert all(math.isnan(value) for value in values[len(known) :])
    assert {entry[3] for entry in shown[len(known) :]} <= {words("tidak ada data")}
    assert len({entry[1] for entry in shown}) == 24


def test_a_rank_row_says_value_date_parts_and_age():
    shown = {entry[1]: entry for entry in content(mapped(View(month="2022-06")), INDONESIAN)["rows"]}
    assert shown["35.76"] == [
        "",
        "35.76",
        "Kota Mojokerto",
        "54,09*",
        "31 Des 2021",
        100,
        "29.700 / 54.908",
        0,
    ]
    place, _, short, value, when, bar, parts, faded = shown["33.25"]
    assert (place, short, value, when, parts, faded) == (
        "",
        "Batang",
        "5,12*",
        "2016",
        "21.548 / 421.107",
        1,
    )
    assert bar == round(100 * 5.12 / 54.09)


def test_flagged_figures_carry_an_asterisk_in_the_rank():
    found = mapped(View.of(flagged=True))
    flagged = set(found.known.loc[found.known["is_flagged"], "code"])
    assert flagged
    assert {entry[1] for entry in content(found, INDONESIAN)["rows"] if entry[3].endswith("*")} == flagged


def test_a_bar_is_never_longer_than_the_longest_nor_negative():
    for key in MAPPED:
        bars = [
            entry[5] for entry in content(mapped(View.of(indicator=key, flagged=True)), INDONESIAN)["rows"]
        ]
        assert max(bars) in ((100,) if len(mapped(View.of(indicator=key, flagged=True)).known) else (0,))
        assert min(bars) >= 0


def test_equal_values_stand_in_the_order_of_their_names():
    whole = mapped(View())
    rows = whole.rows.assign(value=7.0, as_of="2024")
    same = Mapped(whole.indicator, rows, whole.classes)
    names = [entry[1] for entry in content(same, INDONESIAN)["rows"]]
    assert names == rows.sort_values("name")["code"].tolist()


def test_a_long_rank_says_how_many_are_left_out():
    whole = mapped(View())
    copies = [whole.rows.assign(code=whole.rows["code"] + suffix) for suffix in ("", "a", "b")]

    long = Mapped(whole.indicator, pd.concat(copies, ignore_index=True), whole.classes)
    said = content(long, INDONESIAN)
    rows = said["rows"]
    assert len(rows) == 72 > LIMIT
    assert first(rows, False, INDONESIAN) == (rows[:LIMIT], "Tampilkan semua (72)")
    assert first(rows, True, INDONESIAN) == (rows, f"Tampilkan {LIMIT} pertama")
    assert first(rows[:LIMIT], False, INDONESIAN) == (rows[:LIMIT], "")


def test_a_rank_without_any_value_has_no_place_and_no_bar():
    shown = content(only(View()), ENGLISH)["rows"]
    assert {(entry[0], entry[3], entry[5]) for entry in shown} == {("", "no data", 0)}


@pytest.mark.parametrize("flagged", [False, True])
@pytest.mark.parametrize("indicator", MAPPED)
def test_an_asterisk_says_what_it_stands_for(indicator, flagged):
    rows = mapped(View.of(indicator=indicator, flagged=flagged)).rows
    said = star_note(rows["flags"].fillna(""), INDONESIAN)
    there = {flag for flags in rows["flags"].dropna() for flag in flags.split(";")} - {"", "flow", "target"}
    assert {flag for flag, name in FLAGS.items() if name in said} == there
    assert bool(said) == bool(rows["is_flagged"].any())
