"""Writes what the pages say of the earlier release now: `python -m tests.pages.earlier_release`."""

from __future__ import annotations

import json
import os

from tests.pages.earlier_release.runs import EXPECTED, RUNS, earlier_home, seen


def main() -> None:
    """Run every page, and write what it said and what its files held."""
    with earlier_home():
        told = {str(run): seen(run) for run in RUNS}
    EXPECTED.write_text(json.dumps(told, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(f"{len(told)} runs, {EXPECTED.stat().st_size / 1e3:.0f} kB", flush=True)
    os._exit(0)  # Streamlit's threads would be waited for


if __name__ == "__main__":
    main()
