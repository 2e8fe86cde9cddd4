"""The map as a still picture."""

from geo.picture.lettering import Lettering, typeface
from geo.picture.picture import Picture, png

__all__ = ["Lettering", "Picture", "png", "typeface"]
