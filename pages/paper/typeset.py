"""Papers as PDF, set by typst: A4, tagged (PDF/UA-1), with typefaces that typst brings along, and that of the app.

Texts reach the template as data, never as source: a `#` or `$` in a name is a sign like any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from data.letters import Letter
from pages.paper.contents import contents
from pages.paper.digest import DigestPaper
from pages.paper.faces import FAMILY, app_face
from pages.paper.minutes import Minutes
from pages.paper.sheet import Sheet

_FOLDER = Path(__file__).parent
# What the typefaces have: Latin, Greek and Cyrillic, the usual punctuation, and the signs that the app writes itself. For
# any other sign PDF/UA refuses the whole paper, so that its number stands in its place.
_NO_GLYPH = re.compile(
    r"[^\n\t\u0020-\u007e\u00a0-\u04ff\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u20ac\u2212"
    r"\u2190-\u2193\u2260\u2264\u2265\u25b2\u25b3\u25bc\u25cf\u2713\u2715]"
)


def letter_pdf(letter: Letter) -> bytes:
    """The letter on A4, with its annex on pages of their own."""
    return _set("letter", asdict(contents(letter)))


def minutes_pdf(minutes: Minutes) -> bytes:
    """The minutes of a meeting on A4, with room for signatures."""
    return _set("minutes", asdict(minutes))


def digest_pdf(paper: DigestPaper) -> bytes:
    """The digest of a release on A4."""
    return _set("digest", asdict(paper))


def sheets_pdf(title: str, sheets: Sequence[Sheet], language: str) -> bytes:
    """Sheets of numbers on A4 as one file called `title`, each on a page of its own, in the typeface of the app."""
    faces = [*([FAMILY] if app_face() else []), "Libertinus Serif", "DejaVu Sans Mono"]
    pieces = {"title": title, "language": language, "faces": faces, "sheets": [asdict(one) for one in sheets]}
    return _set("sheet", pieces)


def _set(name: str, pieces: Mapping[str, Any]) -> bytes:
    """The template of this name with its pieces."""
    said = json.dumps(_written(pieces), ensure_ascii=False)
    written = typst.compile(
        (_FOLDER / f"{name}.typ").read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={name: said},
    )
    assert isinstance(written, bytes)  # noqa: S101 - a PDF is one file
    return written


def _written(piece: Any) -> Any:
    """The same pieces in signs that the typefaces have."""
    if isinstance(piece, str):
        return _NO_GLYPH.sub(_numbered, piece)
    if isinstance(piece, Mapping):
        return {name: _written(one) for name, one in piece.items()}
    return [_written(one) for one in piece] if isinstance(piece, list | tuple) else piece


def _numbered(sign: re.Match[str]) -> str:
    return f"[U+{ord(sign[0]):04X}]"


@cache
def _fonts() -> typst.Fonts:
    face = app_face()
    paths = [face] if face else []
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths)
