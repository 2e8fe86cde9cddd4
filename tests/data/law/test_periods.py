"""The files of the law: that each says what it must, and that a damaged one is named."""

import shutil
import tomllib
from datetime import date

import pytest

from data.law.late import due_date
from data.law.periods import FOLDER, UnknownMonth, periods
from data.law.rules import at
from data.law.shapes import BadRules
from data.law.working_days import working_day
from data.words import Words


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_period_of_every_file_states_its_law_and_whether_it_is_confirmed(path):
    raw = tomllib.loads(path.read_text("utf-8"))
    assert raw
    for parameter in raw.values():
        assert parameter["title_id"] != parameter["title_en"]
        for period in parameter["period"]:
            assert isinstance(period["law"], str) and type(period["confirmed"]) is bool
            assert period["note_id"].strip() and period["note_id"] != period["note_en"]
            assert period["law"] or not period["confirmed"], "confirmed by nothing"


def test_every_file_is_read():
    read = {period.file for timeline in periods().values() for period in timeline}
    assert read == {path.stem for path in FOLDER.glob("*.toml")}


# -- changed files


def edited(tmp_path, file, old, new):
    folder = tmp_path / "rules"
    shutil.copytree(FOLDER, folder)
    path = folder / f"{file}.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return folder


def test_holidays_are_skipped_once_they_are_written_down(tmp_path):
    decreed = '[[holidays.period]]\nfrom = "2025-01"\nto = "2025-12"\nadded = []\nremoved = []'
    other = "added = [2025-04-15, 2025-04-16]\nremoved = [2025-05-29]"
    folder = edited(tmp_path, "late", decreed, decreed.replace("added = []\nremoved = []", other))
    assert due_date("2025-03", folder) == date(2025, 4, 17)
    assert due_date("2025-03") == date(2025, 4, 15)
    assert working_day(date(2025, 5, 29), folder) == date(2025, 5, 29) != working_day(date(2025, 5, 29))


@pytest.mark.parametrize(
    ("file", "old", "new", "quoted"),
    [
        ("jkk", "[jkk]", "[jkk", ["jkk.toml", "TOML"]),
        ("jkk", "rendah = 5_400", "rendah = 0.54", ["jkk.period[1].ppm.rendah", "0.54", "1000000"]),
        ("jkk", "rendah = 5_400", "rendah = true", ["ppm.rendah", "True"]),
        ("jkk", "tinggi = 12_700, ", "", ["jkk.period[1].ppm.tinggi", "belum diisi"]),
        ("jkm", "ppm = 3_000", "ppm = 3_000\nrupiah = 1", ["jkm.period[1].rupiah", "tidak dikenal"]),
        ("jkm", 'law = "PP 44/2015, PP 82/2019, PP 49/2023"', 'law = ""', ["jkm.period[1].law"]),
        ("jkm", 'law = "PP 44/2015, PP 82/2019, PP 49/2023"\n', "", ["jkm.period[1].law", "belum diisi"]),
        ("jkm", "confirmed = true", 'confirmed = "ya"', ["confirmed", "true, false"]),
        ("jkm", 'title_en = "JKM rate"', 'title_en = " "', ["jkm.title_en"]),
        ("jkm", 'from = "2022-03"', 'from = "2022-3"', ["jkm.period[1].from", "2022-3", "2025-03"]),
        ("jkm", "[jkm]", "[lain]\n[jkm]", ["jkm.toml", "[lain]"]),
        ("jkm", "[[jkm.period]]", "[jkm.period]", ["jkm.period", "[ ... ]"]),
        ("jp", 'from = "2024-03"', 'from = "2023-03"', ["jp_wage_ceiling", "bertumpuk"]),
        ("late", 'to = "2020-07"', 'to = "2020-08"', ["due_day", "bertumpuk"]),
        ("relief", 'to = "2026-01"', 'to = "2025-01"', ["jkk_relief", "terbalik"]),
        ("relief", '"makanan", ', '"makanan", "makanan", ', ["industries", "makanan"]),
        ("ageing", "diragukan = 7", "diragukan = 6, sisa = 7", ["sisa"]),
        ("ageing", "kurang_lancar = 4", "kurang_lancar = 7", ["1, 7, 7, 13"]),
        ("ageing", "lancar = 1,", "lancar = 2,", ["2, 4, 7, 13", "1"]),
        ("jakon", "above_rupiah = 0", "above_rupiah = 5", ["jakon.period[1]", "5, 100000000"]),
        (
            "late",
            "added = []",
            "added = [2025-04-15T00:00:00]",
            ["holidays.period[1].added[1]", "2026-08-17"],
        ),
    ],
)
def test_a_damaged_file_is_named_with_its_key_in_both_languages(tmp_path, file, old, new, quoted):
    folder = edited(tmp_path, file, old, new)
    with pytest.raises(BadRules) as caught:
        at("2025-03", folder)
    message = str(caught.value)
    assert all(part in message for part in [f"{file}.toml", *quoted]), message
    assert Words("en").explain(caught.value) != message


def test_a_missing_file_is_named(tmp_path):
    folder = edited(tmp_path, "jkm", "ppm", "ppm")
    (folder / "jht.toml").unlink()
    with pytest.raises(BadRules, match=r"jht\.toml"):
        at("2025-03", folder)


def test_a_gap_between_periods_is_no_rule(tmp_path):
    folder = edited(tmp_path, "late", 'to = "2020-07"', 'to = "2020-06"')
    assert due_date("2020-06", folder) == date(2020, 7, 15)
    with pytest.raises(UnknownMonth, match=r"2020-07.*2015-07 – 2020-06, 2020-08 – 2021-01"):
        due_date("2020-07", folder)


def test_a_new_rule_is_a_new_period_and_nothing_else(tmp_path):
    raised = '[[jkm.period]]\nfrom = "2027-01"\nppm = 4_000\nlaw = "PP 1/2027"\nnote_id = "Contoh."\n'
    folder = edited(tmp_path, "jkm", "[[jkm.period]]", "[[jkm.period]]")
    with (folder / "jkm.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n{raised}note_en = "Example."\nconfirmed = false\n')
    assert (at("2026-12", folder).jkm_ppm, at("2027-01", folder).jkm_ppm) == (3_000, 4_000)
    assert [period.until for period in periods(folder)["jkm"]] == ["2026-12", None]
