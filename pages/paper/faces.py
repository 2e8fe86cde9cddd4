"""The typeface of the app as a file that typst reads: the one that Streamlit ships is packed for browsers (WOFF2)."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

FAMILY = "SourceSans3VF"
"""What the typeface calls itself."""


@cache
def app_face() -> Path | None:
    """A folder with the unpacked typeface, which is there until the process ends; None where Streamlit has moved its own."""
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        return None
    media = Path(spec.origin).parent / "static" / "static" / "media"
    packed = sorted(media.glob("SourceSansVF-Upright*.woff2"))
    if not packed:
        return None
    from fontTools.ttLib import TTFont  # a third of a second that only papers need to spend

    folder = Path(tempfile.mkdtemp(prefix="peta-face-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    font = TTFont(packed[0])
    font.flavor = None
    font.save(folder / "face.ttf")
    return folder
