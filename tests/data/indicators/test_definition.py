"""What indicators mean: their files are whole, and a damaged one is named with its key."""

import re
import shutil

import pytest

from data.cube import COUNTED_FROM, MEASURES, RESTS_ON, WITHOUT_WAGE_CHECK
from data.indicators.definition import FOLDER, TEXTS, definitions
from data.indicators.files import BadDefinition, LedgerKeys
from data.law.periods import periods
from data.law.shapes import FILES
from data.tables.facts import load_table
from data.tables.ledger_schemas import LEDGER as LEDGER_TABLES
from data.vocabulary import AGEING, AGES, COARSE_AGES, STEPS

FIGURES = load_table("figures")

PUBLISHED = {name: indicator for name, indicator in definitions().items() if indicator.kind == "published"}
LEDGER = {name: indicator for name, indicator in definitions().items() if indicator.kind == "ledger"}


def test_every_metric_of_the_figures_is_defined_once_and_in_order():
    assert set(PUBLISHED) == set(FIGURES["indicator"]) | (
        set(load_table("targets")["indicator"]) - set(LEDGER)
    )
    assert set(PUBLISHED) | set(LEDGER) == set(definitions())
    assert next(iter(definitions())) == "ucj_pct"
    orders = [indicator.order for indicator in definitions().values()]
    assert orders == sorted(set(orders))


# What is of one group of workers, one segment, one prosecutor or one period: published of regions, and in no map.
NO_MAP = {
    *("bpu_coverage_pct", "pu_coverage_pct", "workers_unprotected", "employers_existing"),
    *("non_asn_covered", "village_officials_covered", "villages_covered", "jakon_projects_registered"),
    *("claims_cases", "claims_paid_rp", "contributions_paid_rp", "wasrik_employers"),
    *("skk_complied", "skk_complied_pct", "skk_summoned"),
}


def test_the_map_offers_the_indicators_with_a_region_that_are_neither_a_flow_nor_a_part():
    with_region = set(FIGURES.loc[FIGURES["area_kind"] == "region", "indicator"])
    on_map = {name for name, indicator in definitions().items() if indicator.on_map}
    assert on_map == with_region - NO_MAP and with_region >= NO_MAP
    assert all("tidak dipetakan" in definitions()[name].caveat["id"].lower() for name in NO_MAP)


def test_every_text_is_there_in_both_languages_and_differs():
    for indicator in definitions().values():
        for name in TEXTS:
            text = getattr(indicator, name)
            assert set(text) == {"id", "en"} and all(map(str.strip, text.values())), indicator.id
            assert text["id"] != text["en"], (indicator.id, name)


def test_coverage_is_defined_as_active_workers_over_people_who_work():
    ucj = definitions()["ucj_pct"]
    assert "aktif" in ucj.numerator["id"] and "Penduduk bekerja" in ucj.denominator["id"]
    assert (ucj.unit, ucj.polarity, ucj.target_series) == ("percent", "high_good", "BPJS")
    assert [indicator.id for indicator in PUBLISHED.values() if indicator.target_series] == ["ucj_pct"]


def test_what_is_owed_is_good_when_low():
    low = {indicator.id for indicator in definitions().values() if indicator.polarity == "low_good"}
    assert {"arrears_rp", "arrears_employers", "pwbd_employers", "unregistered_employers_pct"} <= low
    assert definitions()["skk_cases"].polarity == "neutral"


@pytest.mark.parametrize(
    ("old", "new", "quoted"),
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
def test_a_bad_file_is_named_with_its_key(tmp_path, old, new, quoted):
    folder = tmp_path / "indicators"
    shutil.copytree(FOLDER, folder)
    path = folder / "ucj_pct.toml"
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadDefinition) as caught:
        definitions(folder)
    message = str(caught.value)
    assert ".toml" in message and all(part in message for part in quoted), message


