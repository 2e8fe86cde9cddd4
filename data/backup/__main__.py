"""`python -m data.backup TO` copies the home there; `python -m data.backup --restore FROM` brings it back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from data.backup import back_up, restore
from data.settings import home
from data.words import Problem, Words


def main() -> None:
    """Copy, and say which releases the copy has."""
    parser = argparse.ArgumentParser(prog="python -m data.backup", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--restore", action="store_true")
    asked = parser.parse_args()
    folder = asked.folder.expanduser().absolute()
    try:
        made = restore(folder, home(), _tell) if asked.restore else back_up(home(), folder, _tell)
    except Problem as problem:
        sys.exit(Words("id").explain(problem))
    except OSError as error:
        sys.exit(f"Salinan tidak selesai dan tidak dipakai: {error.strerror or error}.")
    said = ", ".join(f"{name} rilis {number}" for name, number in made.items()) or "tanpa rilis"
    print(f"{'Dipulihkan' if asked.restore else 'Dicadangkan'} dan terbaca utuh: {said}.")


def _tell(store: str, files: int) -> None:
    print(f"{files} berkas … ({store})", file=sys.stderr)


if __name__ == "__main__":
    main()
