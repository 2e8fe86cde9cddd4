"""The server's log, each entry a line of JSON: for a machine to read, and without anything personal.

Messages of libraries may hold an address of a page, an e-mail address, or what a provider said of somebody. What looks
so is taken out, and of an error only its kind and place are told, not its words.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from pathlib import Path

import streamlit.logger

from data.clock import local
from data.clock import now as clock

_PERSONAL = (
    re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+"),
    re.compile(r"(?<=\?)[^\s\"'<>]+"),
    re.compile(r"\beyJ[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*){0,4}"),  # a token of OpenID Connect
)
_MOST = 2_000


class JsonLine(logging.Formatter):
    """`{time, level, logger, process, message}` and, of an error, its `error` and `at`, where it was raised."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        told = {
            "time": local(clock()).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "message": impersonal(record.getMessage()),
        }
        if record.exc_info and record.exc_info[0] is not None:
            told["error"] = record.exc_info[0].__name__
            told["at"] = _where(record)
        return json.dumps(told, ensure_ascii=False)


def impersonal(text: str) -> str:
    """The text on one line, without what may be of a person.

    >>> impersonal("GET /kantor?npp=1 by a.b@c.id")
    'GET /kantor?… by …'
    """
    for pattern in _PERSONAL:
        text = pattern.sub("…", text)
    return " ".join(text[:_MOST].split())


def _where(record: logging.LogRecord) -> str:
    trace = record.exc_info[2] if record.exc_info else None
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace is not None else ""


def log_as_lines() -> None:
    """Write all that is logged from now on as lines of JSON, Streamlit's own loggers too, which have handlers of theirs."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLine())
    logging.root.handlers = [handler]

    def hand_over(logger: logging.Logger) -> None:
        # What else listens stays: from its log alone it is known why Streamlit did not accept a sign-in.
        logger.handlers = [one for one in logger.handlers if not isinstance(one, logging.StreamHandler)]
        logger.propagate = True

    streamlit.logger.setup_formatter = hand_over
    for logger in [
        *streamlit.logger._loggers.values(),
        logging.getLogger("uvicorn"),
        logging.getLogger("uvicorn.error"),
    ]:
        hand_over(logger)