@pytest.mark.parametrize("wrong", ["tidak_ada", "arrears_rp", "compliance"])
def test_only_published_figures_of_the_same_unit_stand_beside_a_number_of_the_ledger(tmp_path, wrong):
    folder = tmp_path / "indicators"
    shutil.copytree(FOLDER, folder)
    path = folder / "coverage_workers.toml"
    path.write_text(
        path.read_text("utf-8").replace('published = "ucj_pct"', f'published = "{wrong}"'), "utf-8"
    )
    with pytest.raises(BadDefinition) as caught:
        definitions(folder)
    assert all(part in str(caught.value) for part in ("coverage_workers.toml", "published", wrong, "ucj_pct"))


def test_every_measure_of_the_cube_is_counted_from_something_that_a_release_has():
    assert set(COUNTED_FROM) == set(MEASURES)
    columns = {f"{table}.{column}" for table, schema in LEDGER_TABLES.items() for column in schema.columns}
    # Minimum wages are facts, which a release may bring too.
    sources = {*LEDGER_TABLES, *columns, "contributions.before", "minimum_wages"}
    assert {part for parts in COUNTED_FROM.values() for part in parts} <= sources
    before = {name for name, parts in COUNTED_FROM.items() if "contributions.before" in parts}
    assert {"patuh", "in_arrears", "outstanding_macet", "due", "penalty"} <= before
    assert not before & {"wajib", "terdaftar", "lengkap", "wages", "workers_active", "known_lengkap"}
    assert set(WITHOUT_WAGE_CHECK) <= set(MEASURES)


# UU 24/2011 article 14 as it stands: the six months are the foreigner's, not everybody's.
ARTICLE_14 = {
    "id": "UU 24/2011 Pasal 14: setiap orang, termasuk orang asing yang bekerja paling singkat 6 bulan di Indonesia, wajib",
    "en": "UU 24/2011 article 14: everyone must be a member of social security, including a foreigner who works in Indonesia",
}


@pytest.mark.parametrize(("language", "cited"), [("id", "Pasal 14"), ("en", "article 14")])
def test_who_must_be_a_member_is_quoted_as_the_law_has_it_wherever_it_is_cited(language, cited):
    texts = [getattr(one, name)[language] for one in definitions().values() for name in TEXTS]
    texts += [period.note[language] for timeline in periods().values() for period in timeline]
    quoting = [text for text in texts if f"UU 24/2011 {cited}" in text]
    assert len(quoting) >= 10 and all(ARTICLE_14[language] in text for text in quoting)
    months = re.compile(r"(?:6|enam) bulan di Indonesia|(?:6|six) months")
    others = [text.replace(ARTICLE_14["id"], "") for text in texts if text not in quoting]
    assert not [text for text in others if months.search(text) and ("bekerja" in text or "work" in text)]


# Parameters of the law on which no number of the cube rests: what is billed is brought, not worked out, and a chain, a
# fine for not registering or a threshold of disclosure changes no count.
OF_NO_COUNT = {
    *(
        "jkk",
        "jkm",
        "jht",
        "jp",
        "jp_wage_ceiling",
        "jkk_relief",
        "bpu",
        "bpu_relief_transport",
        "bpu_relief_other",
    ),
    *("jakon", "non_registration", "receivables", "min_employers", "dominance"),
}


def test_every_parameter_of_the_law_is_named_where_a_number_rests_on_it():
    named = {rule for rules in RESTS_ON.values() for rule in rules}
    known = {name for names in FILES.values() for name in names if not name.startswith("chain_")}
    assert named | OF_NO_COUNT == known and not named & OF_NO_COUNT
    assert set(RESTS_ON) <= set(MEASURES)


def test_an_indicator_rests_on_the_rules_of_what_it_counts():
    found = definitions()
    assert {one.id for one in found.values() if "active_until" in one.rests_on} == {
        one.id for one in found.values() if "workers_active" in (*one.above, *one.minus, *one.below)
    }
    # Of one ageing class, and not of all of them together, wherever one ends.
    assert {one.id for one in found.values() if "ageing" in one.rests_on} == {
        f"arrears_{name}_rp" for name in (*AGEING, "younger", "older")
    }
    assert (
        "ageing" not in found["ledger_arrears_rp"].rests_on
        and "due_day" in found["ledger_arrears_rp"].rests_on
    )
    for one in found.values():
        is_limited = any(rule.startswith("clock_") for rule in one.rests_on)
        assert not is_limited or one.doubtful or one.id == "cases_past_deadline_unconfirmed", one.id
        assert one.kind == "ledger" or not one.rests_on


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
        titles = [indicator.title[language].casefold() for indicator in definitions().values()]
        assert len(set(titles)) == len(titles), language


