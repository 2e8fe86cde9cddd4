"""What the documents point at is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_LINK = re.compile(r"\]\(([^)#]+)")
_LARGEST = 300_000


@pytest.mark.parametrize(
    "document", [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda path: path.name
)
def test_links_and_pictures_of_a_document_are_there(document: Path):
    links = [link for link in _LINK.findall(document.read_text()) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []
    assert all((document.parent / link).stat().st_size < _LARGEST for link in links)


def test_every_picture_is_shown_somewhere():
    shown = {
        link for document in (ROOT / "docs").glob("*.md") for link in _LINK.findall(document.read_text())
    }
    assert {f"pictures/{path.name}" for path in (ROOT / "docs" / "pictures").iterdir()} <= shown
