"""`python -m tests.data.store.noting FOLDER NAME COUNT`: a process that writes notes, says each that is kept, and gathers them often."""

from __future__ import annotations

import sys

from data.store.location import Place
from data.store.notebook import Notebook

MOST_FILES = 4


def main() -> None:
    """Write COUNT notes."""
    folder, name, count = sys.argv[1:]
    book = Notebook(Place.of(folder), MOST_FILES)
    for number in range(int(count)):
        book.add(f"{name}{number}", "x", {"n": number})
        print(f"{name}{number}", flush=True)


if __name__ == "__main__":
    main()
