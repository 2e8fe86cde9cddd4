"""The map of a ledger: what it says is what the ledger says, guarded for who is looking."""

from __future__ import annotations

import re
from html import unescape

import pytest

from data import law
from data.access.viewer import PUBLIK, Viewer
from data.indicators.definition import definitions
from data.words import Words
from tests.pages.reading import component, opened, painted, reading, rows, well, withheld, words_on

MEASURED = [key for key, one in definitions().items() if one.kind == "ledger" and not one.by]


def asked(**query: str):
    return opened(data="simulasi", **query)


def seen_by(role: str, **query: str):
    """The map as another role sees it."""
    return opened("", Viewer(role), data="simulasi", **query)


def plain(app) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", words_on(app)))


# Indicators whose limits no source confirms, which their maps say.
DOUBTED = [
    key
    for key in MEASURED
    if {rule.name for rule in law.at("2026-10").sources() if not rule.confirmed}
    & set(definitions()[key].rests_on)
    & {"ageing", "active_until"}
]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("id", [*MEASURED[0::8], *DOUBTED[:1]]),
        ("en", [*MEASURED[4::8], *DOUBTED[-1:]]),
        pytest.param("id", MEASURED, marks=pytest.mark.thorough),
        pytest.param("en", MEASURED, marks=pytest.mark.thorough),
    ],
    ids=["id", "en", "id-every", "en-every"],
)
def test_every_indicator_has_a_map_in_both_languages(ledger_home, language, names):
    """Every eighth in one language, others in the other, with one each whose limits are not confirmed."""
    found, words = reading(), Words(language)
    app = asked(bhs=language, wilayah="35.16")
    for key in names:
        app.session_state["view"] = app.session_state["view"].changed(indicator=key)
        app.session_state["written_query"] = dict(app.query_params)
        about = definitions()[key]
        assert about.title[language] in plain(well(app.run()))
        values = found.values(about, found.months[-1])
        assert set(rows(app)) == set(values.loc[values["value"].notna(), "region"])
        assert words.date(found.months[-1]) in painted(app)["dates"] or not rows(app)
        assert ("SIMULASI" if language == "id" else "SIMULATION") in words_on(app)
        said = plain(app)
        for rule in law.at(found.months[-1]).sources():
            is_open = (
                rule.name in about.rests_on and not rule.confirmed and rule.name in ("ageing", "active_until")
            )
            assert (rule.title[language] in said) == is_open, (key, rule.name)


def test_the_first_question_is_compliance_as_of_the_last_month(ledger_home):
    app = well(asked())
    found = reading()
    one = found.one(definitions()["compliance"], found.months[-1], "all", "")
    words = Words("id")
    said = plain(app)
    assert words.percent(one.value) in said
    assert words.number(one.denominator - one.numerator) in said and words.number(one.denominator) in said
    assert words.date(one.as_of_day) in said


def test_each_region_shows_numerator_and_denominator_of_the_release(ledger_home):
    app = seen_by("pengelola", area="sumsel")
    found = reading(Viewer("pengelola"))
    table = {row[1]: row for row in component(app, "bidi_component", "peta_rank")["rows"]}
    values = found.values(definitions()["compliance"], found.months[-1]).set_index("region")
    assert len(table) == 17
    for code, row in table.items():
        above, below = (int(values.loc[code, name]) for name in ("numerator", "denominator"))
        assert row[6] == f"{Words('id').number(above)} / {Words('id').number(below)}"


def test_the_public_is_told_that_a_cell_is_hidden_and_others_see_it(ledger_home):
    about = definitions()["ledger_arrears_rp"]
    public, inside = reading(), reading(Viewer("pengelola"))
    values = public.values(about, public.months[-1])
    hidden = set(values.loc[values["suppressed"] != "", "region"])
    assert hidden  # the small ledger has small cells
    app = asked(indikator=about.id)
    assert not hidden & set(rows(app))
    table = {row[1]: row[3] for row in component(app, "bidi_component", "peta_rank")["rows"]}
    lines = {
        line: int(count) for line, count in re.findall(r"<span>([^<]*)</span><b>(\d+)</b>", legend_of(app))
    }
    assert {table[code] for code in hidden} <= {"disembunyikan", "di “Lainnya”"}
    assert set(withheld(app).values()) == {"disembunyikan"}
    assert lines["disembunyikan"] == len(hidden) and set(withheld(app)) == hidden
    assert lines.get("tidak ada data", 0) == sum(said == "tidak ada data" for said in table.values())
    assert str(len(hidden)) in plain(app)
    app = seen_by("pengelola", indikator=about.id)
    assert hidden <= set(rows(app)) == set(inside.values(about, inside.months[-1])["region"])


