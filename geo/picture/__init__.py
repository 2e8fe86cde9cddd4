"""The map as a still picture: of pixels, or as outlines and names at their places for screens, slides and paper."""

from geo.picture.layout import Name, Outlined, Room, Shape, outlined
from geo.picture.lettering import Lettering, typeface
from geo.picture.picture import Picture, png

__all__ = ["Lettering", "Name", "Outlined", "Picture", "Room", "Shape", "outlined", "png", "typeface"]
