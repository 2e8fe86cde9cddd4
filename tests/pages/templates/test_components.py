"""Components of our own: what they report is one of what they were given."""

import pytest

from pages.templates import components, reported


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ({"pick": "16.02"}, "16.02"),
        ({"pick": "16.99"}, ""),
        ({"pick": ["16.02"]}, ""),
        ({"pick": None}, ""),
        ({"open": "16.02"}, ""),
        ({}, ""),
        (None, ""),
    ],
)
def test_a_report_of_what_was_not_offered_is_not_heard(monkeypatch, said, heard):
    monkeypatch.setattr(components.st, "session_state", {"rank": said})
    assert reported("rank", "pick", ("16.02", "33.26")) == heard
