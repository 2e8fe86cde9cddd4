"""Serves the floor page the way app.py serves the map."""

from pathlib import Path

import streamlit as st

from data.settings import ADDRESS, port

app = st.App(Path(__file__).parent / "floor_page.py")

if __name__ == "__main__":
    app.run(config={"server.address": ADDRESS.value, "server.port": port()})
