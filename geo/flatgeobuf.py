"""FlatGeobuf files, opened as that and as nothing else.

GDAL takes whatever driver claims a file, by the words that stand at its beginning, and some drivers run a command,
read another file or ask a host (GDALG, VRT, WFS, OAPIF). So the content is looked at before GDAL sees it: after the
eight bytes of the format comes the length of the header, a number whose last byte is zero in any honest file. A
program that looks for words stops at that zero. GDAL is given the bytes, not the path, so that no name leads elsewhere.
"""

from __future__ import annotations

import io
from typing import Any

import geopandas as gpd
import pyogrio

MAGIC = b"fgb\x03fgb"
"""What every FlatGeobuf file of version 3 begins with; the patch version follows."""
_LONGEST_HEADER = 10_000_000
_DRIVER = "FlatGeobuf"


class NoFlatGeobuf(ValueError):
    """The content is no FlatGeobuf file, or not a whole one."""


def info(content: bytes) -> dict[str, Any]:
    """What `pyogrio.read_info` says of the one layer of a file. Raises NoFlatGeobuf, and GDAL's own errors."""
    _check(content)
    said = pyogrio.read_info(io.BytesIO(content), force_feature_count=True)
    if said["driver"] != _DRIVER:
        raise NoFlatGeobuf(f"opened as {said['driver']}")
    return said


def read(content: bytes, on_invalid: str = "raise") -> gpd.GeoDataFrame:
    """The rows and shapes of a file. Raises NoFlatGeobuf, and GDAL's and GEOS's own errors."""
    info(content)
    return pyogrio.read_dataframe(io.BytesIO(content), on_invalid=on_invalid)


def _check(content: bytes) -> None:
    header = int.from_bytes(content[8:12], "little")
    if not content.startswith(MAGIC) or not 8 <= header < min(_LONGEST_HEADER, len(content)):
        raise NoFlatGeobuf("no FlatGeobuf header")
