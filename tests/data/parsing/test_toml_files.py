"""A file of settings is read whole, or refused with its key, what stands there and what is accepted."""

from datetime import date
from typing import Annotated

import pytest
from pydantic import Field, StrictBool

from data.parsing import Text, TomlTable, one_of, read_toml, several_of, table_of, whole
from data.words import Problem, Words


class BadSettings(Problem):
    """What `read_toml` is told to raise here."""


class Inner(TomlTable):
    """A table in a list of tables."""

    day: Annotated[date, Field(strict=True)]


class Settings(TomlTable):
    """A key for every kind of value that a file may have."""

    count: Annotated[int, whole(1, 9)]
    colour: Annotated[str, one_of(("", "merah", "biru"))] = ""
    steps: Annotated[tuple[str, ...], several_of(("satu", "dua"))] = ()
    rates: Annotated[dict[str, Annotated[int, whole(0, 5)]], table_of(("pagi", "sore"))]
    note: Text
    open: StrictBool
    inner: tuple[Inner, ...] = ()


WHOLE = """
count = 3
colour = "biru"
steps = ["dua", "satu"]
rates = { sore = 5, pagi = 0 }
note = "x"
open = true
inner = [{ day = 2026-08-17 }]
"""


def read(tmp_path, text: str) -> Settings:
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    return read_toml(path, Settings, BadSettings)


def test_a_file_is_read_into_plain_values(tmp_path):
    settings = read(tmp_path, WHOLE)
    assert (settings.count, settings.colour, settings.steps) == (3, "biru", ("dua", "satu"))
    assert list(settings.rates.items()) == [("pagi", 0), ("sore", 5)]
    assert settings.inner[0].day == date(2026, 8, 17)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("count = 3", "count = 10", "kunci count: tertulis “10”. Yang diterima: 1 ... 9."),
        ("count = 3", "count = true", "kunci count: tertulis “True”. Yang diterima: 1 ... 9."),
        ("count = 3", "", "kunci count: belum diisi."),
        ("count = 3", "counts = 3", "kunci counts: tidak dikenal."),
        ('"biru"', '"hijau"', "kunci colour: tertulis “hijau”. Yang diterima salah satu dari merah, biru."),
        ('["dua", "satu"]', '["dua", "tiga"]', "kunci steps[2]: tertulis “tiga”. Yang diterima salah satu"),
        (
            '["dua", "satu"]',
            '["dua", "dua"]',
            "kunci steps: tertulis “['dua', 'dua']”. Yang diterima: [\"satu\", \"dua\"].",
        ),
        ('["dua", "satu"]', "[]", 'kunci steps: tertulis “[]”. Yang diterima: ["satu", "dua"].'),
        ('["dua", "satu"]', '"dua"', 'kunci steps: tertulis “dua”. Yang diterima: ["satu", "dua"].'),
        ("sore = 5", "sore = 6", "kunci rates.sore: tertulis “6”. Yang diterima: 0 ... 5."),
        ("sore = 5", "malam = 5", "kunci rates.malam: tidak dikenal."),
        ("{ sore = 5, pagi = 0 }", "{ sore = 5 }", "kunci rates.pagi: belum diisi."),
        ("{ sore = 5, pagi = 0 }", "5", "kunci rates: tertulis “5”. Yang diterima: { ... }."),
        ('"x"', '" "', 'kunci note: tertulis “”. Yang diterima: "...".'),
        ("open = true", "open = 1", "kunci open: tertulis “1”. Yang diterima: true, false."),
        (
            "2026-08-17",
            "2026-08-17T00:00:00",
            "kunci inner[1].day: tertulis “2026-08-17 00:00:00”. Yang diterima: 2026-08-17.",
        ),
        ("inner = [", "inner = 3 # [", "kunci inner: tertulis “3”. Yang diterima: [ ... ]."),
        ("open = true", "open =", "bukan TOML yang utuh"),
    ],
)
def test_what_does_not_fit_is_named_in_both_languages(tmp_path, old, new, message):
    assert old in WHOLE
    with pytest.raises(BadSettings) as caught:
        read(tmp_path, WHOLE.replace(old, new, 1))
    assert str(caught.value).startswith("Berkas settings.toml") and message in str(caught.value)
    assert Words("en").explain(caught.value).startswith("File settings.toml")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadSettings, match=r"settings\.toml bukan TOML yang utuh"):
        read_toml(tmp_path / "settings.toml", Settings, BadSettings)


def test_a_key_of_hostile_text_is_quoted_on_one_short_line(tmp_path):
    with pytest.raises(BadSettings) as caught:
        read(tmp_path, f'"a\\n\\u202e{"b" * 500}" = 1\n{WHOLE}')
    assert (
        "\n" not in str(caught.value) and "\u202e" not in str(caught.value) and len(str(caught.value)) < 250
    )
