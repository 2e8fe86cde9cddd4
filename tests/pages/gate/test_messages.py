"""Which messages are passed on to a session that was sent some widgets, fragments and pages, and which are not."""

from __future__ import annotations

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.gate import messages
from tests.pages.gate.sessions import Session

pytestmark = pytest.mark.usefixtures("found")


@pytest.mark.parametrize(
    "command",
    [
        "clear_cache",
        "set_run_on_save",
        "load_git_info",
        "debug_shutdown_runtime",
        "debug_disconnect_websocket",
    ],
)
def test_nobody_commands_the_server(command):
    assert not messages.admitted(BackMsg(**{command: True}), "s1")


def test_what_concerns_its_own_session_alone_is_passed_on():
    assert messages.admitted(BackMsg(stop_script=True), "s1")
    assert messages.admitted(BackMsg(app_heartbeat=True), "s1")
    assert not messages.admitted(BackMsg(), "s1")


@pytest.mark.parametrize(
    ("fragment", "session_id", "passed"), [("f1", "s1", True), ("f2", "s1", False), ("f1", "", False)]
)
def test_a_part_of_a_page_runs_where_it_was_sent(fragment, session_id, passed):
    said = BackMsg()
    said.rerun_script.fragment_id = fragment
    assert messages.admitted(said, session_id) is passed


def test_a_wish_keeps_what_was_offered_and_loses_the_rest(found: Session) -> None:
    said = BackMsg()
    for name, value in [("place", "OKI"), ("place", "Palembang"), ("unknown", "OKI")]:
        said.rerun_script.widget_states.widgets.add(id=found.widget(name), string_value=value)
    assert messages.admitted(said, "s1")
    assert [one.string_value for one in said.rerun_script.widget_states.widgets] == ["OKI"]


@pytest.mark.parametrize(
    ("name", "at", "expected"),
    [
        ("tunggakan", "h2", ("tunggakan", "h2")),
        ("tunggakan", "", ("tunggakan", "")),
        ("tidak-ada", "h9", ("", "h2")),
        ("../app.py", "", ("", "h2")),
        ("peta", "", ("", "h2")),
    ],
)
def test_a_wish_for_no_page_stays_where_it_is(name, at, expected):
    said = BackMsg()
    said.rerun_script.page_name, said.rerun_script.page_script_hash = name, at
    assert messages.admitted(said, "s1")
    assert (said.rerun_script.page_name, said.rerun_script.page_script_hash) == expected


@pytest.mark.parametrize(
    ("name", "at", "expected"),
    [("tunggakan", "", ("tunggakan", "")), ("peta", "", ("", "")), ("", "h2", ("", "h2"))],
)
def test_a_session_that_has_just_begun_opens_what_is_asked_for(found, monkeypatch, name, at, expected):
    """After a restart of the server an open page asks for itself by the number that Streamlit gives to pages."""
    monkeypatch.setattr(found, "get_pages", lambda: {"main": {"script_path": "app.py"}})
    said = BackMsg()
    said.rerun_script.page_name, said.rerun_script.page_script_hash = name, at
    assert messages.admitted(said, "s1")
    assert (said.rerun_script.page_name, said.rerun_script.page_script_hash) == expected


def test_what_is_longer_than_a_page_writes_is_left_out():
    said = BackMsg()
    said.rerun_script.query_string = "x" * (messages.MOST_QUERY + 1)
    said.rerun_script.cached_message_hashes.extend(["x"] * (messages.MOST_CACHED + 1))
    assert messages.admitted(said, "s1")
    assert said.rerun_script.query_string == ""
    assert len(said.rerun_script.cached_message_hashes) == messages.MOST_CACHED


@pytest.mark.parametrize(
    ("asked", "session_id", "file", "passed"),
    [
        ("s1", "s1", "file1", True),
        ("s1", "s1", "file2", False),
        ("s2", "s1", "file2", False),
        ("s1", "s2", "file1", False),
    ],
)
def test_a_file_is_made_for_the_session_whose_button_it_is(asked, session_id, file, passed):
    said = BackMsg()
    said.backend_operation_request.session_id = asked
    said.backend_operation_request.deferred_file.file_id = file
    assert messages.admitted(said, session_id) is passed


@pytest.mark.parametrize("payload", ["install_skills", "dismiss_skills_nudge", "dataframe_chunk"])
def test_nothing_else_is_asked_of_the_server(payload):
    said = BackMsg()
    said.backend_operation_request.session_id = "s1"
    getattr(said.backend_operation_request, payload).SetInParent()
    assert not messages.admitted(said, "s1")
