"""The command `python -m data.bundle [linux-3.12 ...]`, which `make bundle` runs: fetch the wheels, write the file."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from data.bundle import archive, wheels
from data.bundle.targets import TARGETS, Target, pinned

_ROOT = Path(__file__).parents[2]
_FOLDER = _ROOT / "bundle"


def main(names: Sequence[str]) -> Path:
    """Make the bundle for the targets of these names, for all without any; its path."""
    unknown = sorted(set(names) - {one.name for one in TARGETS})
    if unknown:
        sys.exit(f"{unknown[0]} is none of {', '.join(one.name for one in TARGETS)}")
    chosen = [one for one in TARGETS if one.name in names] or list(TARGETS)
    version = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    path = _FOLDER / f"{archive.NAME.format(version=version)}.zip"
    try:
        locks, kept = _gathered(chosen)
    except wheels.Unfit as problem:
        sys.exit(str(problem))
    archive.write(path, {**archive.app_files(_ROOT), **archive.start_files(), **locks}, kept)
    print(f"{path}: {path.stat().st_size / 1e6:,.0f} MB, {len(kept)} wheels for {len(chosen)} targets")
    return path


def _gathered(chosen: Sequence[Target]) -> tuple[dict[str, bytes], dict[str, Path]]:
    """The locks and the wheels of the targets; a wheel that is there already is not fetched again."""
    folder = _FOLDER / "wheels"
    folder.mkdir(parents=True, exist_ok=True)
    locks: dict[str, bytes] = {}
    kept: dict[str, Path] = {}
    lock = (_ROOT / "requirements.lock").read_text("utf-8")
    for target in chosen:
        print(f"{target.name} ...", flush=True)
        wanted = pinned(lock, target)
        wheels.fetch(wanted, target, folder)
        text, found = wheels.lock_of(wanted, target, folder)
        locks[f"wheels/{target.name}.txt"] = text.encode()
        kept |= found
    return locks, kept


if __name__ == "__main__":
    main(sys.argv[1:])
