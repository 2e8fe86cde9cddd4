"""Working papers recomputed by LibreOffice: of each number what it finds is what the app says, to the rupiah.

The results in the files are spoilt first, so that nothing but a recalculation can give the right ones.
"""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from data.access import PUBLIK, Viewer
from data.indicators import definitions
from tests.pages.reading import opened
from tests.pages.taken import recorded

_INSIDE = Viewer("pengelola")
_BRANCH = Viewer("cabang", frozenset({"KC-PALEMBANG"}))
_MAPS = [one.id for one in definitions().values() if one.kind == "ledger" and not one.by]
_SPOILT = "-987654321"
_RESULT = re.compile(r"(</f><v>)[^<]*")
# LibreOffice recomputes what another program wrote when it is told to always.
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True)
class Checked:
    """What LibreOffice finds in a working paper: of how many numbers, how many are not as the app says, and on which rows."""

    numbers: int
    wrong: list[str]


def made(folder: Path) -> Iterator[Path]:
    """Working papers of maps of every indicator, of an office and of running orders, for those who see all and the public."""
    maps = [("", viewer, {"indikator": name}) for viewer in (PUBLIK, _INSIDE) for name in _MAPS]
    pages = [
        *maps,
        ("", _INSIDE, {"tingkat": "kecamatan", "area": "pekalongan"}),
        ("", _INSIDE, {"indikator": "ledger_arrears_rp", "banding": "2025-10"}),
        ("kantor-kc-palembang", _INSIDE, {}),
        ("kantor-kc-palembang", _BRANCH, {}),
        ("kantor-kanwil-sumbagsel", PUBLIK, {}),
        ("paparan", PUBLIK, {"siap": "forkopimda", "wilayah": "35.17"}),
        ("paparan", PUBLIK, {"siap": "kanwil", "area": "sumsel"}),
        ("paparan", PUBLIK, {"siap": "cabang", "kantor": "KC-MOJOKERTO"}),
    ]
    for at, (page, viewer, query) in enumerate(pages):
        with pytest.MonkeyPatch.context() as patch:
            taken = recorded(patch)
            opened(page, viewer, "narrowing", data="simulasi", **query)
            path = folder / f"{at:03}-{viewer.role}-{page or query.get('indikator', 'peta')}.xlsx"
            path.write_bytes(taken.paper())
            yield path


def recomputed(paths: list[Path], office: str, folder: Path) -> Iterator[tuple[str, Checked]]:
    """Each paper by name, with what LibreOffice finds after its results were spoilt."""
    profile = folder / "papers"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, "utf-8")
    spoilt, seen = folder / "spoilt", folder / "recomputed"
    spoilt.mkdir()
    for path in paths:
        _spoil(path, spoilt / path.name)
    call = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx"]
    files = [str(spoilt / path.name) for path in paths]
    subprocess.run([*call, "--outdir", str(seen), *files], check=True, capture_output=True, timeout=900)
    for path in paths:
        yield path.name, _checked(seen / path.name)


def _spoil(path: Path, to: Path) -> None:
    """The same workbook with a wrong result beside each formula."""
    count = 0
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                text, found = _RESULT.subn(rf"\g<1>{_SPOILT}", content.decode())
                content, count = text.encode(), count + found
            new.writestr(name, content)
    assert count > 1, f"{path.name} has no formulas"


def _checked(path: Path) -> Checked:
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[5:]
    numbers = [row for row in rows if isinstance(row[11], float)]
    wrong = [f"row {row[0]:.0f}: {row[5:14]}" for row in numbers if not _is_same(row)]
    return Checked(len(numbers), wrong)


def _is_same(row: list) -> bool:
    """Whether numerator, denominator and value are those of the app: whole numbers to the last, a share to nine digits."""
    above, below, value = row[5] == row[9], row[6] == row[10], row[8]
    apart = isinstance(value, float) and abs(value - row[11]) < 1e-9 * max(1.0, abs(row[11]))
    return above and below and apart and row[12:14] == [0.0, 1.0]
