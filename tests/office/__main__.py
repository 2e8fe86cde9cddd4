"""`make office`: makes every kind of workbook, and slides, from pages, opens each in LibreOffice, and says what is seen.

LibreOffice reads the file as a reader's spreadsheet does, and writes what it shows as flat XML: numbers as they are
formatted, and the charts that it could draw. Exits non-zero where a total, a unit or a chart is lost, or an error shows.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pages.workpapers import PREFIX
from tests.office import papers, slides
from tests.pages.earlier_release.runs import RUNS, Run, earlier_home, viewer_of
from tests.pages.reading import opened
from tests.pages.taken import read_book, recorded

_SEEN_BY_ALL = "posisi per", "diketahui per", "as of", "known on"
_MORE = [
    Run("", "indikator=ucj_pct", "publik", ("drawing",), ("xlsx",)),
    Run("", "data=simulasi&indikator=coverage_workers", "wilayah", ("narrowing",), ("xlsx",)),
    Run("angka", "tempat=35.76", "publik", (), ("xlsx",)),
]
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CHART = "{urn:oasis:names:tc:opendocument:xmlns:chart:1.0}"


@dataclass(frozen=True)
class Opened:
    """What LibreOffice shows of a workbook: the texts of its first sheet by row, and how many charts it draws."""

    rows: list[list[str]]
    charts: int


def made(folder: Path) -> Iterator[Path]:
    """A workbook of every kind, as files."""
    with earlier_home():
        for run in [*RUNS, *_MORE]:
            if "xlsx" not in run.files:
                continue
            with pytest.MonkeyPatch.context() as patch:
                taken = recorded(patch)
                query = dict(part.split("=") for part in run.address.split("&"))
                opened(run.page, viewer_of(run), *run.unfolded, **query)
                for name, make in taken.makers.items():
                    if name.endswith(".xlsx") and not name.startswith(PREFIX):
                        path = folder / f"{run.role}-{name}"
                        path.write_bytes(make())
                        yield path


def shown(office: str, paths: list[Path], folder: Path) -> dict[str, Opened]:
    """Each workbook as LibreOffice shows it, by name."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    call = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "fods",
        "--outdir",
        str(folder / "seen"),
        *map(str, paths),
    ]
    subprocess.run(call, check=True, capture_output=True, timeout=600)
    return {path.name: _read(folder / "seen" / f"{path.stem}.fods") for path in paths}


def _read(path: Path) -> Opened:
    tree = ElementTree.parse(path)
    table = next(tree.iter(f"{_TABLE}table"))
    rows = [
        [
            "".join(part for text in cell for part in text.itertext())
            for cell in row.iter(f"{_TABLE}table-cell")
        ]
        for row in table.iter(f"{_TABLE}table-row")
    ]
    return Opened(rows, sum(1 for _ in tree.iter(f"{_CHART}chart")))


def wrong(path: Path, found: Opened) -> Iterator[str]:
    """What a reader would miss in a workbook."""
    content, text = path.read_bytes(), "\n".join("\t".join(row) for row in found.rows)
    book = read_book(content)
    with zipfile.ZipFile(path) as archive:
        charts = sum(name.startswith("xl/charts/chart") for name in archive.namelist())
    if charts != found.charts:
        yield f"{charts} charts, of which {found.charts} are drawn"
    if not any(words in text for words in _SEEN_BY_ALL):
        yield "no day under the title"
    if book.total and not re.search(r"(Jumlah|Total) \([\d.,]+ (baris|rows)\)", text):
        yield "no total"
    if re.search(r"#(REF|VALUE|NAME|DIV/0|N/A)", text):
        yield "an error in a cell"
    if _has_money(book.heads, book.rows) and not re.search(r"Rp\d", text):
        yield "rupiah without their unit"


def _has_money(heads: list[str], rows: list[list]) -> bool:
    """Whether a column of rupiah has any number that this reader is told."""
    money = [at for at, head in enumerate(heads) if head == "Tunggakan" or "(rupiah)" in head]
    return any(isinstance(row[at], float) for row in rows for at in money)


def main() -> int:
    """Makes, opens and judges every workbook; 1 where something is wrong."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("make office skipped: LibreOffice is not installed (apt-get install libreoffice-calc).")
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = sorted(set(made(folder)))
        seen, failed = shown(office, paths, folder), 0
        for path in paths:
            found = list(wrong(path, seen[path.name]))
            failed += bool(found)
            state = "; ".join(found) or "as it should be"
            print(f"{path.name}: {len(seen[path.name].rows)} rows, {seen[path.name].charts} charts: {state}")
    print(f"{len(paths)} workbooks, {failed} wrong")
    return int(bool(failed + judged_papers(office) + judged_slides(office)))


def judged_papers(office: str) -> int:
    """Makes working papers and has them recomputed; how many numbers are not as the app says."""
    with tempfile.TemporaryDirectory() as name, earlier_home():
        paths = list(papers.made(Path(name)))
        found = dict(papers.recomputed(paths, office, Path(name)))
    for paper, checked in found.items():
        print(f"{paper}: {checked.numbers} numbers: {'; '.join(checked.wrong[:3]) or 'as the app says'}")
    numbers, wrong = (
        sum(checked.numbers for checked in found.values()),
        sum(len(checked.wrong) for checked in found.values()),
    )
    share = 100 * (numbers - wrong) / numbers
    print(
        f"{len(found)} working papers recomputed: {numbers - wrong} of {numbers} numbers equal ({share:.2f} %)"
    )
    return wrong


def judged_slides(office: str) -> int:
    """Makes, opens and judges the slides; how many files are wrong."""
    if not has_impress(office):
        print("slides skipped: LibreOffice has no Impress (apt-get install libreoffice-impress-nogui).")
        return 0
    failed = 0
    with tempfile.TemporaryDirectory() as name, earlier_home():
        for path in slides.made(Path(name)):
            found = slides.wrong(path, office, Path(name))
            failed += bool(found)
            print(f"{path.name}: {'; '.join(found) or 'as it should be'}")
    return failed


def has_impress(office: str) -> bool:
    """Whether LibreOffice can open slides: what does that is a package of its own."""
    program = Path(office).resolve().parent
    return (program.parent / "share" / "registry" / "impress.xcd").exists()


if __name__ == "__main__":
    sys.exit(main())
