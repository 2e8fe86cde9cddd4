"""The pages of work on a million employers: what the server takes to open, filter, sort and turn them, and sends."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from tests.bench.asking import Answer, Reader
from tests.bench.lines import Line, line
from tests.bench.sizes import LARGE, SMALL, home
from tests.browser.driver import ROOT, running

ROUNDS, MOST_RATIO, MOST_BYTES = 15, 1.3, 60_000
# The page of an office sums the whole branch up in every direction.
OFFICE = "kantor-kc-palembang"
MOST_MS, MOST_OFFICE_MS = 60, 170
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
            OFFICE,
        ),
        "",
    ),
    "pemberi-kerja": "&pk=SIM-000300",
    "perkara": "&perkara=SIM-K-00012",
}
LISTS = ("tunggakan", "kunjungan", "pwbd-pds")
BASE = "data=simulasi&kantor=KC-PALEMBANG"
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
        taken.keep("open", page, reader.open(page, BASE + more))
    scale, order = _SCALES[number % len(_SCALES)], ("nama.naik", "pekerja.turun")[number % 2]
    for page in LISTS:
        reader.open(page, BASE)
        taken.keep("filter", page, reader.choose(page, BASE, "w_scale_list", scale))
        taken.keep("sort", page, reader.open(page, f"{BASE}&urut={order}"))
        taken.keep("page", page, reader.open(page, f"{BASE}&hal={2 + number}"))


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
            reader.open("tunggakan", BASE)
            reader.open("tunggakan", BASE, w_viewer="Pengelola data")
            walk(reader, Taken({}, []), 0)  # lays the month out
        for number in range(1, ROUNDS + 1):
            for name, reader in readers.items():
                walk(reader, taken[name], number)
    return lines(taken["small"], taken["large"])


def lines(small: Taken, large: Taken) -> list[Line]:
    """A line an action and page for the ratio; the slowest but the office, the office, the bytes of a filter."""
    found = [
        line(
            f"{action} {page}, 1 M employers",
            median(times),
            "ms",
            f"12 thousand {median(small.times[action, page]):.0f} ms",
            median(times) / median(small.times[action, page]),
            MOST_RATIO,
        )
        for (action, page), times in large.times.items()
    ]
    office = median(large.times["open", OFFICE])
    slowest = max(median(times) for (_, page), times in large.times.items() if page != OFFICE)
    most = max(large.filtered)
    return [
        *found,
        at_most("slowest of them, server", slowest, MOST_MS),
        at_most("the page of an office, server", office, MOST_OFFICE_MS),
        line("a filter, most bytes", most, "bytes", f"limit {MOST_BYTES} bytes", most / MOST_BYTES, 1.0),
    ]


def at_most(name: str, value: float, limit: float) -> Line:
    """A line of milliseconds against a limit of their own."""
    return line(name, value, "ms", f"limit {limit} ms", value / limit, 1.0)
