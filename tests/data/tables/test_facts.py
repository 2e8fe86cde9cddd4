"""The embedded files load, fit together, and say what is wrong when somebody damages one."""

import csv
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.indicators.definition import definitions
from data.tables.checks import MAX_TEXT
from data.tables.columns import later_columns
from data.tables.facts import EMBEDDED, facts_as_they_lie, heading, load_facts, load_table
from data.tables.files import MAX_BYTES, DamagedFile, read_table
from data.tables.links import check_links
from data.tables.published_schemas import TABLES
from data.words import Words
from tests.examples import examples

HEAD = ",".join(TABLES["targets"].columns).encode()


@pytest.fixture(scope="module")
def facts():
    return load_facts()


@pytest.fixture(scope="module")
def by_line() -> dict[str, pd.DataFrame]:
    """Every table as it is read from its file, by the number of the line: not to be changed."""
    return {name: read_table(name, EMBEDDED) for name in TABLES}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "embedded"
    shutil.copytree(EMBEDDED, copy, ignore=shutil.ignore_patterns("*.fgb"))
    return copy


def rewrite(folder: Path, table: str, row: int, column: str, value: str) -> None:
    """Put `value` into one cell; `row` is the line number in the file (2 is the first row)."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as source:
        rows = list(csv.reader(source))
    rows[row - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, lineterminator="\n").writerows(rows)


def test_every_table_has_its_rows(facts):
    counts = {name: len(getattr(facts, name)) for name in TABLES}
    assert counts["figures"] == 358
    assert (counts["regions"], counts["kecamatan"], counts["workforce"]) == (24, 335, 96)
    assert (counts["offices"], counts["service_points"]) == (12, 3)
    assert (counts["agreements"], counts["events"], counts["targets"]) == (30, 109, 25)


def test_codes_are_text_and_numbers_are_float(facts):
    assert "16.10" in set(facts.regions["code"])
    assert facts.figures["value"].dtype == float
    assert facts.figures.loc[facts.figures["id"] == "A015", "caveat_id"].item() == ""
    for name, schema in TABLES.items():
        frame = getattr(facts, name)
        texts = [column for column, spec in schema.columns.items() if "float" not in str(spec.dtype)]
        assert frame[texts].notna().all(axis=None), name


def test_the_five_regions_whose_codes_differ(facts):
    bps = dict(zip(facts.regions["code"], facts.regions["bps"], strict=True))
    differ = {code: other for code, other in bps.items() if code.replace(".", "") != other}
    assert differ == {"16.08": "1609", "16.09": "1608", "16.72": "1673", "16.73": "1674", "16.74": "1672"}


def test_the_figure_that_contradicts_itself_is_kept_as_printed(facts):
    row = facts.figures.set_index("id").loc["A174"]
    assert (row["numerator"], row["denominator"], row["stated_pct"]) == (9823, 63806, 15.04)
    assert row["area_code"] == "35.76"


def test_every_text_in_indonesian_has_its_english_and_the_other_way(facts):
    for name, schema in TABLES.items():
        frame = getattr(facts, name)
        for column in schema.columns:
            if column.endswith("_id") and column[:-3] + "_en" in schema.columns:
                other = frame[column[:-3] + "_en"]
                assert ((frame[column] == "") == (other == "")).all(), (name, column)


def numbers(text: str) -> set[str]:
    return {re.sub(r"\D", "", number) for number in re.findall(r"\d[\d.,/]*", text)}


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("figures", "caveat"),
        *(("events", column) for column in ("audience", "note", "organiser")),
        *(("agreements", column) for column in ("subject", "status", "follow", "note")),
        *((table, "note") for table in ("offices", "service_areas", "service_points", "sources")),
    ],
)
def test_a_translation_has_the_same_numbers(facts, table, column):
    frame = getattr(facts, table)
    for ind, eng in zip(frame[f"{column}_id"], frame[f"{column}_en"], strict=True):
        assert numbers(ind) == numbers(eng), ind


def test_the_two_target_series_are_kept_apart(facts):
    nation = facts.targets[(facts.targets["area_code"] == "ID") & (facts.targets["indicator"] == "ucj_pct")]
    values = {(row.series, row.year): row.value for row in nation.itertuples()}
    path = {("RPJMN", 2025): 32.15, ("RKP", 2026): 34.99, ("RPJMN", 2029): 43.92}
    assert path.items() <= values.items() and values["BPJS", 2025] == 52.15
    standing = {(row.series, row.year): row.standing for row in nation.itertuples()}
    assert standing["BPJS", 2026] == "old" and not standing["RPJMN", 2025]


def test_a_target_without_a_year_is_doubtful_and_says_why(facts):
    undated = facts.targets[facts.targets["year"].isna()]
    assert len(undated) and set(undated["standing"]) == {"doubtful"}
    weak = facts.targets[facts.targets["standing"] != ""]
    assert (weak["note_id"] != "").all() and (weak["note_en"] != "").all()


def test_formal_and_informal_workers_add_up_to_the_employed(facts):
    wide = facts.workforce.pivot(index="region", columns="definition", values="value")
    assert (wide["formal"] + wide["informal"] == wide["employed"]).all()
    assert (wide["employed"] < wide["population"]).all()


def test_every_source_is_a_page_or_says_what_it_is(facts):
    without = facts.sources[facts.sources["url"] == ""]
    assert 0 < len(without) < 30
    assert not facts.sources["title"].str.contains(r"\.txt|[0-9a-f]{12}", regex=True).any()
    used = set().union(
        *(set(getattr(facts, name)["source"]) for name in TABLES if "source" in TABLES[name].columns)
    )
    # A row has one source; further ones of the same fact are named in its note.
    noted = set(re.findall(r"\bS\d{3}\b", " ".join(facts.service_points["note_id"])))
    # The official areas, codes and boundaries, which no row of a table names, and what targets rested on before
    # their pages were found: rows that an organisation brought may still name those.
    assert noted and set(facts.sources["id"]) - used - noted == {"S165", "S166", "S169", "S170", "S171"}
    # Where there is no address, the reader is told what the source is.
    assert (without.loc[~without["id"].isin(["S167", "S169", "S170"]), "note_id"] != "").all()


def test_invited_attended_and_merely_mentioned_are_what_the_sources_say(facts):
    events = facts.events.set_index("id")
    numbers = {
        name: events[name].dropna().astype(int).to_dict() for name in ("invited", "attended", "mentioned")
    }
    assert numbers["invited"] == {"K01": 48, "K19": 120, "K45": 100, "K64": 100}
    assert numbers["attended"] == {"K28": 101, "K59": 48, "K70": 120}
    # Cards and benefits handed out, companies visited, plans: neither an invitation nor an attendance.
    assert numbers["mentioned"]["K12"] == 2500 and numbers["mentioned"]["K85"] == 872
    assert not set(numbers["mentioned"]) & {*numbers["invited"], *numbers["attended"]}
    assert events.loc["K45", "counts"] == "more than" and events.loc["K59", "same_as"] == "K01"
    assert "15 persen" in events.loc["K19", "note_id"]


def test_a_file_from_before_a_column_is_read_and_empty_there(folder):
    path = folder / "events.csv"
    with path.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    later = later_columns(TABLES["events"])
    old = [column for column in TABLES["events"].columns if column not in later]
    assert "same_as" in later and "invited" in old
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, old, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    events = load_facts(folder).events
    assert list(events.columns) == list(TABLES["events"].columns) and len(events) == len(rows)
    assert set(events["same_as"]) == {""} and events["mentioned"].isna().all()
    path.write_text(path.read_text(encoding="utf-8").replace("areas,", "", 1), encoding="utf-8")
    with pytest.raises(DamagedFile, match="baris 1"):
        load_table("events", folder)


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "expected"),
    [
        ("regions", 9, "code", "1608", ["regions.csv", "9", "code", "“1608”", "16.08"]),
        ("regions", 3, "kind", "kabupten", ["“kabupten”", "kabupaten, kota"]),
        ("regions", 4, "capital_lat", "104.2", ["capital_lat", "-90", "90"]),
        ("figures", 12, "value", "1.234.567", ["figures.csv", "12", "value", "63806"]),
        ("figures", 12, "value", "nan", ["figures.csv", "12", "“nan”"]),
        ("figures", 12, "value", "", ["figures.csv", "12", "value", "wajib"]),
        ("figures", 20, "as_of", "2024-02-30", ["20", "as_of", "2018-10-31"]),
        ("figures", 20, "as_of", "10/9", ["20", "“10/9”"]),
        ("figures", 21, "flags", "target;wrong", ["flags", "doubtful"]),
        ("figures", 22, "id", "A001", ["22", "A001", "baris lain"]),
        ("figures", 22, "denominator", "0", ["denominator", "1"]),
        ("sources", 5, "url", "javascript:alert(1)", ["sources.csv", "5", "url"]),
        ("sources", 5, "title", "x" * (MAX_TEXT + 1), ["title", str(MAX_TEXT)]),
        ("sources", 5, "title", "one\ntwo", ["sources.csv", "5", "title"]),
        ("events", 6, "areas", "16.08; 16.09", ["events.csv", "6", "areas"]),
    ],
)
def test_a_damaged_cell_is_named(folder, table, row, column, value, expected):
    rewrite(folder, table, row, column, value)
    with pytest.raises(DamagedFile) as caught:
        load_table(table, folder)
    assert all(part in str(caught.value) for part in expected), str(caught.value)
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "other"),
    [
        ("figures", 40, "area_code", "16.99", "regions.csv"),
        ("figures", 3, "area_code", "16.01", "regions.csv"),
        ("figures", 200, "area_code", "KC-NOWHERE", "offices.csv"),
        ("figures", 40, "source", "S999", "sources.csv"),
        ("figures", 40, "indicator", "ucj", "data/indicators/definitions"),
        ("figures", 40, "indicator", "compliance", "data/indicators/definitions"),
        ("figures", 40, "unit", "rupiah", "workers"),
        ("kecamatan", 40, "region", "16.99", "regions.csv"),
        ("offices", 4, "seat", "99.99", "regions.csv"),
        ("offices", 4, "parent", "KC-NOWHERE", "offices.csv"),
        ("service_areas", 4, "office", "KC-NOWHERE", "offices.csv"),
        ("service_areas", 4, "to", "2010", "2010"),
        ("agreements", 4, "areas", "35.17;99.99", "99.99"),
        ("agreements", 4, "offices", "KC-MOJOKERTO;KC-NOWHERE", "KC-NOWHERE"),
        ("agreements", 4, "same_as", "M999", "agreements.csv"),
        ("events", 4, "same_as", "K999", "events.csv"),
        ("service_points", 2, "same_place_as", "L99", "service_points.csv"),
        ("service_areas", 4, "source", "S999", "sources.csv"),
        ("targets", 2, "indicator", "coverage", "data/indicators/definitions"),
    ],
)
def test_a_row_that_fits_no_other_table_is_named(by_line, table, row, column, value, other):
    damaged = by_line[table].copy()
    damaged.loc[row, column] = value
    with pytest.raises(DamagedFile) as caught:
        check_links(by_line | {table: damaged})
    assert f"{table}.csv" in str(caught.value)
    assert str(row) in str(caught.value)
    assert other in str(caught.value)


def test_a_file_whose_rows_fit_no_other_table_is_refused(folder):
    rewrite(folder, "service_areas", 4, "office", "KC-NOWHERE")
    with pytest.raises(DamagedFile, match=r"service_areas\.csv baris 4.*KC-NOWHERE.*offices\.csv"):
        load_facts(folder)


def test_offices_cannot_stand_above_each_other_in_a_circle(folder):
    rewrite(folder, "offices", 3, "parent", "KCP-JOMBANG")
    with pytest.raises(DamagedFile, match=r"offices\.csv baris 3.*KC-MOJOKERTO"):
        load_facts(folder)


def test_a_missing_file_is_named(folder):
    (folder / "targets.csv").unlink()
    with pytest.raises(DamagedFile, match=r"targets\.csv"):
        load_facts(folder)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "baris 1"),
        (HEAD.replace(b",source", b"") + b"\n", "source"),
        (b"area_code,indicator,year,value,series,source\n", "baris 1"),
        (HEAD + b"\nucj_pct,ID,2025,1,BPJS\n", "baris 2"),
        (HEAD + b'\n"ucj_pct,ID,2025,1,BPJS,S001\n', "baris 2"),
        (HEAD + b"\nucj\xff,ID,2025,1,BPJS,S001,,,,\n", "UTF-8"),
    ],
)
def test_a_broken_file_is_refused_with_the_place(folder, content, expected):
    (folder / "targets.csv").write_bytes(content)
    with pytest.raises(DamagedFile, match=r"targets\.csv") as caught:
        load_table("targets", folder)
    assert expected in str(caught.value)


def test_a_file_that_is_far_too_large_is_not_read(folder):
    with (folder / "targets.csv").open("r+b") as target:
        target.truncate(MAX_BYTES + 1)
    with pytest.raises(DamagedFile, match="20 MB"):
        load_table("targets", folder)


def test_a_file_saved_again_by_excel_still_loads(folder):
    path = folder / "targets.csv"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    pd.testing.assert_frame_equal(load_table("targets", folder), load_table("targets"))


def test_line_numbers_count_blank_lines(folder):
    path = folder / "targets.csv"
    first, rest = path.read_text(encoding="utf-8").split("\n", 1)
    path.write_text(f"{first}\n\n\n{rest.replace('52.15', 'lima')}", encoding="utf-8")
    with pytest.raises(DamagedFile, match="baris 4, kolom value"):
        load_table("targets", folder)


def test_the_error_is_said_in_english_too(folder):
    rewrite(folder, "regions", 9, "code", "1608")
    with pytest.raises(DamagedFile) as caught:
        load_table("regions", folder)
    assert "{" not in Words("en").explain(caught.value)


def test_text_that_looks_like_markup_is_only_text(folder):
    hostile = "<img src=x onerror=alert(1)>`${alert(1)}`</script>"
    rewrite(folder, "figures", 2, "caveat_id", hostile)
    assert load_table("figures", folder)["caveat_id"].iloc[0] == hostile


def test_every_column_has_a_heading_in_both_languages():
    for table, schema in TABLES.items():
        for language in ("id", "en"):
            headings = [heading(table, column, language) for column in schema.columns]
            assert all(headings) and len(set(headings)) == len(headings), (table, language)
    assert heading("regions", "area_km2", "id") == "Luas (km²)"
    assert heading("figures", "numerator", "en") == "Numerator"


def test_units_of_the_figures_are_those_of_their_indicators(facts):
    units = facts.figures.groupby("indicator")["unit"].unique()
    assert {name: units_of_name.tolist() for name, units_of_name in units.items()} == {
        name: [definition.unit]
        for name, definition in definitions().items()
        if definition.kind == "published" and name in set(facts.figures["indicator"])
    }


CELL = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp"), blacklist_characters="\x85"), max_size=40
)


@examples(8, 100)
@given(parties=CELL.filter(lambda cell: cell.strip()), status=CELL)
def test_any_text_comes_back_as_it_was_written(tmp_path_factory, parties, status):
    frame = load_table("agreements").head(1).assign(parties=parties, status_id=status)
    folder = tmp_path_factory.mktemp("tables")
    frame.to_csv(folder / "agreements.csv", index=False, lineterminator="\n")
    pd.testing.assert_frame_equal(load_table("agreements", folder), frame)


def test_a_target_may_be_of_an_office_or_region_in_the_unit_of_its_indicator(folder):
    with (folder / "targets.csv").open("a", encoding="utf-8") as target:
        target.write("workers_active,KC-MOJOKERTO,2026,70000,BPJS KC Mojokerto,S001,,,,\n")
        target.write("ucj_pct,35.16,2024,50,Pemkab,S001,,,,\n")
    assert load_facts(folder).targets["series"].tolist()[-2:] == ["BPJS KC Mojokerto", "Pemkab"]
    with (folder / "targets.csv").open("a", encoding="utf-8") as target:
        target.write("ucj_pct,KC-ATLANTIS,2024,50,Pemkab,S001,,,,\n")
    with pytest.raises(DamagedFile, match="KC-ATLANTIS"):
        load_facts(folder)


def test_a_text_may_be_known_in_indonesian_alone_but_not_in_english_alone(folder):
    rewrite(folder, "events", 2, "kind_en", "")
    assert load_facts(folder).events["kind_en"].iloc[0] == ""
    rewrite(folder, "events", 2, "kind_id", "")
    with pytest.raises(DamagedFile, match="kind_id"):
        load_facts(folder)


def test_facts_are_read_anew_where_a_file_has_changed_and_only_there(folder):
    """Whoever asks every second, as a balancer does, does not have all tables read and checked each time."""
    first = facts_as_they_lie(folder)
    assert facts_as_they_lie(folder) is first
    kept = (folder / "offices.csv").read_bytes()
    rewrite(folder, "offices", 3, "parent", "KCP-JOMBANG")
    for _ in range(2):
        with pytest.raises(DamagedFile, match=r"offices\.csv baris 3"):
            facts_as_they_lie(folder)
    (folder / "offices.csv").unlink()
    with pytest.raises(DamagedFile, match=r"offices\.csv"):
        facts_as_they_lie(folder)
    (folder / "offices.csv").write_bytes(kept)
    assert facts_as_they_lie(folder).offices.equals(first.offices)
