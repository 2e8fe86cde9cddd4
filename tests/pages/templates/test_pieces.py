"""Whatever comes out of a table is text on the page."""

import re
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.indicators import published
from data.indicators.definition import definitions
from data.tables.facts import load_table
from data.words import Words
from pages.session import lookups
from pages.templates import pieces as html
from pages.templates import signed_value
from pages.widgets import sources
from tests.hostile import HOSTILE
from tests.pages.markup import Markup, safe

INDONESIAN, ENGLISH = Words("id"), Words("en")
texts = st.one_of(st.text(), st.sampled_from(HOSTILE), st.text(alphabet="<>&\"'/=abs ${}`"))
NAN = float("nan")


@given(texts, texts)
@settings(deadline=None)
def test_the_helpers_say_texts_as_they_are(one, other):
    assert safe(html.tile(one, other, [])).text == one + other
    assert safe(html.table([one, other], [])).text == one + other
    assert safe(html.pairs([(one, "x")])).text == one + "x"
    assert safe(html.source(one, "", "")).text == one


@given(texts, texts)
@settings(deadline=None)
def test_a_link_says_its_label_whatever_its_address(address, label):
    try:
        said = html.link(address, label)
    except ValueError:
        pytest.fail(f"link({address!r}) raised")
    assert safe(said).text == label


@given(texts)
@settings(deadline=None)
def test_a_web_address_is_linked_and_cannot_leave_its_attribute(rest):
    address = "https://contoh.id/" + rest
    read = safe(html.link(address, "berita"))
    if read.tags:
        assert dict(read.attributes)["href"].replace("\r", "\n") == address.replace("\r", "\n")
        assert dict(read.attributes)["rel"] == "noopener noreferrer"
        assert dict(read.attributes)["target"] == "_blank"


def test_a_web_address_is_linked():
    assert safe(html.link("https://contoh.id/a?b=1&c=2", "berita")).tags == ["a"]
    assert safe(html.link("http://contoh.id", "berita")).tags == ["a"]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//contoh.id/a",
        "contoh.id",
        "",
    ],
)
def test_any_other_address_stays_text(address):
    assert safe(html.link(address, "berita")).tags == []
    assert html.link(address, "<b>berita</b>") == "&lt;b&gt;berita&lt;/b&gt;"


@pytest.mark.parametrize("address", ["http://[x", "https://[::1", "http://[]/"])
def test_a_broken_address_stays_text(address):
    """data/tables/published_schemas.py lets such an address pass."""
    assert safe(html.link(address, "berita")).text == "berita"


def test_every_source_of_the_table_can_be_named():
    table = load_table("sources")
    for row in table.to_dict("records"):
        read = safe(sources.source_link(row["id"]))
        assert row["publisher"] in read.text
        assert (read.tags == ["a"]) == bool(row["url"])
    assert sources.source_link("S999") == "S999"


def test_flags_and_bases_are_said_in_words():
    assert safe(html.flags("partial;doubtful", INDONESIAN)).text == "sebagian kelompok sajameragukan"
    assert html.flags("", INDONESIAN) == html.flags("<b>;unknown", INDONESIAN) == ""
    assert set(html.FLAGS) == {f for text in load_table("figures")["flags"] for f in text.split(";") if f}
    bases = {text for text in load_table("figures")["as_of_basis"] if text}
    assert all(html.basis(text, INDONESIAN) for text in bases)
    assert html.basis("", INDONESIAN) == html.basis("<x>", INDONESIAN) == ""


def test_pairs_leave_out_what_is_not_known():
    assert safe(html.pairs([("Sumber", ""), ("Catatan", "x")])).text == "Catatanx"


def test_numeric_columns_stand_to_the_right():
    said = html.table(["A", "B"], [["x", "1"]], numeric=(1,))
    assert '<td class="number">1</td>' in said and "<td>x</td>" in said
    assert '<th scope="col" class="number">B</th>' in said


@given(st.text() | st.text(alphabet="\\`*_[]()#|~$:<>!a "))
@settings(deadline=None)
def test_plain_text_has_no_mark_of_markdown_left_and_loses_nothing(text):
    said = html.plain(text)
    assert re.sub(r"\\(.)", r"\1", said).replace("\u2060", "") == text.replace("\u2060", "")
    assert not re.search(r"[`*_\[\]<>$:~|]", re.sub(r"\\.", "", said))


# -- figures


def row(**parts) -> SimpleNamespace:
    """A row of the figures table."""
    standard = dict.fromkeys(("numerator", "denominator", "stated_pct"), NAN)
    return SimpleNamespace(**{**standard, **parts})


