"""Which files are taken: those that the page before the session asks for, up to a number and a size."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from types import SimpleNamespace

import pytest
from starlette.responses import Response
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from pages.gate import Gate, messages, uploads
from pages.intake.dropping import MOST_MB_AT_ONCE
from pages.session import forget_files, missed_files
from pages.session import uploads as kept_for_pages
from pages.templates import page_assets
from tests.pages.gate.sessions import Session

pytestmark = pytest.mark.usefixtures("found")
_QUARTER = uploads.MOST_BYTES // 4 - 1  # beside it, one byte is held already


def upload(size: str | None, session: str = "s1", method: str = "PUT") -> dict:
    """A request that brings a file of this size."""
    headers = [(b"content-length", size.encode("latin-1", "replace"))] if size else []
    return {
        "type": "http",
        "method": method,
        "path": f"/_stcore/upload_file/{session}/f1",
        "headers": headers,
    }


def taken(size: str | None, session: str = "s1", method: str = "PUT") -> bool:
    with uploads.welcomed(upload(size, session, method)) as is_taken:
        return is_taken


def wish(files: int) -> BackMsg:
    """The browser's wish for places for so many files."""
    said = BackMsg()
    said.file_urls_request.request_id = "r1"
    said.file_urls_request.file_names.extend(["a.csv"] * files)
    return said


def keep(session: str, count: int) -> None:
    """Let Streamlit hold so many files of a session."""
    runtime.get_instance().uploaded_file_mgr.file_storage[session] = {
        str(number): SimpleNamespace(data=b"x") for number in range(count)
    }


@pytest.mark.parametrize(
    ("kept", "size", "is_taken"),
    [
        ({}, "1000", True),
        ({}, None, False),
        ({}, "²", False),
        ({}, str(uploads.MOST_BYTES + 1), False),
        ({"s1": uploads.MOST_FILES}, "1", False),
        ({"s2": uploads.MOST_FILES}, "1", True),
    ],
)
def test_files_are_taken_up_to_a_number_and_a_size(kept, size, is_taken):
    for session, count in kept.items():
        keep(session, count)
    assert taken(size) is is_taken


def test_files_that_come_at_once_do_not_share_the_same_room():
    """Each is checked before any of them is held: 100 of the largest at once would all find the room empty."""
    with ExitStack() as coming:
        every = [coming.enter_context(uploads.welcomed(upload(str(_QUARTER)))) for _ in range(5)]
    assert every == [True] * 4 + [False]
    assert taken(str(_QUARTER))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS"])
def test_no_file_is_taken_where_no_page_asks_for_some(found: Session, method: str) -> None:
    assert taken("1", method=method)
    assert not taken("1", "s2", method)
    found.session_state._new_widget_state.states.pop(found.widget("files"))
    assert not taken("1", method=method)


@pytest.mark.parametrize(("session", "status"), [("s1", 204), ("s2", 403)])
def test_what_is_not_taken_does_not_reach_streamlit(session, status):
    started: list[int] = []

    async def send(message):
        started.extend([message["status"]] if "status" in message else [])

    scope = upload("1", session)
    scope["headers"].append((b"host", b"127.0.0.1"))
    with ThreadPoolExecutor() as aside:  # another test may have a loop of its own in this thread
        aside.submit(asyncio.run, Gate(Response(status_code=204))(scope, None, send)).result()
    assert started == [status]


@pytest.mark.parametrize(
    ("session", "files", "passed"),
    [("s1", 3, True), ("s1", uploads.MOST_FILES, False), ("s2", 1, False)],
)
def test_places_for_files_are_given_while_there_is_room(session, files, passed):
    keep("s1", 1)
    assert messages.admitted(wish(files), session) is passed


def test_a_browser_that_wants_too_many_is_told_so_in_our_words():
    """Left without an answer it would wait for ever, and its reader with it."""
    answer = ForwardMsg.FromString(uploads.no_room(wish(200).file_urls_request)).file_urls_response
    assert answer.response_id == "r1" and "100 berkas" in answer.error_msg


def test_a_file_without_room_is_counted_for_the_page_that_asked(monkeypatch):
    """The browser's mark goes as soon as the page has read the others."""
    monkeypatch.setattr(kept_for_pages, "get_script_run_ctx", lambda: SimpleNamespace(session_id="s1"))
    missed_files()  # what other tests have left
    for size in ("1", str(uploads.MOST_BYTES), str(uploads.MOST_BYTES)):
        taken(size)
    assert (missed_files(), missed_files()) == (2, 0)


def test_a_file_that_was_read_gives_back_its_room(monkeypatch):
    manager = MemoryUploadedFileManager("/_stcore/upload_file")
    context = SimpleNamespace(session_id="s1", uploaded_file_mgr=manager)
    monkeypatch.setattr(kept_for_pages, "get_script_run_ctx", lambda: context)
    for name in ("read", "unread"):
        manager.add_file("s1", UploadedFileRec(name, "a.csv", "text/csv", b"x"))
    forget_files([UploadedFile(manager.get_files("s1", ["read"])[0], FileURLs())])
    assert list(manager.file_storage["s1"]) == ["unread"]


def test_what_pages_say_of_the_limits_is_what_holds():
    every = b"".join(asset.body for asset in page_assets().values())
    assert f"lebih dari {uploads.MOST_FILES} berkas atau {MOST_MB_AT_ONCE} MB" in every.decode()
    assert uploads.MOST_BYTES == MOST_MB_AT_ONCE * 1024 * 1024
