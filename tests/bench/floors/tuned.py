"""Serves the floor page with our settings and the way app.py serves the map: the tuned floor."""

from pathlib import Path

import streamlit as st

from app import listening, serve
from data.settings import ADDRESS, port

floor = st.App(Path(__file__).parent / "page.py")

if __name__ == "__main__":
    serve(floor, listening(ADDRESS.value, port()))
