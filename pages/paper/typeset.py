"""Papers as PDF, set by typst: A4, tagged (PDF/UA-1), with the typefaces that typst brings along.

Texts reach the template as data, never as source: a `#` or `$` in a name is a sign like any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from data.letters import Letter
from pages.paper.contents import contents
from pages.paper.digest import DigestPaper
from pages.paper.minutes import Minutes

_FOLDER = Path(__file__).parent
# What the typefaces have: Latin, Greek and Cyrillic, and the usual punctuation. For any other sign PDF/UA refuses the
# whole paper, so that its number stands in its place.
_NO_GLYPH = re.compile(r"[^\u0020-\u04ff\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u20ac\u2212]")


def letter_pdf(letter: Letter) -> bytes:
    """The letter on A4, with its annex on pages of their own."""
    return _set("letter", asdict(contents(letter)))


def minutes_pdf(minutes: Minutes) -> bytes:
    """The minutes of a meeting on A4, with room for signatures."""
    return _set("minutes", asdict(minutes))


def digest_pdf(paper: DigestPaper) -> bytes:
    """The digest of a release on A4."""
    return _set("digest", asdict(paper))


def _set(name: str, pieces: Mapping[str, Any]) -> bytes:
    """The template of this name with its pieces."""
    said = json.dumps(pieces, ensure_ascii=False)
    written = typst.compile(
        (_FOLDER / f"{name}.typ").read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={name: _NO_GLYPH.sub(_numbered, said)},
    )
    assert isinstance(written, bytes)  # noqa: S101 - a PDF is one file
    return written


def _numbered(sign: re.Match[str]) -> str:
    return f"[U+{ord(sign[0]):04X}]"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
