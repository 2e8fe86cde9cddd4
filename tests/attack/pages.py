"""What is sent to a public session: over the websocket of a running app, and in the files that its pages offer.

Every rupiah amount that may not be told, since too few stand behind it or one has nearly all of it, is looked for in
whatever is sent, whether or not a page shows it; amounts from a million on, which no other number happens to be. And a
page that writes "kurang dari 10" of a count says it in vain where another one shows the count.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np
import openpyxl
import pytest
from streamlit.logger import set_log_level
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data import law
from data.access import PUBLIK
from data.queries import Reading
from pages.session import WORK_PAGES
from tests.attack.judge import MILLION, Judge
from tests.attack.papers import papers
from tests.attack.report import Found
from tests.attack.told import Told, ledger_indicators, told
from tests.attack.truth import truths
from tests.bench.asking import Reader
from tests.browser.driver import running
from tests.crawl.reading import NAMED
from tests.pages.reading import opened
from tests.pages.taken import recorded

# Of these the map is opened with each indicator, and the pages of work with each office.
REGIONS, OFFICES = ("16.02", "35.16", "33.75"), ("KC-MOJOKERTO", "KC-PEKALONGAN", "KC-PALEMBANG")
_NUMBER = re.compile(r"(?<![\d.,a-f])(?:\d{1,3}(?:[.,]\d{3}){2,}|\d{7,})(?![\da-f])")
# As a number in a table, not as the reason that is written beside a cell.
_FEW = re.compile(r"kurang dari (\d+)\b(?! pemberi kerja)")


class Listener(Reader):
    """A session that keeps everything that it was sent since `take` was called."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self._sent: list[bytes] = []

    def _read(self, message: ForwardMsg) -> bool:
        self._sent.append(message.SerializeToString())
        return super()._read(message)

    def take(self) -> str:
        """The texts in what was sent."""
        sent, self._sent = b"\n".join(self._sent), []
        return sent.decode("utf-8", "ignore")


def forbidden(answers: Told, judge: Judge, month: str) -> dict[int, str]:
    """The rupiah amounts that may not be told of a month, each with what it is; none that is also told rightly."""
    limits = law.at(month)
    forms = [form for form in answers.forms if form.unit == "rupiah"]
    vectors, each = np.array([form.vector for form in forms], dtype=float).T, np.eye(len(forms))
    unsafe: dict[int, str] = {}
    safe: set[int] = set()
    for place in answers.level:
        count, share = judge.behind(place, vectors, each)
        for at, value in enumerate(judge.sums(place) @ vectors.astype("int64")):
            if count[at] < limits.min_employers or share[at] * MILLION > limits.dominance_ppm:
                unsafe[int(value)] = str(forms[at])
            else:
                safe.add(int(value))
    return {value: name for value, name in unsafe.items() if value >= MILLION and value not in safe}


def found_in(text: str, amounts: dict[int, str], where: str) -> Counter[str]:
    """What a text says that may not be told."""
    numbers = {int(re.sub(r"[.,]", "", one)) for one in _NUMBER.findall(text)}
    found = Counter(f"{where}: sent {amounts[number]}" for number in numbers & amounts.keys())
    if named := NAMED.search(text):
        found[f"{where}: an employer is named: {named[0]}"] += 1
    return found


def attacked(place: Path, reading: Reading) -> Found:
    """Look for what may not be told of the newest month in what pages send, and in their files."""
    month = reading.months[-1]
    judge = Judge(truths(reading.release, reading.facts, [month])[month])
    answers = told(reading, month, by_mask=True)
    amounts = forbidden(answers, judge, month)
    found: Counter[str] = Counter()
    with running(PETA_HOME=str(place)) as address, Listener(address) as listener:
        pages = 0
        for page, query in addresses():
            listener.open(page, query)
            text = listener.take()
            found += found_in(text, amounts, f"page /{page}") + _two_policies(text, answers, f"page /{page}")
            pages += 1
    print(f"halaman: {pages} pages, {found.total()} found", flush=True)
    files = list(_files(place))
    for name, text in files:
        found += found_in(text, amounts, f"file {name.rsplit('.', 1)[-1]}")
    print(f"\nhalaman, {pages} pages, {len(files)} files, {len(amounts)} amounts looked for:", flush=True)
    all_found = Found(unsafe=Counter({(kind,): number for kind, number in found.items()}))
    print(*all_found.lines(), sep="\n", flush=True)
    return all_found