def test_what_is_kept_of_an_answer_is_kept_for_one_role_alone(ledger_home):
    """The same question by those who see all, by a branch and by the public, in turn, and once more when all is kept."""
    about, viewers = (
        definitions()["ledger_arrears_rp"],
        (Viewer("pengelola"), Viewer("cabang", frozenset({"KC-MOJOKERTO"})), PUBLIK),
    )
    told = []
    for viewer in (*viewers, *viewers):
        found = reading(viewer)
        values = found.values(about, found.months[-1]).set_index("region")
        ones = {code: found.one(about, found.months[-1], "region", code) for code in values.index}
        assert {code: (one.suppressed, one.value or 0) for code, one in ones.items()} == {
            code: (row.suppressed, 0 if row.suppressed else int(row.value)) for code, row in values.iterrows()
        }
        told.append((ones, plain(opened("", viewer, data="simulasi", indikator=about.id))))
    assert told[:3] == told[3:] and all(one[0] != told[2][0] and one[1] != told[2][1] for one in told[:2])


def test_a_difference_is_hidden_where_either_month_is(ledger_home):
    about, public = definitions()["ledger_arrears_rp"], reading()

    def hidden(month: str) -> set[str]:
        values = public.values(about, month)
        return set(values.loc[values["suppressed"] != "", "region"])

    now = hidden(public.months[-1])
    before = next(month for month in reversed(public.months) if hidden(month) - now)
    app = well(asked(indikator=about.id, banding=before))
    assert set(withheld(app)) == now | hidden(before)
    assert not set(rows(app)) & set(withheld(app))


def test_a_hidden_region_says_why_and_shows_no_number(ledger_home):
    about, public = definitions()["ledger_arrears_rp"], reading()
    values = public.values(about, public.months[-1])
    code = values.loc[values["suppressed"] != "", "region"].iloc[0]
    inside = reading(Viewer("pengelola")).one(about, public.months[-1], "region", code)
    said = plain(well(asked(indikator=about.id, wilayah=code)))
    assert "Disembunyikan" in said
    assert Words("id").rupiah(inside.value) not in said and Words("id").number(inside.value) not in said


@pytest.mark.parametrize("page", ["", "kantor-kc-mojokerto"])
def test_a_step_of_the_funnel_has_one_rounding_on_every_page(ledger_home, page):
    """On the map of a region, and on the page of its office: the share with one decimal, where it has one."""
    app = opened(page, Viewer("pengelola"), data="simulasi", wilayah="16.71")
    [funnel] = re.findall(r'<ol class="peta-bars" .*?</ol>', unescape(words_on(app)), re.DOTALL)
    counts = [int(count.replace(".", "")) for count in re.findall(r"<b>([\d.]+)</b>", funnel)]
    shares = re.findall(r"<small>([\d,]+\u00a0%) ·", funnel)
    assert shares == [Words("id").percent(100 * count / counts[0], 1) for count in counts]
    assert len(shares) == 4 and any("," in share for share in shares)


def test_comparing_shows_the_difference_and_says_which_way_is_better(ledger_home):
    found = reading(Viewer("pengelola"))
    now, before = found.months[-1], found.months[-3]
    app = seen_by("pengelola", banding=before)
    about = definitions()["compliance"]
    values = [found.values(about, month).set_index("region")["value"] for month in (now, before)]
    code, words = "16.71", Words("id")
    change = float(values[0][code]) - float(values[1][code])
    assert rows(app)[code][2] == ("+" if change >= 0 else "−") + words.number(abs(change), 2)
    assert painted(app)["suffix"].strip() == "poin"
    assert "ungu di atas nol" in plain(app) and "membaik" not in plain(app)


