"""`make bench`: each line beside its floor in the same run; exits non-zero when a limit is missed.

`python -m tests.bench PART` measures pages, start, ledger, sizes, tasks, cpu, viewers, room, country, intake, briefing or digest alone;
bench/last.json then holds it alone. `NATIONAL=path/to/layer` measures the 514-region page on that
layer; without it a layer of 514 made-up regions of about the same number of vertices is used. `ROUNDS`
sets the rounds of the pages.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.bench.lines import report

TARGET = Path(__file__).parents[2] / "bench" / "last.json"


def pages() -> list[dict[str, object]]:
    """The lines of the pages, which need Chromium."""
    from tests.bench.pages import measured

    return measured()


def ledger() -> list[dict[str, object]]:
    """The lines of the ledger."""
    from tests.bench.ledger import measured

    return measured()


def sizes() -> list[dict[str, object]]:
    """The lines of pages on a million employers; the releases are made once and kept in bench/homes."""
    from tests.bench.sizes import measured

    return measured()


def country() -> list[dict[str, object]]:
    """The lines of a country of a million employers; the release is made once and kept in bench/country."""
    from tests.bench.country import measured

    return measured()


def start() -> list[dict[str, object]]:
    """The first wish for the simulated ledger, which needs Chromium."""
    from tests.bench.start import measured

    return measured()


def tasks() -> list[dict[str, object]]:
    """The lines of the pages of work on a million employers; the releases are those of `sizes`."""
    from tests.bench.tasks import measured

    return measured()


def cpu() -> list[dict[str, object]]:
    """The lines of what a warm answer costs the server, on the small release of `sizes`."""
    from tests.bench.cpu import measured

    return measured()


def viewers() -> list[dict[str, object]]:
    """The line of many readers at once, on the small release of `sizes`."""
    from tests.bench.viewers import measured

    return measured()


def room() -> list[dict[str, object]]:
    """The lines of many readers of two processes behind HAProxy, which has to be there."""
    from tests.bench.room import measured

    return measured()


def intake() -> list[dict[str, object]]:
    """The lines of a branch's long list."""
    from tests.bench.intake import measured

    return measured()


def briefing() -> list[dict[str, object]]:
    """The lines of a briefing's wall, which need Chromium, and of its files."""
    from tests.bench import packs
    from tests.bench.briefing import measured

    return [*measured(), *packs.measured()]


def digest() -> list[dict[str, object]]:
    """The line of the digests of all offices."""
    from tests.bench.digest import measured

    return measured()


PARTS = {
    "pages": pages,
    "start": start,
    "ledger": ledger,
    "sizes": sizes,
    "tasks": tasks,
    "cpu": cpu,
    "viewers": viewers,
    "room": room,
    "country": country,
    "intake": intake,
    "briefing": briefing,
    "digest": digest,
}


def main(asked: list[str]) -> int:
    """Measure the parts asked for, all of them by default."""
    if unknown := set(asked) - set(PARTS):
        sys.exit(f"unknown part: {', '.join(sorted(unknown))}. There are {', '.join(PARTS)}.")
    return report([line for name in asked or PARTS for line in PARTS[name]()], TARGET)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
