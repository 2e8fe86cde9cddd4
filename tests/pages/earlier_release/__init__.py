"""A release made by an earlier version of the app (commit cf1c2e3), and what the pages said of it then.

`release.tar.xz` holds the folder of a store as that version left it, `expected.json` the visible text and the
exported cells of each run in `runs.RUNS`. Whoever changes what a page says writes the second anew, and looks at
what git shows of it:

    python -m tests.pages.earlier_release

The release itself is never made anew: that later versions read it is what the test is about. It was made once, with
the code of that commit, as the app makes its own simulated release: `simulate(Plan(employers=600, months=14,
last="2026-10"), facts)` published as the first release of the simulated store, with an overwrite of each table and
the title "Simulasi kecil", and the files packed with names alone, no owners. A year and the month before it, so that
every change over a year can be told; enough employers that the public role is shown some numbers and refused others.
"""

from tests.pages.earlier_release.runs import EXPECTED, RUNS, Run, earlier_home, seen

__all__ = ["EXPECTED", "RUNS", "Run", "earlier_home", "seen"]
