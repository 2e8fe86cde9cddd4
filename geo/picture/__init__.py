"""The map as a still picture."""

from geo.picture.picture import Picture, png

__all__ = ["Picture", "png"]
