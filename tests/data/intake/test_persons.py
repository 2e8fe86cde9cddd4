"""What identifies people is refused or dropped: nothing of it on disk, in what is said, or in a marked workbook."""

from __future__ import annotations

import json
import logging
import traceback
import zipfile
from pathlib import Path

import pytest

from data.intake import Desk, check
from data.intake.__main__ import main, write_rows
from data.intake.marking import marked
from data.intake.masking import masked
from tests.data.intake import large
from tests.data.intake.making import hostile
from tests.data.intake.making.books import Page, as_csv, as_html, as_ods, as_xlsx
from tests.facts import FACTS

DESK = Desk(large.OFFICE, large.TODAY, large.register(60), FACTS)
NIK = [f"35160101019{at:05}" for at in range(40)]
PEOPLE = ["Siti Contohwati", "Budi Contohsono", "Ny. Ani Contoharti"]
PHONE, MAIL = "0812-3456-7890", "siti.contohwati@contoh.id"
SECRETS = [*NIK, *PEOPLE, PHONE, MAIL]
WRITERS = {"xlsx": as_xlsx, "ods": as_ods, "csv": as_csv, "html": as_html}


def licences() -> Page:
    """A licensing list: the owner's name, NIK and telephone beside the company's number, and errors in every column."""
    rows: list[list[object]] = [
        ["NIB", "Nama Perusahaan", "Kab/Kota", "KBLI", "Skala Usaha", "Tanggal Terbit NIB", "Jumlah TK"],
    ]
    rows[0] += ["Nama Pemilik", "NIK Pemilik", "No HP", "Keterangan"]
    for at in range(30):
        line: list[object] = [
            f"91200012345{at:02}",
            f"UD Contoh {at}",
            "Kota Mojokerto",
            "47111",
            "Mikro",
            "03/08/2026",
            3,
        ]
        rows.append([*line, PEOPLE[at % 3], NIK[at], PHONE, f"hubungi {MAIL} atau {PHONE}, NIK {NIK[at]}"])
    rows[3][1] = f"UD Contoh (NIK {NIK[35]}, {PHONE})"
    rows[4][6] = NIK[36]
    rows[5][2] = f"Kota Antah {NIK[37]}"
    rows[6][4] = f"{MAIL}"
    rows[7][5] = PHONE
    return Page(rows, "NIB")


def workers() -> Page:
    """A list of workers: a row per person."""
    rows: list[list[object]] = [["No", "NIK", "No KPJ", "Nama TK", "Tgl Lahir", "Upah"]]
    rows += [
        [at + 1, NIK[at], f"2600012345{at}", PEOPLE[at % 3], "01/02/1990", 2_500_000 + at] for at in range(30)
    ]
    return Page(rows, "F2A")


def holds(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("kind", WRITERS)
def test_nothing_about_people_is_written_or_said(kind, tmp_path, capsys, caplog):
    caplog.set_level(logging.DEBUG)
    source = tmp_path / "in" / f"daftar.{kind}"
    source.parent.mkdir()
    source.write_bytes(WRITERS[kind](licences()))
    out = tmp_path / "out"
    command = ["check", str(source), "--office", large.OFFICE, "--today", "2026-09-15", "--rows", str(out)]
    main([*command, "--json", str(out / "daftar.json")])
    said = capsys.readouterr()
    written = "".join(path.read_text("utf-8") for path in out.iterdir())
    assert "UD Contoh" in written and holds(written + said.out + said.err + caplog.text) == []
    result = json.loads((out / "daftar.json").read_text("utf-8"))
    assert result["tables"]["employers"]["rows"] > 20
    notes = {note["code"]: note["count"] for note in result["notes"]}
    assert notes["person_dropped"] >= 1 and notes["contact_dropped"] >= 1


@pytest.mark.parametrize("kind", WRITERS)
def test_errors_and_what_is_kept_in_memory_name_nobody(kind):
    report = check(WRITERS[kind](licences()), "daftar", DESK)
    assert {issue.code for issue in report.findings.errors} >= {"not_number", "not_date"}
    said = [issue.text + issue.message for issue in report.findings.errors]
    said += [question.ask + question.key + str(question.choices) for question in report.findings.questions]
    cells = [str(cell) for block in report.blocks for row in block.sheet.cells for cell in row]
    values = [str(record.values) for table in report.tables.values() for record in table.records]
    assert holds("".join(said + cells + values)) == []


@pytest.mark.parametrize("kind", WRITERS)
def test_a_list_of_people_is_refused_and_nothing_of_it_stays(kind):
    report = check(WRITERS[kind](workers()), "daftar", DESK)
    assert report.refused_code == "persons" and report.refused is not None
    assert not report.blocks and not report.tables
    assert holds("".join(traceback.format_exception(report.refused))) == []
    assert report.refused.__traceback__ is None and report.refused.__context__ is None


def test_one_sheet_of_people_is_left_out_alone(tmp_path):
    content = as_xlsx(Page(hostile.rows(), "IURAN"), workers())
    report = check(content, "daftar.xlsx", DESK)
    assert report.refused is None and report.findings.notes["person_sheet_refused", "F2A", ""] == 1
    assert len(report.ready("contributions")) == 12
    write_rows(report, "contributions", tmp_path / "rows.csv")
    assert holds((tmp_path / "rows.csv").read_text("utf-8") + str(report.as_json())) == []
    assert secrets_in(marked(content, report), tmp_path) == []


@pytest.mark.parametrize("kind", WRITERS)
def test_a_marked_workbook_gives_nobody_back(kind, tmp_path):
    content = WRITERS[kind](licences())
    report = check(content, "daftar", DESK)
    back = marked(content, report)
    assert secrets_in(back, tmp_path) == []
    (tmp_path / "back.xlsx").write_bytes(back)
    with zipfile.ZipFile(tmp_path / "back.xlsx") as archive:
        comments = b"".join(archive.read(name) for name in archive.namelist() if "comments" in name)
    assert b"30 isian dikosongkan" in comments


def secrets_in(content: bytes, folder: Path) -> list[str]:
    path = folder / "parts.xlsx"
    path.write_bytes(content)
    with zipfile.ZipFile(path) as archive:
        return holds("".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist()))


@pytest.mark.parametrize(
    "text",
    [
        "1.234.567.890",
        "Rp 81.234.567.890,-",
        "2026-07-01 2026-08-01",
        "NIB 9120001234567",
        "00010130",
        "08.123",
    ],
)
def test_amounts_days_and_keys_are_no_person(text):
    assert masked(text) == text
