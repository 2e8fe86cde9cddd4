"""One word for one thing: no text that is shown holds a word that the glossary says is not used."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from typing import Any

import pandas as pd
import pytest

from data.glossary import BadGlossary, glossary
from data.words import Words
from tests.pages.reading import opened, well, words_on
from tests.pages.test_translations import PLACEHOLDER, catalogue, constants, messages
from tests.source import ROOT, named, product

# Place -> why texts there may hold words that are not used anywhere else.
ALLOWED = {
    "data/intake/finding": "headings of files that branches bring are recognised by the words that branches use",
    "data/embedded/glossary.toml": "it names the words that are not used",
}
# What is an address, a key or the name of a file: earlier releases and bookmarks depend on it.
KEY = re.compile(r"[a-z0-9_-]+")
# Words that no Indonesian sentence has, and hardly any English one is without; "from" and "to" are keys of files.
ENGLISH = [
    "the",
    "of",
    "and",
    "is",
    "are",
    "for",
    "with",
    "by",
    "this",
    "that",
    "which",
    "your",
    "not",
    "has",
    "have",
    "was",
    "were",
    "at",
    "or",
]


def used(words: Iterable[str], text: str) -> list[str]:
    """Those of the words that stand in a text as whole words, in capitals or not, also with -nya."""
    said = PLACEHOLDER.sub("{}", text).casefold()
    there = (
        word for word in words if word.casefold() in said
    )  # hardly any is: no pattern is sought for the others
    return [word for word in there if re.search(rf"(?<!\w){re.escape(word.casefold())}(?:nya)?(?!\w)", said)]


def avoided(language: str) -> list[str]:
    return [word for term in glossary().term for word in (term.not_id if language == "id" else term.not_en)]


def leaves(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a TOML file with its key; that of a list with the list's."""
    if isinstance(value, str):
        yield key, value
    for name, inner in value.items() if isinstance(value, dict) else ():
        yield from leaves(inner, name)
    for inner in value if isinstance(value, list) else ():
        yield from leaves(inner, key)


@cache
def written(language: str) -> dict[str, str]:
    """Text -> its place, of everything that is shown in one language beside what pages say: definitions, law, facts."""
    files = [(path, tomllib.loads(path.read_text("utf-8"))) for path in product(".toml")]
    found = {
        text: named(path)
        for path, read in files
        for key, text in leaves(read)
        if key == language or key.endswith(f"_{language}")
    }
    for path in product(".csv"):
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        for column in table.columns[table.columns.str.endswith(f"_{language}")]:
            found |= dict.fromkeys(table[column], named(path))
    return found


def said(language: str) -> dict[str, str]:
    """Text -> its place, of everything that a reader of one language is shown."""
    if language == "en":
        return {**written("en"), **dict.fromkeys(catalogue().values(), "the catalogue")}
    code = {text: place for text, place in constants().items() if not KEY.fullmatch(text)}
    return {**written("id"), **code, **messages(), **dict.fromkeys(catalogue(), "the catalogue")}


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_text_holds_a_word_that_is_not_used(language):
    texts, words = said(language), avoided(language)
    assert len(texts) > 2000 and len({place.split("/")[0] for place in texts.values()}) > 1
    wrong = {
        text: (place, use)
        for text, place in texts.items()
        if not place.startswith(tuple(ALLOWED)) and (use := used(words, text))
    }
    assert wrong == {}


def test_no_heading_is_a_word_that_is_not_used_alone():
    alone = {word.casefold() for term in glossary().term for word in term.alone_id}
    headings = {**messages(), **dict.fromkeys(catalogue(), "the catalogue")}
    assert len(alone) >= 4
    assert {text: place for text, place in headings.items() if text.casefold().rstrip(":. ") in alone} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Perkaranya sudah ditutup.", ["perkara"]),
        ("di bawah SASARAN 2025", ["sasaran"]),
        ("{sasaran} dari yang ditargetkan", []),
        ("pengeperkaraan", []),
    ],
)
def test_a_word_is_found_whole(text, found):
    assert used(avoided("id"), text) == found


def test_what_is_allowed_is_needed():
    texts = said("id")
    for place in ALLOWED:
        lines = (ROOT / place).rglob("*.py") if (ROOT / place).is_dir() else [ROOT / place]
        assert any(used(avoided("id"), line.read_text("utf-8")) for line in lines), place
    assert texts


def test_no_word_is_both_used_and_not_used():
    terms = glossary().term
    for names, language in (([term.id for term in terms], "id"), ([term.en for term in terms], "en")):
        assert len({name.casefold() for name in names}) == len(names)
        assert [name for name in names if used(avoided(language), name)] == []
        words = avoided(language)
        assert len(set(words)) == len(words)
    for term in terms:
        assert used(avoided("id"), term.meaning_id) == [] and used(avoided("en"), term.meaning_en) == []
        assert term.meaning_id.count(". ") <= 1 and term.meaning_id.endswith("."), term.id


def test_no_indonesian_message_is_english():
    wrong = [text for text in {**messages(), **catalogue()} if used(ENGLISH, text)]
    assert wrong == []


def test_no_template_says_anything_by_itself():
    """A text in a template would be the same in both languages."""
    for path in product(".html"):
        bare = re.sub(
            r"{#.*?#}|{%.*?%}|{{.*?}}|<(style|script)\b.*?</\1>|<[^>]*>|[\w-]+=\"[^\"]*\"|Peta( Patuh)?",
            " ",
            path.read_text("utf-8"),
            flags=re.S,
        )
        assert re.findall(r"[A-Za-z]{3,}", unescape(bare)) == [], path.name


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_of_sources_shows_every_word(language):
    words = Words(language)
    text = unescape(words_on(well(opened("sumber", bhs=language))))
    for term in glossary().term:
        assert words.of(term, "meaning") in text and term.law in text
        for word in (*term.not_id, *term.alone_id) if language == "id" else term.not_en:
            assert word in text
    assert words.date(glossary().as_of) in text


@pytest.mark.parametrize(
    ("line", "key"),
    [('meaning_en = "x"\nfoo = "y"', "foo"), ('meaning_en = " "', "meaning_en"), ("", "meaning_en")],
)
def test_a_broken_glossary_names_its_key(tmp_path, line, key):
    file = tmp_path / "glossary.toml"
    file.write_text(
        f'as_of = 2026-01-01\n[[term]]\nid = "a"\nen = "b"\nmeaning_id = "c"\n{line}\n', encoding="utf-8"
    )
    with pytest.raises(BadGlossary, match=key):
        glossary(file)
