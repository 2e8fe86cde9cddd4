"""Sentences that can be said in both languages: as text, in the reader's language, and kept in a file."""

from __future__ import annotations

import json

from data.words import AsOf, Sentence, Words

ASKED = Sentence(
    "Baris {row}: {said}", row=1234, said=[AsOf("2026-09-07"), Sentence("Lewati"), "{x}", 55_000]
)


def test_a_sentence_is_its_indonesian_text_with_days_as_they_are_kept():
    assert ASKED == "Baris 1.234: 2026-09-07, Lewati, {x}, 55.000"
    assert json.dumps(ASKED) == json.dumps(str(ASKED))


def test_it_is_said_in_the_readers_language_with_its_numbers_and_days():
    assert Words("en").say(ASKED) == "Row 1,234: 7 Sep 2026, Skip, {x}, 55,000"
    assert Words("id").say(ASKED) == "Baris 1.234: 7 Sep 2026, Lewati, {x}, 55.000"
    assert Words("en").say("a plain text") == "a plain text"


def test_it_is_kept_in_a_file_and_read_again():
    kept = json.loads(json.dumps(ASKED.as_json()))
    assert Words("en").say(Sentence.of_json(kept)) == Words("en").say(ASKED)
    assert Sentence.of_json("as older releases have kept it") == "as older releases have kept it"


def test_texts_among_its_values_can_be_masked():
    assert ASKED.with_texts(lambda text: "•") == "Baris 1.234: 2026-09-07, •, •, 55.000".replace(
        "•", "Lewati", 1
    )
