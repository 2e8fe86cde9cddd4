"""The view in the URL and in the widgets: a widget is told what it does not know yet, and nothing else."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import opened, painted, well


def selectbox(app: AppTest, key: str):
    """The select box on the page."""
    return app.selectbox(key=key)


def test_a_widget_is_not_told_its_own_choice():
    app = well(opened())
    assert selectbox(app, "w_indicator").proto.set_value  # the first time it learns the view
    selectbox(app, "w_indicator").select("employers_registered").run()
    assert not selectbox(app, "w_indicator").proto.set_value
    assert selectbox(app, "w_indicator").value == "employers_registered"
    assert app.query_params["indikator"] == "employers_registered"


def test_a_choice_is_kept_where_the_widget_is_drawn_anew():
    app = well(opened())
    selectbox(app, "w_indicator").select("employers_registered").run()
    app.segmented_control(key="w_language").set_value("en").run()  # other options: a widget without a value
    app = well(app)
    assert selectbox(app, "w_indicator").proto.set_value
    assert selectbox(app, "w_indicator").value == "employers_registered"
    assert "Jakon" not in selectbox(app, "w_indicator").label


@pytest.mark.parametrize("key", ["employers_registered", "arrears_rp"])
def test_the_map_shows_what_the_widget_says(key):
    app = well(opened())
    selectbox(app, "w_indicator").select(key).run()
    by_widget = painted(well(app))
    assert by_widget["rows"] == painted(well(opened(indikator=key)))["rows"]
