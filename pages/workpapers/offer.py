"""The button of a working paper, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from data.sheets import Sheet
from data.words import Words
from data.workpapers import Workpaper, workpaper
from pages import widgets

# What the names of these files begin with, beside those of the tables of the same page.
PREFIX = "kertas-kerja"


def paper_button(name: str, make: Callable[[], Workpaper], words: Words, key: str) -> None:
    """A button that gives a working paper, which `make` gathers when it is pressed; the file is called after `name`."""
    label = words("Kertas kerja (XLSX)")
    widgets.file_button(
        f"{PREFIX}-{name}", "xlsx", lambda: workpaper(make(), words), words, f"{key}_paper", label
    )


def paper_sheet(
    title: str,
    about: Sequence[tuple[str, str]],
    *,
    scope: str,
    simulated: bool,
    words: Words,
    definitions: Sequence[tuple[str, str]] = (),
) -> Sheet:
    """What a working paper says of itself; its numbers and cells are laid out elsewhere."""
    title = words("Kertas kerja: {title}", title=title)
    return Sheet(title, [], pd.DataFrame(), about, definitions, simulated, scope)
