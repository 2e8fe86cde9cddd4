"""Which sessions stand before a page that takes files: the server takes uploads from these alone.

Streamlit takes a file from whoever holds a session, whatever its page asks for, up to one limit for all. That limit is
as large as the largest file of a branch, so a reader of the map would be free to fill the server's memory.
"""

from __future__ import annotations

from threading import Lock

from cachetools import LRUCache
from streamlit.runtime.scriptrunner import get_script_run_ctx

_ASKING: LRUCache[str, bool] = LRUCache(10_000)
_LOCK = Lock()


def ask_for_files(asks: bool) -> None:
    """Take files from the session that runs now, or none any more."""
    context = get_script_run_ctx()
    if context is not None:
        with _LOCK:
            _ASKING[context.session_id] = asks


def takes_files(session: str) -> bool:
    """Whether the page of a session asks for files."""
    with _LOCK:
        return _ASKING.get(session, False)
