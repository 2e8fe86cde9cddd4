"""Running orders as slides, opened by LibreOffice: a page for each, and on it the message, the number, and the mark."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pptx import Presentation

from data.access import PUBLIK
from tests.pages.reading import opened
from tests.pages.taken import recorded

_ORDERS = {
    "forkopimda": {"siap": "forkopimda", "wilayah": "35.17"},
    "kanwil": {"siap": "kanwil", "area": "sumsel"},
    "cabang": {"siap": "cabang", "kantor": "KC-MOJOKERTO"},
}
_PAGE = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}page"
_NAME = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}name"
_NOTES = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}notes"


def made(folder: Path) -> Iterator[Path]:
    """The slides of every kind of ready order, as files."""
    for name, query in _ORDERS.items():
        with pytest.MonkeyPatch.context() as patch:
            taken = recorded(patch)
            opened("paparan", PUBLIK, "brief_slides", data="simulasi", **query)
            path = folder / f"{name}.pptx"
            path.write_bytes(taken.file(".pptx"))
            yield path


def wrong(path: Path, office: str, folder: Path) -> list[str]:
    """What of the slides is lost when LibreOffice opens them."""
    pages = _shown(path, office, folder)
    slides = list(Presentation(io.BytesIO(path.read_bytes())).slides)
    if len(pages) != len(slides):
        return [f"{len(slides)} slides, of which {len(pages)} are shown"]
    return [
        f"slide {at}: {said!r} is lost"
        for at, (page, slide) in enumerate(zip(pages, slides, strict=True), 1)
        for said in _said(slide)
        if said not in page
    ]


def _said(slide: Any) -> Iterator[str]:
    """The title, the texts of boxes and groups, and the names of the shapes of the regions."""
    for shape in slide.shapes:
        if shape.has_text_frame and shape.text_frame.text:
            yield from (line for line in map(_plain, shape.text_frame.text.split("\n")) if line)
        elif shape.shape_type == 6:
            yield from (one.name for one in shape.shapes if not one.has_text_frame or not one.text_frame.text)


def _shown(path: Path, office: str, folder: Path) -> list[str]:
    """The texts and names on each page as LibreOffice has read them."""
    call = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "fodp"]
    subprocess.run([*call, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=300)
    tree = ElementTree.parse(folder / f"{path.stem}.fodp")
    return [_texts(page) for page in tree.iter(_PAGE)]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _texts(page: ElementTree.Element) -> str:
    for notes in page.findall(_NOTES):
        page.remove(notes)
    names = [one.get(_NAME, "") for one in page.iter()]
    return " ".join([_plain("".join(page.itertext())), *names])