def test_stated_and_computed_are_both_said_when_they_disagree():
    mojokerto = row(numerator=9823, denominator=63806, stated_pct=15.04)
    said = sources.stated_against_computed(mojokerto, INDONESIAN)
    assert "15,04\u00a0%" in said and "15,4\u00a0%" in said
    assert "15.04\u00a0%" in sources.stated_against_computed(mojokerto, ENGLISH)


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"numerator": 9823, "denominator": 63806},
        {"stated_pct": 15.04},
        {"numerator": 9823, "stated_pct": 15.04},
    ],
)
def test_nothing_is_compared_that_is_not_given(parts):
    assert sources.stated_against_computed(row(**parts), INDONESIAN) == ""


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"numerator": 9823, "denominator": 63806}, "9.823 / 63.806"),
        ({"numerator": 9823}, "9.823 / …"),
        ({"denominator": 50000}, "… / 50.000"),
        ({}, ""),
    ],
)
def test_a_fraction_is_said_as_far_as_it_is_known(parts, said):
    assert sources.fraction(row(**parts), INDONESIAN) == said


@pytest.mark.parametrize("words", [INDONESIAN, ENGLISH], ids=["id", "en"])
def test_a_timeline_holds_every_figure_once_newest_first_undated_last(words):
    own = load_table("figures").query("area_code == '35.76'")
    said = sources.figure_timeline(own, words)
    assert Markup(said).tags.count("li") == len(own)
    dates = [part.split("</time>")[0] for part in said.split("<time>")[1:]]
    expected = [words.date(d) for d in sorted(own["as_of"], reverse=True)]
    assert dates == expected
    undated = load_table("figures").query("as_of == ''")
    if len(undated):
        mixed = load_table("figures").query("as_of == '' or area_code == '35.76'")
        assert words.date("") in sources.figure_timeline(mixed, words).split("<li>")[-1]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_figures_are_said_as_text(hostile):
    one = (
        load_table("figures")
        .head(1)
        .assign(
            caveat_id=hostile,
            caveat_en=hostile,
            source=hostile,
            as_of_basis=hostile,
            flags="partial;" + hostile,
        )
    )
    read = safe(sources.figure_timeline(one, INDONESIAN, lambda code: hostile))
    assert read.text.count(hostile) == 3
    from datetime import date

    office = one.assign(area_kind="office", area_code=hostile, flags="", as_of="2020")
    tiles = sources.figure_tiles(office, date(2026, 1, 1), INDONESIAN)
    assert len(tiles) == 1 and safe(tiles[0]).text.count(hostile) == 2


@pytest.mark.parametrize("office", ["KC-PEKALONGAN", "KC-PALEMBANG", "KANWIL-SUMBAGSEL"])
def test_tiles_show_the_latest_of_each_indicator_newest_first_and_old_ones_faded(office):
    from datetime import date

    own, today = load_table("figures").query("area_code == @office"), date(2026, 11, 26)
    latest = [
        figure
        for indicator in definitions()
        for figure in published(own, indicator, today, flagged=True, kind="office").itertuples()
    ]
    tiles = sources.figure_tiles(own, today, INDONESIAN)
    titles = [tile.split("<h3>")[1].split("</h3>")[0] for tile in tiles]
    said = {definitions()[figure.indicator].title["id"]: figure for figure in latest}
    assert set(titles) == set(said) and len(titles) == len(said) > 0
    ends = [said[title].as_of_end for title in titles]
    assert ends == sorted(ends, reverse=True)
    for tile, end in zip(tiles, ends, strict=True):
        old = end < date(2023, 11, 26)
        assert ("peta-faded" in tile) == ("lebih tua dari 3 tahun" in tile) == old


def test_an_office_figure_is_held_against_the_offices_own_target_of_its_year():
    from datetime import date

    own = load_table("figures").query("area_code == 'KC-PEKALONGAN'")
    tiles = "".join(sources.figure_tiles(own, date(2020, 1, 1), INDONESIAN)).replace("\u00a0", " ")
    assert "−6.695 pekerja dari 22.300 pekerja (BPJS KC Pekalongan 2019, Kantor Cabang Pekalongan)" in tiles
    assert "−5.896 pekerja dari 97.991 pekerja" in tiles


def test_an_area_without_a_name_keeps_its_code():
    assert lookups.area_name("16.08") == "Kab. Ogan Komering Ulu Timur"
    assert lookups.area_name("99.99") == "99.99"


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0"), (1.5, "+1,5"), (-1.5, "−1,5"), (0.001, "kurang dari +0,01")]
)
def test_a_difference_has_a_sign_and_nothing_has_none(value, said):
    assert signed_value(value, "points", INDONESIAN) == said
