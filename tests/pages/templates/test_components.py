"""Components of our own: what they report is one of what they were given."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from streamlit.components.v2 import presentation
from streamlit.components.v2.bidi_component import main as mounting
from streamlit.components.v2.bidi_component.serialization import deserialize_trigger_list
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import SessionState

from pages.templates import components, reported

# What kind of value is kept under the reports of a component: none, its own, another's.
KINDS = ("", "json_trigger_value", "json_value")


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


REPORTS, COMPONENT = "reports", "component"
_EVENTS = st.dictionaries(st.sampled_from(["pick", "open", "sort"]), st.text(max_size=3), max_size=3)
_TOLD = st.one_of(
    st.none(),
    st.integers(),
    _EVENTS,
    st.lists(
        st.one_of(
            st.none(),
            st.fixed_dictionaries({"event": st.sampled_from(["pick", "open", 7]), "value": st.integers()}),
            st.fixed_dictionaries({"event": st.sampled_from(["pick", "open"])}),
        ),
        max_size=3,
    ),
)


@given(state=st.one_of(st.none(), st.text(max_size=3), _EVENTS), told=_TOLD, kind=st.sampled_from(KINDS))
@example(
    state={"open": "a"}, told=[{"event": "pick", "value": 1}, {"event": "open", "value": 2}], kind=KINDS[1]
)
@example(state={}, told={"event": "pick", "value": 1}, kind=KINDS[1])
@example(state={}, told=[{"event": "pick", "value": 1}], kind=KINDS[2])
def test_a_component_s_state_reads_as_streamlit_s_own(state, told, kind):
    session = SessionState()
    current = session._new_widget_state
    if kind:
        current.set_widget_metadata(WidgetMetadata(REPORTS, lambda value: value, lambda value: value, kind))
        current.set_from_value(REPORTS, told)
    its_own = presentation.make_bidi_component_presenter(REPORTS, COMPONENT)(state, session)
    ours = components.state_as_read(REPORTS, COMPONENT)(state, session)
    assert ours == its_own
    assert list(ours or []) == list(its_own or [])


@pytest.mark.parametrize("report", [{"double_value": 1.5}, {"json_trigger_value": "[" * 100_000}])
def test_a_report_that_cannot_be_read_is_none(report):
    """From a program that talks to the app in place of a browser."""
    seen = []
    for presenter in (presentation.make_bidi_component_presenter, components.state_as_read):
        session = SessionState()
        current = session._new_widget_state
        current.set_widget_metadata(
            WidgetMetadata(REPORTS, deserialize_trigger_list, lambda value: value, "json_trigger_value")
        )
        current.set_widget_from_proto(WidgetState(id=REPORTS, **report))
        seen.append(presenter(REPORTS, COMPONENT)({"pick": "16.02"}, session))
    assert seen == [{"pick": "16.02"}] * 2


def test_streamlit_asks_ours_for_the_state():
    assert mounting.make_bidi_component_presenter is components.state_as_read
