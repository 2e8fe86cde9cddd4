"""What indicators mean, and that the figure shown for an area is the right one."""

import shutil
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.cube import RUPIAH
from data.indicators.definition import FOLDER, TEXTS, definitions
from data.indicators.files import BadDefinition
from data.indicators.published_figures import known_months, published
from data.parsing import AsOf
from data.tables.facts import load_table
from data.vocabulary import AGEING, STEPS

FIGURES = load_table("figures")
TODAY = date(2026, 12, 31)


def shown(indicator: str, known_on: date = TODAY, **options) -> pd.DataFrame:
    return published(FIGURES, indicator, known_on, **options).set_index("area_code")


# -- definitions


PUBLISHED = {name: one for name, one in definitions().items() if one.kind == "published"}
LEDGER = {name: one for name, one in definitions().items() if one.kind == "ledger"}


def test_every_metric_of_the_figures_is_defined_once_and_in_order():
    found = definitions()
    assert set(PUBLISHED) == set(FIGURES["indicator"])
    assert set(PUBLISHED) | set(LEDGER) == set(found)
    assert next(iter(found)) == "ucj_pct"
    orders = [one.order for one in found.values()]
    assert orders == sorted(set(orders))


def test_the_map_offers_exactly_the_indicators_with_a_region():
    with_region = set(FIGURES.loc[FIGURES["area_kind"] == "region", "indicator"])
    assert {name for name, one in definitions().items() if one.on_map} == with_region


def test_every_text_is_there_in_both_languages_and_differs():
    for one in definitions().values():
        for name in TEXTS:
            text = getattr(one, name)
            assert set(text) == {"id", "en"}
            assert text["id"].strip() and text["en"].strip() and text["id"] != text["en"], (one.id, name)


def test_coverage_is_defined_as_active_workers_over_people_who_work():
    ucj = definitions()["ucj_pct"]
    assert "aktif" in ucj.numerator["id"] and "Penduduk bekerja" in ucj.denominator["id"]
    assert (ucj.unit, ucj.polarity, ucj.target_series) == ("percent", "high_good", "BPJS")
    assert [one.id for one in PUBLISHED.values() if one.target_series] == ["ucj_pct"]


def test_what_is_owed_is_good_when_low():
    low = {one.id for one in definitions().values() if one.polarity == "low_good"}
    assert {"arrears_rp", "arrears_employers", "pwbd_employers", "unregistered_employers_pct"} <= low
    assert definitions()["skk_cases"].polarity == "neutral"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('unit = "percent"', 'unit = "persen"', ["unit", "persen", "percent, workers"]),
        ("order = 10", 'order = "ten"', ["order", "ten"]),
        ("order = 10", "order = true", ["order"]),
        ("on_map = true", 'on_map = "ya"', ["on_map", "true, false"]),
        ("on_map = true", "on_map = 1", ["on_map"]),
        ("[question]", "[pertanyaan]", ["pertanyaan"]),
        ('target_series = "BPJS"', 'target_series = "LAIN"', ["target_series", "RPJMN"]),
        ("[title]", "[title", ["TOML"]),
        ("order = 10", "order = 20", ["order", "20"]),
    ],
)
def test_a_bad_file_is_named_with_its_key(tmp_path, old, new, said):
    folder = tmp_path / "indicators"
    shutil.copytree(FOLDER, folder)
    path = folder / "ucj_pct.toml"
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadDefinition) as caught:
        definitions(folder)
    message = str(caught.value)
    assert ".toml" in message and all(part in message for part in said), message


def test_a_text_that_is_missing_in_one_language_is_named(tmp_path):
    folder = tmp_path / "indicators"
    shutil.copytree(FOLDER, folder)
    path = folder / "arrears_rp.toml"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("en = ")]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BadDefinition, match=r"arrears_rp\.toml, kunci title\.en"):
        definitions(folder)


def test_a_folder_without_definitions_is_refused(tmp_path):
    with pytest.raises(BadDefinition, match="tidak berisi"):
        definitions(tmp_path)


# -- definitions of the ledger


def test_no_two_indicators_have_one_title():
    for language in ("id", "en"):
        titles = [one.title[language].casefold() for one in definitions().values()]
        assert len(set(titles)) == len(titles), language


def test_published_files_stay_as_they_were_read():
    for one in PUBLISHED.values():
        assert not (one.above or one.below or one.below_workforce or one.segment or one.gap), one.id
        assert one.disclosure is None, one.id


def test_the_ledger_is_not_on_the_map_of_published_figures():
    assert LEDGER and not [one.id for one in LEDGER.values() if one.on_map]


