"""The log: a line of JSON each, whatever is in it, and nothing of a person."""

from __future__ import annotations

import json
import logging
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.serving.log_lines import JsonLine, impersonal
from tests.browser.driver import ROOT


def line(message: str, *values: object, error: Exception | None = None) -> str:
    """What is written of an entry."""
    info = (type(error), error, error.__traceback__) if error else None
    return JsonLine().format(logging.LogRecord("a.b", logging.WARNING, "x.py", 1, message, values, info))


@given(st.text(max_size=300))
def test_whatever_is_logged_is_one_line_of_json(text):
    written = line("%s", text)
    assert "\n" not in written and json.loads(written)["logger"] == "a.b"


@pytest.mark.parametrize(
    "text",
    [
        "Error description: kepala@kantor.go.id is not allowed",
        "GET /pemberi-kerja?npp=SIM0000001&data=sendiri 500",
        "token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJrZXBhbGEifQ.c2ln failed",
        "https://peta.kantor.go.id/oauth2callback?code=rahasia&state=x",
    ],
)
def test_nothing_of_a_person_is_in_it(text):
    said = impersonal(text)
    assert not any(word in said for word in ("kepala", "SIM0000001", "eyJ", "rahasia"))


def test_of_an_error_its_kind_and_place_are_told_and_not_its_words():
    try:
        raise ValueError("PT Rahasia Jaya")
    except ValueError as error:
        told = json.loads(line("failed", error=error))
    assert (told["error"], "Rahasia" in json.dumps(told)) == ("ValueError", False)
    assert told["at"].startswith("test_log_lines.py:")


# Streamlit sets its loggers up anew when it has read its settings; why a sign-in failed is known from the second one.
_SCRIPT = """
from pages import serving, signin
import logging, streamlit.logger as l
early, name = l.get_logger("streamlit.early"), "streamlit.web.server.starlette.starlette_auth_routes"
before = [one for one in logging.getLogger(name).handlers if type(one) is not logging.StreamHandler]
l.get_logger(name)
serving.log_as_lines()
early.warning("satu")
l.get_logger("streamlit.late").warning("dua")
logging.getLogger("data.x").warning("tiga")
l.update_formatter()
early.warning("empat")
print(bool(before), logging.getLogger(name).handlers == before)
"""


@pytest.fixture(scope="module")
def of_a_process() -> subprocess.CompletedProcess[str]:
    """What a process of its own has said and logged: loggers are set up for good."""
    return subprocess.run(
        [sys.executable, "-c", _SCRIPT], cwd=ROOT, capture_output=True, text=True, timeout=60
    )


def test_streamlits_loggers_are_in_it_too_early_and_late_ones(of_a_process):
    told = [json.loads(one) for one in of_a_process.stderr.splitlines() if one.startswith("{")]
    assert [one["message"] for one in told if one["message"] in {"satu", "dua", "tiga", "empat"}] == [
        "satu",
        "dua",
        "tiga",
        "empat",
    ]


def test_who_listens_to_a_logger_of_streamlits_still_does(of_a_process):
    assert (of_a_process.returncode, of_a_process.stdout) == (0, "True True\n"), of_a_process.stderr
