"""Serves the floor page with Streamlit as it comes, none of our settings and its own server: the stock floor.

It starts in an empty folder, because Streamlit reads the settings of the folder that it is started in. What it
is told is where to listen, to open no browser, and to send nothing to its makers, whom the bench cannot reach.
"""

import os
import sys
import tempfile
from pathlib import Path

from streamlit.web.cli import main

from data.settings import ADDRESS, port

PAGE = Path(__file__).parent / "page.py"
TOLD = {
    "server.address": ADDRESS.value,
    "server.port": port(),
    "server.headless": "true",
    "browser.gatherUsageStats": "false",
}

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as empty:
        os.chdir(empty)
        sys.exit(main(["run", str(PAGE), *(f"--{name}={value}" for name, value in TOLD.items())]))
