"""The pages of work on a million employers: what the server takes to open, filter, sort and turn them, and sends."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from tests.bench.asking import Answer, Reader
from tests.bench.lines import Line, line
from tests.bench.sizes import LARGE, SMALL, home
from tests.browser.driver import ROOT, running

ROUNDS, MOST_MS, MOST_RATIO, MOST_BYTES = 15, 300, 1.3, 60_000
PAGES = {
    **dict.fromkeys(
        (
            "tunggakan",
            "kunjungan",
            "pwbd-pds",
            "penegakan",
            "informal",
            "kemitraan",
            "andai",
            "kantor-kc-palembang",
        ),
        "",
    ),
    "pemberi-kerja": "&pk=SIM-000300",
    "perkara": "&perkara=SIM-K-00012",
}
LISTS = ("tunggakan", "kunjungan", "pwbd-pds")
_BASE = "data=simulasi&kantor=KC-PALEMBANG"
_SCALES = ("Kecil", "Mikro", "Menengah", "Besar")


@dataclass
class Taken:
    """Milliseconds by action and page, and bytes of every filter."""

    times: dict[tuple[str, str], list[float]]
    filtered: list[int]

    def keep(self, action: str, page: str, answer: Answer) -> None:
        """Note what an answer took, and of a filter what it sent."""
        self.times.setdefault((action, page), []).append(answer.milliseconds)
        if action == "filter":
            self.filtered.append(answer.size)


def walk(reader: Reader, taken: Taken, number: int) -> None:
    """One round over all pages: each opened; each list filtered, sorted and turned, every time another way."""
    for page, more in PAGES.items():
        taken.keep("open", page, reader.open(page, _BASE + more))
    scale, order = _SCALES[number % len(_SCALES)], ("nama.naik", "pekerja.turun")[number % 2]
    for page in LISTS:
        reader.open(page, _BASE)
        taken.keep("filter", page, reader.choose(page, _BASE, "w_scale_list", scale))
        taken.keep("sort", page, reader.open(page, f"{_BASE}&urut={order}"))
        taken.keep("page", page, reader.open(page, f"{_BASE}&hal={2 + number}"))


def measured() -> list[Line]:
    """The lines: each action's slowest page on a million employers, against the limit and against 12 thousand."""
    places = {
        name: home(ROOT / "bench" / "homes", size) for name, size in (("small", SMALL), ("large", LARGE))
    }
    taken = {name: Taken({}, []) for name in places}
    with (
        running(PETA_HOME=str(places["small"])) as small,
        running(PETA_HOME=str(places["large"])) as large,
        Reader(small) as few,
        Reader(large) as many,
    ):
        readers = {"small": few, "large": many}
        for reader in readers.values():
            reader.open("tunggakan", _BASE)
            reader.open("tunggakan", _BASE, w_viewer="Kantor wilayah")
            walk(reader, Taken({}, []), 0)  # lays the month out
        for number in range(1, ROUNDS + 1):
            for name, reader in readers.items():
                walk(reader, taken[name], number)
    return lines(taken["small"], taken["large"])


def lines(small: Taken, large: Taken) -> list[Line]:
    """A line an action and page for the ratio, one for the slowest of all, and the bytes of a filter."""
    found = [
        line(f"{action} {page}, 1 M employers", median(times), "ms", f"12 thousand {median(small.times[action, page]):.0f} ms",
             median(times) / median(small.times[action, page]), MOST_RATIO)
        for (action, page), times in large.times.items()
    ]  # fmt: skip
    slowest = max(median(times) for times in large.times.values())
    most = max(large.filtered)
    return [
        *found,
        line("slowest of them, server", slowest, "ms", f"limit {MOST_MS} ms", slowest / MOST_MS, 1.0),
        line("a filter, most bytes", most, "bytes", f"limit {MOST_BYTES} bytes", most / MOST_BYTES, 1.0),
    ]
