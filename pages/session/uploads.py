"""Files that the reader's browser has sent: let go of once they are read, and counted where there was no room."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

from cachetools import LRUCache
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

_MISSED: LRUCache[str, int] = LRUCache(10_000)  # session -> files that there was no room for
_LOCK = Lock()


def miss_file(session: str) -> None:
    """Count a file of a session that was not taken. The browser marks it, but the mark goes when others were read."""
    with _LOCK:
        _MISSED[session] = _MISSED.get(session, 0) + 1


def missed_files() -> int:
    """How many files of the session that runs now were not taken since this was asked last."""
    context = get_script_run_ctx()
    with _LOCK:
        return _MISSED.pop(context.session_id, 0) if context is not None else 0


def forget_files(files: Iterable[UploadedFile]) -> None:
    """Give back the memory of files that have been read.

    Streamlit keeps every file until the session ends, also after its field has gone from the page: somebody who brings
    files all day would end at the gate's limit for one session (pages/gate/uploads.py).
    """
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        for file in files:
            context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)
