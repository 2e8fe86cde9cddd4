"""The process that reads for `contained`: a workbook on its standard input, its sheets on its standard output."""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress

from data.intake.reading.contained import NO_MEMORY
from data.intake.reading.spreadsheets import sheets_in
from data.intake.reading.workbook import Refused

MOST_MEMORY = 1_500_000_000


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # no such limits on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _read() -> int:
    _limit_memory()
    try:
        answer: object = sheets_in(sys.stdin.buffer.read())
    except Refused as refusal:
        answer = refusal
    except MemoryError:
        return NO_MEMORY
    pickle.dump(answer, sys.stdout.buffer, protocol=5)
    return 0


if __name__ == "__main__":
    sys.exit(_read())
