"""What the documents point at is there, and the guide is what its table of questions makes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from tests.pictures.guide import FRONTS, GUIDE, guide
from tests.pictures.questions import MOST_CLICKS, SCREEN, USERS
from tests.pictures.taking import FOLDER, WIDTH

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
_LINK = re.compile(r"\]\(([^)#]+)")
_LARGEST, _LARGEST_OF_A_SCREEN = 300_000, 150_000


@pytest.mark.parametrize(
    "document", [README, *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda path: path.name
)
def test_links_and_pictures_of_a_document_are_there(document: Path):
    links = [link for link in _LINK.findall(document.read_text()) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []
    assert all((document.parent / link).stat().st_size < _LARGEST for link in links)


def test_every_picture_is_shown_somewhere():
    shown = {
        (document.parent / link).resolve()
        for document in (README, *(ROOT / "docs").glob("*.md"))
        for link in _LINK.findall(document.read_text())
    }
    assert {path.resolve() for path in FOLDER.iterdir()} <= shown


def test_the_guide_is_what_its_table_makes():
    assert GUIDE.read_text("utf-8") == guide()


def test_the_guide_has_four_questions_of_each_user_and_few_clicks():
    questions = [question for user in USERS for question in user.questions]
    assert [len(user.questions) for user in USERS] == [4, 4, 4]
    assert len({question.key for question in questions}) == len({one.asked for one in questions}) == 12
    assert all(len(question.clicks) <= MOST_CLICKS for question in questions)
    # a click on a named control says its name
    assert all(click.named in click.said for question in questions for click in question.clicks)


def test_the_readme_shows_its_pictures_with_month_and_origin_and_leads_to_the_guide():
    text = README.read_text("utf-8")
    assert all(f"{front.link}\n\n{front.caption}\n" in text for front in FRONTS)
    assert "](docs/panduan.md)" in text


def test_pictures_of_screens_are_small():
    screens = {user.picture.name: user.picture.screen for user in USERS} | {
        one.name: SCREEN for one in FRONTS
    }
    for name, (width, height) in screens.items():
        path = FOLDER / f"{name}.png"
        assert Image.open(path).size == (WIDTH, height * WIDTH // width)
        assert path.stat().st_size < _LARGEST_OF_A_SCREEN
