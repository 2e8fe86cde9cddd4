"""`make crash`: store and intake under kill -9, full disks, two publishers at once and one of two killed; exits non-zero when a line is not met."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.crash.intake_trials import brought_and_killed
from tests.crash.killed_beside import killed_beside
from tests.crash.trials import full_disks, kills, races, small_disk

KILLS, DISKS, RACES, BRINGERS, BESIDE = 100, 16, 15, 200, 60


@dataclass(frozen=True)
class Line:
    """What was counted, what it must be, and what it was."""

    name: str
    wanted: str
    counted: int
    met: bool


def exactly(name: str, counted: int, wanted: int) -> Line:
    """A count that must be this."""
    return Line(name, str(wanted), counted, counted == wanted)


def at_least(name: str, counted: int, wanted: int) -> Line:
    """A count that shows that the trial tried what it says."""
    return Line(name, f">= {wanted}", counted, counted >= wanted)


def killed(counts: Counter[str]) -> list[Line]:
    """The lines of the first trial."""
    old, new = counts["old release"], counts["new release"]
    return [
        exactly(
            f"killed within a publication of at most {counts['milliseconds']} ms", counts["killed"], KILLS
        ),
        exactly(f"  opened, whole: the old ({old}) or the new ({new}) release", old + new, KILLS),
        exactly("  neither, or parts of both", counts["neither"], 0),
        at_least("  input kept and waiting", counts["kept"], KILLS // 4),
        exactly("  inputs lost or damaged", counts["inputs damaged"], 0),
        exactly("  next publication (or of the kept input) wrong", counts["next failed"], 0),
    ]


def filled(counts: Counter[str], how: str) -> list[Line]:
    """The lines of the second trial."""
    return [
        at_least(f"refused for want of room ({how})", counts["refused"], DISKS // 2),
        exactly("  words that do not say so", counts["wrong words"], 0),
        exactly("  old release no longer in force", counts["not the old release"], 0),
        at_least("  input kept and waiting", counts["kept"], 1),
        exactly("  words about the input not true, or it is damaged", counts["inputs damaged"], 0),
        exactly("  next publication (or of the kept input) wrong", counts["next failed"], 0),
    ]


def raced(counts: Counter[str]) -> list[Line]:
    """The lines of the third trial."""
    return [
        exactly("two at once: one winner", counts["one winner"], RACES),
        exactly("  one told who came first", counts["one loser told"], RACES),
        exactly("  release not that of the winner", counts["neither"], 0),
        exactly("  inputs of either lost or damaged", counts["inputs damaged"], 0),
        exactly("  loser's kept input not published after", counts["next failed"], 0),
    ]


def beside(counts: Counter[str]) -> list[Line]:
    """The lines of the fifth trial."""
    theirs, others = counts["the killed one's release"], counts["the other's release"]
    whole = theirs + others
    return [
        at_least("two at once, one of them killed", counts["killed"], BESIDE),
        at_least(f"  opened, whole: the killed one's ({theirs}) or the other's ({others})", whole, BESIDE),
        exactly("  neither, or parts of both", counts["neither"], 0),
        exactly("  the other not published, and not told who came first", counts["the other wrong"], 0),
        exactly("  inputs of either lost or damaged", counts["inputs damaged"], 0),
        exactly("  next publication (or of the kept input) wrong", counts["next failed"], 0),
    ]


def brought(counts: Counter[str]) -> list[Line]:
    """The lines of the fourth trial."""
    old, new = counts["old release"], counts["new release"]
    return [
        exactly(f"a file brought and killed within {counts['milliseconds']} ms", counts["killed"], BRINGERS),
        exactly(f"  opened, whole: the old ({old}) or the new ({new}) release", old + new, BRINGERS),
        exactly("  neither, or parts of both", counts["neither"], 0),
        at_least("  drafts kept and waiting", counts["drafts waiting"], BRINGERS // 4),
        exactly("  drafts lost or damaged", counts["drafts lost or damaged"], 0),
        exactly("  the work does not go on where it was", counts["next failed"], 0),
    ]


def main() -> int:
    """Run the five trials, print the table, and say whether every line is met."""
    with tempfile.TemporaryDirectory() as folder, small_disk(Path(folder) / "small", 24) as mounted:
        place = Path(folder)
        how = "a small disk" if mounted else "a limit on the size of files"
        lines = killed(kills(place / "kills", KILLS))
        lines += filled(full_disks(place / "small" / "home", DISKS, mounted=mounted), how)
        lines += raced(races(place / "races", RACES))
        lines += beside(killed_beside(place / "beside", BESIDE))
        lines += brought(brought_and_killed(place / "brought", BRINGERS))
    for line in lines:
        print(f"{line.name:54} {line.counted:>6}  wanted {line.wanted:<6} {'ok' if line.met else 'NOT MET'}")
    return 0 if all(line.met for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