def addresses() -> Iterator[tuple[str, str]]:
    """The map with every indicator, of regions and kecamatan, the pages of work, and walls of briefings."""
    data = "data=simulasi"
    for indicator in ledger_indicators():
        asked = f"{data}&indikator={indicator.id}"
        yield from (("", asked), ("", f"{asked}&tingkat=kecamatan"))
        yield from (("", f"{asked}&wilayah={region}") for region in REGIONS)
    for page in WORK_PAGES:
        yield page, data
        yield from ((page, f"{data}&kantor={office}") for office in OFFICES)
        yield from ((page, f"{data}&wilayah={region}") for region in REGIONS)
    yield from ((f"kantor-{office.lower()}", data) for office in OFFICES)
    yield from walls(data)


def walls(data: str) -> Iterator[tuple[str, str]]:
    """The walls of ready briefings, and their notes; both have all of their screens at once."""
    yield from (("tayang", f"{data}&siap=forkopimda&wilayah={region}") for region in REGIONS)
    yield from (("tayang", f"{data}&siap=cabang&kantor={office}") for office in OFFICES)
    yield from ((page, f"{data}&siap=kanwil&area=sumsel") for page in ("tayang", "catatan", "paparan"))


def _two_policies(text: str, answers: Told, where: str) -> Counter[str]:
    """A page that hides counts under a threshold, where the tables show counts of the same size."""
    least = next((int(number) for number in _FEW.findall(text)), 0)
    shown = sum(0 < value < least for (_, form), value in answers.shown.items() if form.unit == "others")
    said = f'{where}: "kurang dari {least}", but tables show such counts'
    return Counter({said: 1} if shown else {})


def _files(place: Path) -> Iterator[tuple[str, str]]:
    """The texts and numbers of every file that the map offers with each indicator, the pages of work, and briefings."""
    set_log_level("error")  # of pages that run without a server every call is warned about
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PETA_HOME", str(place))
        taken = recorded(patch)
        asked = [
            ("", {"indikator": one.id, "tingkat": level})
            for one in ledger_indicators()
            for level in ("", "kecamatan")
        ]
        asked += [(page, {"kantor": office}) for page in WORK_PAGES for office in OFFICES[:1]]
        for page, query in asked:
            taken.makers.clear()
            asked_for = {name: value for name, value in query.items() if value}
            app = opened(page, PUBLIK, "narrowing", data="simulasi", **asked_for)
            # A list of names is not opened to the public at all, and offers no file.
            assert not app.exception and (page or taken.makers), f"/{page} {query} offers no files"
            for name in list(taken.makers):
                if not name.endswith((".png", ".pdf")):  # the PDF of a digest says what its HTML says
                    yield name, _read(name, taken.file(name))
        yield from papers(REGIONS, OFFICES)


def _read(name: str, content: bytes) -> str:
    """All that stands in a file, as text."""
    if name.endswith((".csv", ".html")):
        return content.decode("utf-8-sig", "ignore")
    return _said(_of_workbook(content) if name.endswith(".xlsx") else _of_geopackage(content))


def _said(values: Iterable[object]) -> str:
    return "\n".join(f"{value:.0f}" if isinstance(value, float) else str(value) for value in values)


def _of_workbook(content: bytes) -> Iterator[object]:
    book = openpyxl.load_workbook(BytesIO(content), read_only=True)
    return (value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


def _of_geopackage(content: bytes) -> Iterator[object]:
    with NamedTemporaryFile(suffix=".gpkg") as file:
        file.write(content)
        file.flush()
        database = sqlite3.connect(file.name)
        names = [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")]
        for name in names:
            yield from (value for row in database.execute(f'SELECT * FROM "{name}"') for value in row)
        database.close()
