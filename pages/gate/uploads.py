"""Files that browsers send: taken from a session whose page asks for some, up to a number and a size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from starlette.datastructures import Headers
from starlette.types import Scope
from streamlit import runtime
from streamlit.proto.Common_pb2 import FileURLsRequest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from pages import session
from pages.gate import widgets

# Streamlit keeps files in memory until the page has read them, and by itself sets a limit for one file alone.
MOST_FILES = 100  # of one session at a time; shell.css says so where a file did not arrive
MOST_BYTES = 200 * 1024 * 1024  # of one session at a time; the same
MOST_BYTES_OF_ALL = 600 * 1024 * 1024
_UPLOADS = "/_stcore/upload_file/"
# Session -> the bytes of its files that are on their way.
_COMING: defaultdict[str, list[int]] = defaultdict(list)


def is_upload(path: str) -> bool:
    """Whether this is where Streamlit takes files."""
    return path.startswith(_UPLOADS)


@contextmanager
def welcomed(scope: Scope) -> Iterator[bool]:
    """Whether a file is taken: the page of the session asks for files, and there is room for this one.

    The room is kept for it as long as the file is on its way, so that many at once do not share the same room.
    """
    sender = scope["path"].removeprefix(_UPLOADS).split("/")[0]
    if not _asks(sender) or scope["method"] != "PUT":
        yield _asks(sender)
        return
    size = _size(scope)
    if size is None or not _room(sender, size):
        session.miss_file(sender)
        yield False
        return
    _COMING[sender].append(size)
    try:
        yield True
    finally:
        _COMING[sender].remove(size)
        if not _COMING[sender]:
            del _COMING[sender]


def places_for(files: int, sender: str) -> bool:
    """Whether so many more files may come of a session."""
    return _asks(sender) and len(_kept(sender)) + files <= MOST_FILES


def no_room(request: FileURLsRequest) -> bytes:
    """The answer to a wish for places that is not granted; the browser then marks the files, and shell.css says why."""
    answer = ForwardMsg()
    answer.file_urls_response.response_id = request.request_id
    answer.file_urls_response.error_msg = f"Tidak lebih dari {MOST_FILES} berkas sekaligus."
    return bytes(answer.SerializeToString())


def _asks(sender: str) -> bool:
    found = runtime.get_instance().get_app_session(sender)
    return found is not None and widgets.asks_for_files(found)


def _size(scope: Scope) -> int | None:
    """The bytes that a request says it brings, None when it does not say."""
    said = Headers(scope=scope).get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 15 else None


def _room(sender: str, size: int) -> bool:
    own = _kept(sender)
    everybody = sum(sum(_kept(one)) for one in {*_manager().file_storage, *_COMING})
    return len(own) < MOST_FILES and sum(own) + size <= MOST_BYTES and everybody + size <= MOST_BYTES_OF_ALL


def _kept(sender: str) -> list[int]:
    """The sizes of the files of a session that are here or on their way."""
    here: dict[str, UploadedFileRec] = _manager().file_storage.get(sender, {})
    return [*(len(file.data) for file in list(here.values())), *_COMING.get(sender, ())]


def _manager() -> MemoryUploadedFileManager:
    return cast(MemoryUploadedFileManager, runtime.get_instance().uploaded_file_mgr)