def test_compliance_is_said_to_be_our_own():
    one = LEDGER["compliance"]
    assert (one.above, one.below, one.unit, one.polarity) == (("patuh",), ("wajib",), "percent", "high_good")
    assert "buatan produk ini" in one.definition["id"] and "own" in one.definition["en"]
    assert "Tidak ada rumus resmi" in one.caveat["id"] and "No official formula" in one.caveat["en"]


def test_the_funnel_is_four_steps_over_the_same_employers():
    steps = ("employers_obliged", "employers_enrolled", "employers_complete", "employers_compliant")
    assert [LEDGER[step].above for step in steps] == [("wajib",), ("terdaftar",), ("lengkap",), ("patuh",)]
    assert [LEDGER[step].order for step in steps] == sorted(LEDGER[step].order for step in steps)


def test_only_coverage_by_its_official_definition_has_the_official_target():
    held = {one.id: (one.target_series, one.target_of) for one in LEDGER.values() if one.target_series}
    assert held == dict.fromkeys(("coverage_workers", "coverage_gap"), ("BPJS", "ucj_pct"))


def test_arrears_are_the_sum_of_their_classes():
    classes = [LEDGER[f"arrears_{name}_rp"] for name in AGEING]
    assert LEDGER["ledger_arrears_rp"].above == tuple(name for one in classes for name in one.above)
    assert {one.unit for one in classes} == {"rupiah"}


def test_open_cases_stand_at_one_of_the_steps():
    assert set(LEDGER["cases_open"].above) == {f"cases_{step}" for step in STEPS}


def test_what_needs_the_workforce_stops_at_the_region_and_cannot_be_narrowed():
    for one in LEDGER.values():
        assert ("kecamatan" in one.levels) == one.narrows == (not one.below_workforce), one.id
    assert LEDGER["coverage_workers"].levels == ("all", "area", "province", "region")


def test_rupiah_is_guarded_against_one_dominant_employer():
    for one in LEDGER.values():
        shown = {*one.above, *one.minus, *one.below} & {*RUPIAH, "recovered"}
        assert bool(shown) <= bool(one.disclosure.largest and one.disclosure.value), one.id


def test_the_same_number_is_guarded_in_the_same_way_wherever_it_is_shown():
    """Else one indicator shows what another hides."""
    guards = {}
    for one in LEDGER.values():
        for parts in {(one.above, one.minus), (one.below, ())} - {((), ())}:
            guards.setdefault(parts, set()).add(one.disclosure)
    # What fell due is the measure of arrears in months, where the arrears must be guarded.
    assert {parts[0] for parts, found in guards.items() if len(found) > 1} == {("due",)}


