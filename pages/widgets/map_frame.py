"""The map's frame: the one place that hands a map to streamlit-folium."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from geo.painting import Painting
from geo.web import colours
from pages import session

# Of the map page's frame before shell.css makes it as high as the window has room for.
MAP_HEIGHT = 426


def show_map_frame(painting: Painting, key: str, height: int, on_pick: Callable[[str], None]) -> None:
    """Draw the map; a click, or Enter on a region, calls `on_pick(code)` before the page runs again.

    The script handed over never changes, so the frame is mounted once. `returned_objects=[]` keeps
    streamlit-folium from reporting every move; our own script reports the region that was chosen.
    """
    # Imported here, because the server knows streamlit-folium's frame only if it is imported while a page runs.
    from streamlit_folium import st_folium

    def changed() -> None:
        # The frame repeats its last value at every run: only another number of the choice is a new choice.
        value, last = st.session_state.get(key), f"{key}_seen"
        if isinstance(value, dict) and value.get("n") and value["n"] != st.session_state.get(last):
            st.session_state[last] = value["n"]
            on_pick(str(value.get("code", "")))

    st_folium(
        session.maps().new_map(),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=colours(painting),
        on_change=changed,
        render=False,  # there is nothing to render: see RegionMap
    )


def page_theme(display: str) -> str:
    """`"dark"` or `"light"` as the reader's browser or menu asks; on a projector the light one in full contrast."""
    if st.context.theme.type == "dark":
        return "dark"
    return "projector" if display else "light"