def test_published_files_stay_as_they_were_read():
    for indicator in PUBLISHED.values():
        keys_of_the_ledger = {name: getattr(indicator, name) for name in LedgerKeys.model_fields}
        assert not any(keys_of_the_ledger.values()), indicator.id


def test_the_ledger_is_not_on_the_map_of_published_figures():
    assert LEDGER and not [indicator.id for indicator in LEDGER.values() if indicator.on_map]


def test_compliance_is_said_to_be_our_own():
    compliance = LEDGER["compliance"]
    assert (compliance.above, compliance.below) == (("patuh",), ("wajib",))
    assert (compliance.unit, compliance.polarity) == ("percent", "high_good")
    definition, caveat = compliance.definition, compliance.caveat
    assert "buatan produk ini" in definition["id"] and "own" in definition["en"]
    assert "Tidak ada rumus resmi" in caveat["id"] and "No official formula" in caveat["en"]


def test_the_funnel_is_four_steps_over_the_same_employers():
    steps = ("employers_obliged", "employers_enrolled", "employers_complete", "employers_compliant")
    assert [LEDGER[step].above for step in steps] == [("wajib",), ("terdaftar",), ("lengkap",), ("patuh",)]
    assert [LEDGER[step].order for step in steps] == sorted(LEDGER[step].order for step in steps)


def test_only_coverage_by_its_official_definition_has_the_official_target():
    held = {
        indicator.id: (indicator.target_series, indicator.target_of)
        for indicator in LEDGER.values()
        if indicator.target_series
    }
    assert held == {"coverage_workers": ("RPJMN", "ucj_pct"), "coverage_gap": ("RPJMN", "coverage_workers")}


def test_arrears_are_the_sum_of_their_classes():
    classes = [LEDGER[f"arrears_{name}_rp"] for name in AGES]
    assert LEDGER["ledger_arrears_rp"].above == tuple(
        name for indicator in classes for name in indicator.above
    )
    assert {indicator.unit for indicator in classes} == {"rupiah"}
    coarse = LEDGER["arrears_younger_rp"], LEDGER["arrears_older_rp"]
    assert [one.above for one in coarse] == [
        tuple(f"outstanding_{name}" for name in ages) for ages in COARSE_AGES
    ]


def test_open_cases_stand_at_one_of_the_steps():
    steps = {f"cases_{step}" for step in STEPS}
    assert set(LEDGER["cases_open"].above) == steps | {"cases_unstarted"}


def test_what_needs_the_workforce_stops_at_the_region_and_cannot_be_narrowed():
    for indicator in LEDGER.values():
        assert ("kecamatan" in indicator.levels) == indicator.narrows == (not indicator.below_workforce), (
            indicator.id
        )
    assert LEDGER["coverage_workers"].levels == ("all", "area", "province", "region")


@pytest.mark.parametrize(
    ("name", "old", "new", "quoted"),
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
        ("compliance", "flow = false", 'flow = false\ntarget_of = "ucj_pct"', ["target_of", "target_series"]),
        ("coverage_workers", 'needs = "region"\n', "", ["needs", "region"]),
        ("coverage_workers", '"employed"', '"population"', ["below_workforce", "population", "informal"]),
        ("coverage_workers", '"employed"', '"employed"\nbelow = ["wajib"]', ["below_workforce"]),
        (
            "coverage_gap",
            'target_series = "RPJMN"\ntarget_of = "coverage_workers"\n',
            "",
            ["gap", "target_series"],
        ),
        ("coverage_gap", "gap = true\n", "", ["unit"]),
        ("informal_attainment_by_trade", 'by = "sector"', 'by = "trade"', ["by", "trade", "sector"]),
    ],
)
def test_a_bad_file_of_the_ledger_is_named_with_its_key(tmp_path, name, old, new, quoted):
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / f"{name}.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadDefinition) as caught:
        definitions(tmp_path)
    message = str(caught.value)
    assert f"{name}.toml" in message and all(part in message for part in quoted), message