def test_the_month_of_the_address_is_shown_and_a_later_one_is_the_last(ledger_home):
    found = reading()
    month = found.months[-4]
    assert Words("id").date(month) in painted(asked(per=month))["dates"]
    assert Words("id").date(found.months[0]) in painted(asked(per="2010-01"))["dates"]


def test_playing_keeps_the_classes_of_the_month_it_began_with(ledger_home):
    found = reading()
    app = asked(per=found.months[0], indikator="registration")
    palette = painted(app)["palette"]
    legend = legend_of(app)
    app.button(key="play").click().run()
    assert app.session_state["playing"]
    app.session_state["view"] = app.session_state["view"].__class__(
        data="simulasi", indicator="registration", month=found.months[-2]
    )
    app.query_params = {}
    app.session_state["written_query"] = {}
    app.run()
    before, later = (re.findall(r"<span>([^<]*)</span>", html) for html in (legend, legend_of(app)))
    inner = [line for line in before if line.startswith("> ")][1:]
    assert inner and set(inner) <= set(later) and painted(app)["palette"] == palette
    assert re.fullmatch(r"> [\d,.]+", later[0]) and any(line.startswith("≤ ") for line in later)
    assert "Batas kelas tetap" in plain(app)


def test_what_is_narrowed_stands_in_sight_and_is_taken_off_by_its_cross(ledger_home):
    month = reading().months[0]
    app = seen_by("pengelola", skala="mikro", sektor="G", banding=month)
    said = {one.key: one.label.replace("\\", "") for one in app.button if str(one.key).startswith("chip_")}
    assert list(said) == ["chip_sector", "chip_scale", "chip_compare"]
    assert said["chip_scale"] == "Skala: mikro" and said["chip_compare"].endswith(Words("id").date(month))
    app.button(key="chip_scale").click().run()
    assert app.session_state["view"].value("sector") == "G" and not app.session_state["view"].value("scale")
    app.button(key="chip_compare").click().run()
    assert app.session_state["view"].map.compare == ""
    assert [button.key for button in app.button if str(button.key).startswith("chip_")] == ["chip_sector"]


@pytest.mark.parametrize(
    "shown", [-1, 1], ids=["from the first where the newest is shown", "from the one shown"]
)
def test_the_months_play(ledger_home, shown):
    months = reading().months
    app = asked(per=months[shown])
    app.button(key="play").click().run()
    assert app.session_state["view"].month == (months[0] if shown == -1 else months[shown])


def legend_of(app) -> str:
    return unescape(next(e.value for e in app.html if "peta-legend" in e.value))


def test_narrowing_asks_the_narrower_question(ledger_home):
    found = reading(Viewer("pengelola"))
    app = seen_by("pengelola", skala="mikro", sektor="G")
    filters = (("sector", ("G",)), ("scale", ("mikro",)))
    values = found.values(definitions()["compliance"], found.months[-1], "region", filters)
    known = values[values["value"].notna()]
    assert set(rows(app)) == set(known["region"])
    assert "Filter: " in plain(app)
    assert "terlalu rinci untuk peran ini" in plain(
        asked(skala="mikro", sektor="G")
    )  # two at once are too fine for the public


def test_with_and_without_jakon_is_one_switch(ledger_home):
    app = asked(indikator="coverage_workers")
    app.toggle(key="w_jakon").set_value(False).run()
    assert app.query_params["indikator"] in (
        "coverage_workers_without_jakon",
        ["coverage_workers_without_jakon"],
    )
    assert definitions()["coverage_workers_without_jakon"].title["id"] in plain(well(app))


def test_the_switch_back_to_published_figures_lets_go_of_what_only_a_ledger_has(ledger_home):
    app = asked(skala="mikro", banding="2026-01", bhs="en", area="sumsel")
    app.button_group(key="w_data").set_value("").run()
    assert well(app).query_params == {"bhs": "en", "area": "sumsel"}
    assert "SIMULATION" not in words_on(app)


def test_data_of_ones_own_that_nobody_has_published_is_said(ledger_home):
    app = well(opened(data="sendiri"))
    assert "Belum ada data sendiri" in app.info[0].value
