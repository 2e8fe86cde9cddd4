"""The typeface of a still picture: the one that Streamlit serves to the browser, so that both look alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st


@cache
def face() -> bytes:
    """The font file, b"" where Streamlit has moved it: the picture then takes a plain one."""
    media = Path(st.__file__).parent / "static" / "static" / "media"
    found = sorted(media.glob("SourceSansVF-Upright*.woff2"))
    return found[0].read_bytes() if found else b""