def test_a_guard_can_be_the_key_of_a_cache():
    assert len({one.disclosure for one in LEDGER.values()}) < len(LEDGER)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("compliance", 'above = ["patuh"]', 'above = ["rajin"]', ["above", "rajin", "patuh"]),
        ("compliance", 'above = ["patuh"]', "above = []", ["above", "wajib"]),
        ("compliance", 'above = ["patuh"]', 'above = ["patuh", "patuh"]', ["above", "patuh"]),
        ("compliance", 'above = ["patuh"]', "above = [7]", ["above", "7"]),
        ("compliance", 'above = ["patuh"]\n', "", ["above"]),
        ("compliance", 'below = ["wajib"]', 'below = ["largest_due"]', ["below", "largest_due"]),
        ("compliance", 'below = ["wajib"]\n', "", ["unit", "workers, employers"]),
        ("compliance", 'unit = "percent"', 'unit = "employers"', ["unit", "percent"]),
        ("compliance", 'kind = "ledger"', 'kind = "buku"', ["kind", "buku", "published, ledger"]),
        ("compliance", 'kind = "ledger"', 'kind = "published"', ["above", "tidak dikenal"]),
        ("compliance", "flow = false", 'flow = "tidak"', ["flow", "true, false"]),
        ("compliance", "flow = false\n", "", ["flow"]),
        ("compliance", "flow = false", "flow = false\non_map = true", ["on_map", "tidak dikenal"]),
        ("compliance", 'segment = ["PU"]', 'segment = ["PW"]', ["segment", "PW", "BPU"]),
        (
            "compliance",
            "flow = false",
            "flow = false\nthresholds = [20, 50]",
            ["thresholds", "tidak dikenal"],
        ),
        ("compliance", "flow = false", 'flow = false\nid = "lain"', ["id", "tidak dikenal"]),
        ("compliance", 'unit = "percent"', 'unit = "points"', ["unit", "points", "percent, workers"]),
        (
            "ucj_pct",
            'unit = "percent"',
            'unit = "people"',
            ["unit", "percent, workers, employers, rupiah, cases"],
        ),
        ("ucj_pct", "on_map = true\n", "", ["on_map", "belum diisi"]),
        ("ucj_pct", "[title]", '[title]\nde = "Versicherte"', ["title.de", "tidak dikenal"]),
        ("ucj_pct", 'en = "Worker coverage (UCJ)"', 'en = " "', ["title.en"]),
        (
            "ledger_arrears_rp",
            'largest = "largest_outstanding"',
            'largest = "largest_due"',
            ["disclosure.value", "outstanding_macet", "due"],
        ),
        (
            "ledger_arrears_rp",
            ', largest = "largest_outstanding"',
            "",
            ["disclosure.largest", "largest_outstanding"],
        ),
        ("compliance", "flow = false", 'flow = false\ntarget_of = "ucj_pct"', ["target_of", "target_series"]),
        ("compliance", 'contributors = "wajib"', 'contributors = "due"', ["disclosure.contributors", "due"]),
        ("compliance", 'contributors = "wajib"', 'penyumbang = "wajib"', ["disclosure.penyumbang"]),
        ("due_rp", ', value = ["due"], largest = "largest_due"', "", ["disclosure.largest", "largest_due"]),
        ("due_rp", 'value = ["due"]', 'value = ["wages"]', ["disclosure.value", "wages"]),
        ("due_rp", 'value = ["due"]', "value = []", ["disclosure.value"]),
        ("coverage_workers", 'needs = "region"\n', "", ["needs", "region"]),
        ("coverage_workers", '"employed"', '"population"', ["below_workforce", "population", "informal"]),
        ("coverage_workers", '"employed"', '"employed"\nbelow = ["wajib"]', ["below_workforce"]),
        ("coverage_gap", 'target_series = "BPJS"\ntarget_of = "ucj_pct"\n', "", ["gap", "target_series"]),
        ("coverage_gap", "gap = true\n", "", ["unit"]),
        ("informal_attainment_by_trade", 'by = "sector"', 'by = "trade"', ["by", "trade", "sector"]),
    ],
)
def test_a_bad_file_of_the_ledger_is_named_with_its_key(tmp_path, name, old, new, said):
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / f"{name}.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadDefinition) as caught:
        definitions(tmp_path)
    message = str(caught.value)
    assert f"{name}.toml" in message and all(part in message for part in said), message


# -- published: the figures that ship


def test_kota_mojokerto_at_the_end_of_2021_is_the_figure_with_its_numbers():
    row = shown("ucj_pct", date(2022, 1, 31)).loc["35.76"]
    assert (row["value"], row["numerator"], row["denominator"]) == (54.09, 29700, 54908)
    assert round(row["computed_pct"], 2) == 54.09 and row["as_of_end"] == date(2021, 12, 31)


def test_kab_mojokerto_at_the_end_of_2021_is_the_official_page():
    assert shown("ucj_pct", date(2021, 12, 31)).loc["35.16", "value"] == 28.75


def test_the_figure_of_2018_shows_stated_and_computed():
    row = shown("ucj_pct", date(2018, 9, 10)).loc["35.76"]
    assert row["stated_pct"] == 15.04 and round(row["computed_pct"], 2) == 15.40
    assert "35.76" not in shown("ucj_pct", date(2018, 9, 9)).index


def test_a_figure_for_a_month_is_known_when_the_month_ends():
    assert shown("ucj_pct", date(2025, 8, 30)).index.isin(["16.05"]).sum() == 0
    assert shown("ucj_pct", date(2025, 8, 31)).loc["16.05", "value"] == 45.94


def test_an_upper_bound_is_shown_only_on_demand():
    assert "16.12" not in shown("ucj_pct").index
    assert shown("ucj_pct", flagged=True).loc["16.12", "value"] == 1


def test_targets_and_flows_are_never_shown_as_results():
    for flagged in (False, True):
        assert (
            shown("vulnerable_workers_paid", flagged=flagged)
            .get("flags", pd.Series(dtype=str))
            .ne("target")
            .all()
        )
        registered = shown("employers_registered", flagged=flagged)
        assert "33.27" not in registered.index
        assert registered.loc["33.25", "value"] == 350
    assert "33.25" not in shown("workers_protected", flagged=True).index


def test_undated_figures_are_never_known():
    assert 28 not in set(shown("noncompliant_employers", flagged=True)["value"])


def test_registered_workers_do_not_stand_in_for_active_ones():
    assert set(shown("workers_active").index) == {"16.06"}


def test_offices_are_read_apart_from_regions():
    office = shown("bpu_target_attainment", kind="office")
    assert list(office.index) == ["KC-PEKALONGAN"] and round(office["computed_pct"].item(), 2) == 30.91
    assert shown("ucj_pct", kind="province").loc["16", "value"] == 31.33


