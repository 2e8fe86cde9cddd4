"""Which of the messages that Streamlit understands a page of the app could have sent, now, in this session.

Streamlit's browser script can say more than any page offers: empty every reader's caches, install things, ask for
files of others. And Streamlit takes it at its word: a value of the wrong kind for a widget stops the page with an
English error. What a session was sent stands in the session itself, so that is what a message is held against.
"""

from __future__ import annotations

from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession

from pages import session
from pages.gate import uploads, widgets

# Longer ones no page writes; Streamlit would keep them with the session.
MOST_QUERY = 8_000
MOST_CACHED = 2_000
_HARMLESS = frozenset({"stop_script", "app_heartbeat"})  # they concern the session alone that sends them


def admitted(message: BackMsg, session_id: str) -> bool:
    """Whether a message is passed on; a wish to run the page is first freed of what no page has offered."""
    kind = message.WhichOneof("type")
    found = runtime.get_instance().get_app_session(session_id)
    if found is None:
        return False
    if kind == "rerun_script":
        return _run(message.rerun_script, found)
    if kind == "file_urls_request":
        return uploads.places_for(len(message.file_urls_request.file_names), session_id)
    if kind == "backend_operation_request":
        return _download(message.backend_operation_request, session_id)
    return kind in _HARMLESS


def too_early(message: BackMsg, session_id: str) -> bool:
    """Whether a page that was drawn by another session speaks, which cannot be held against anything yet.

    So does every open page after a restart of the server: it sends the values of its widgets, or one click, to the
    session that has just begun. Streamlit takes over the values unseen, and is deaf to a click in a part of a page.
    """
    wish, found = message.rerun_script, runtime.get_instance().get_app_session(session_id)
    if found is None or not (wish.fragment_id or wish.widget_states.widgets):
        return False
    return not widgets.knows_widgets(found)


def _download(request: BackendOperationRequest, session_id: str) -> bool:
    """Whether a file to be made on demand is one whose button stands before this session, not before another."""
    if request.WhichOneof("payload") != "deferred_file" or request.session_id != session_id:
        return False
    offered = runtime.get_instance().media_file_mgr._deferred_ids_by_session.get(session_id, set())
    return request.deferred_file.file_id in offered


def _run(wish: ClientState, found: AppSession) -> bool:
    """Whether the page is run: whole, or a part of it (a fragment) that is there. Changes the wish to what may be."""
    if wish.fragment_id and not found.has_fragment(wish.fragment_id):
        return False
    if len(wish.query_string) > MOST_QUERY:
        wish.query_string = ""
    del wish.cached_message_hashes[MOST_CACHED:]  # what the browser is not known to have is sent again
    _known_page(wish, found)
    kept = [state for state in wish.widget_states.widgets if widgets.could_send(state, found)]
    del wish.widget_states.widgets[:]
    wish.widget_states.widgets.extend(kept)
    return True


def _known_page(wish: ClientState, found: AppSession) -> None:
    """Let a wish for a page that is not there stay where it is; Streamlit would say in English that there is none.

    The first page has no name of its own in Streamlit. A session that has not run yet knows no pages by name; there
    Streamlit itself begins with the first page where it does not find the one that is wished.
    """
    if wish.page_name == session.MAP_PAGE or wish.page_name not in session.page_addresses():
        wish.page_name = ""
    pages = found.get_pages()
    named = {page.get("url_pathname") for page in pages.values()}
    if wish.page_script_hash in pages or None in named:
        return
    wish.page_script_hash = ""
    if found.page_script_hash in pages and wish.page_name not in named - {""}:
        wish.page_script_hash = found.page_script_hash
