"""Reading in a process of its own, with limits on memory and time, so that a hostile file ends only itself."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

from data.intake.reading.kinds import damaged
from data.intake.reading.workbook import Refused, Sheet

MOST_SECONDS = 60
# The process says so when it came to its own limit; any other end is a damaged file.
NO_MEMORY = 3
_TOO_LARGE = (
    "Berkas ini memakai terlalu banyak memori atau waktu ketika dibaca. Hapus baris dan kolom kosong di luar "
    "tabel, atau bagi menjadi beberapa berkas."
)


def contained(content: bytes) -> list[Sheet]:
    """The sheets of a workbook, read by another process of this program.

    Raises Refused: too_large when it came to its limits, damaged or encrypted as the process found.
    """
    command = [sys.executable, "-m", "data.intake.reading.contained_reader"]
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            timeout=MOST_SECONDS,
            cwd=Path(__file__).parents[3],
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("too_large", _TOO_LARGE) from error
    if done.returncode == 0:
        answer = pickle.loads(done.stdout)  # noqa: S301 - written by contained_reader
        if isinstance(answer, Refused):
            raise answer
        sheets: list[Sheet] = answer
        return sheets
    raise Refused("too_large", _TOO_LARGE) if done.returncode in (NO_MEMORY, -6, -9) else damaged()
