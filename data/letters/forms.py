"""The forms of the letters: one TOML file for each step of enforcement that BPJS Ketenagakerjaan takes by letter.

A step without a file is no letter of BPJS Ketenagakerjaan: a visit, an agreement on instalments, a Nota of the labour
inspectors, what an agency of the province writes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "forms"


@dataclass(frozen=True)
class Part:
    """What a letter says in cases of one kind; {names} in it are filled in by `data.letters.writing`."""

    regarding: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A letter: its title, to whom and from whom it goes, and by kind of case what it says.

    `rules` are parameters of the law that it cites beside the rule of its chain and its time limit; `elsewhere` is a
    law that no file of the law has.
    """

    title: str
    to: str
    sender: str
    rules: tuple[str, ...]
    elsewhere: str
    parts: Mapping[str, Part]


@cache
def forms() -> Mapping[str, Form]:
    """Step of enforcement -> its form."""
    return {
        path.stem: _form(tomllib.loads(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.toml"))
    }


def _form(read: Mapping[str, Any]) -> Form:
    parts = {
        kind: Part(part["regarding_id"], tuple(part["paragraphs_id"]))
        for kind, part in read.items()
        if isinstance(part, dict)
    }
    return Form(
        read["title_id"],
        read["to"],
        read.get("from", "bpjs"),
        tuple(read["rules"]),
        read.get("elsewhere_id", ""),
        parts,
    )