def test_no_percentage_is_computed_for_a_count_against_a_target():
    row = shown("pu_active", date(2024, 1, 1), kind="office").loc["KC-PEKALONGAN"]
    assert row["stated_pct"] == 93.98 and round(row["computed_pct"], 2) == 93.98
    before = shown("bpu_active", date(2019, 11, 30), kind="office").loc["KC-PEKALONGAN"]
    assert before["denominator"] == 24000 and pd.isna(before["computed_pct"])


def test_nothing_known_gives_an_empty_table_with_every_column():
    empty = published(FIGURES, "ucj_pct", date(1990, 1, 1))
    assert empty.empty and list(empty.columns) == [*FIGURES.columns, "as_of_end", "computed_pct"]


def test_months_are_those_in_which_something_can_be_shown():
    months = known_months(FIGURES, "ucj_pct")
    assert months == sorted(set(months)) and months[0] == "2016-12" and "2021-12" in months
    assert set(months) <= set(known_months(FIGURES))
    # The only region row of 2025-12 for the Batang workers is a target.
    assert "2025-12" not in known_months(FIGURES[FIGURES["id"] == "A117"], "workers_protected")
    assert "2024-12" in known_months(FIGURES, "ucj_pct") and known_months(FIGURES.head(0)) == []


# -- published against its slow twin


def slow_published(figures, indicator, known_on, flagged, kind):
    """The same, row by row: throw out what may not stand, then let each better row replace the last."""
    best = {}
    for row in figures.to_dict("records"):
        flags = [flag for flag in row["flags"].split(";") if flag]
        if row["indicator"] != indicator or row["area_kind"] != kind or row["as_of"] == "":
            continue
        if "target" in flags or "flow" in flags or AsOf(row["as_of"]).end > known_on:
            continue
        if not flagged and any(flag != "derived" for flag in flags):
            continue
        best[row["area_code"]] = better(row, best.get(row["area_code"]))
    return {area: row["id"] for area, row in best.items()}


def better(new, old):
    if old is None:
        return new
    for question in (
        lambda row: AsOf(row["as_of"]).end,
        lambda row: row["as_of_basis"] == "stated",
        lambda row: not set(row["flags"].split(";")) & {"partial", "bound", "doubtful"},
        lambda row: row["flags"] == "",
        lambda row: pd.notna(row["numerator"]) and pd.notna(row["denominator"]),
        lambda row: int(row["id"][1:]),
    ):
        if question(new) != question(old):
            return new if question(new) > question(old) else old
    return old


days = st.dates(date(2016, 1, 1), date(2018, 12, 31))
as_of = st.one_of(
    st.just(""), days.map(str), days.map(lambda day: str(day)[:7]), days.map(lambda day: str(day)[:4])
)
flag_sets = st.lists(
    st.sampled_from(["target", "flow", "partial", "bound", "derived", "doubtful"]), unique=True, max_size=2
).map(";".join)
count = st.one_of(st.just(float("nan")), st.integers(1, 999).map(float))
figure = st.fixed_dictionaries(
    {
        "area_code": st.sampled_from(["16.08", "16.09", "35.76"]),
        "area_kind": st.sampled_from(["region", "region", "office"]),
        "indicator": st.sampled_from(["ucj_pct", "ucj_pct", "skk_cases"]),
        "numerator": count,
        "denominator": count,
        "stated_pct": count,
        "unit": st.sampled_from(["percent", "cases"]),
        "as_of": as_of,
        "as_of_basis": st.sampled_from(["stated", "inferred", "page date", ""]),
        "flags": flag_sets,
    }
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(figure, min_size=1, max_size=25), known_on=days, flagged=st.booleans())
def test_published_is_its_slow_twin(rows, known_on, flagged):
    figures = pd.DataFrame(rows).assign(id=[f"A{at:03d}" for at in range(1, len(rows) + 1)])
    found = published(figures, "ucj_pct", known_on, flagged)
    assert dict(zip(found["area_code"], found["id"], strict=True)) == slow_published(
        figures, "ucj_pct", known_on, flagged, "region"
    )
    assert list(found["area_code"]) == sorted(found["area_code"])


@settings(max_examples=50, deadline=None)
@given(days_later=st.integers(0, 4000), flagged=st.booleans())
def test_what_is_once_known_stays_known_and_only_gets_newer(days_later, flagged):
    early = shown("ucj_pct", date(2016, 12, 31), flagged=flagged)
    later = shown("ucj_pct", date(2016, 12, 31) + timedelta(days_later), flagged=flagged)
    assert set(early.index) <= set(later.index)
    assert (later.loc[early.index, "as_of_end"] >= early["as_of_end"]).all()
