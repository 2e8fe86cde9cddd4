"""Where the names and values of a map stand: one placer, in JavaScript, for the browser and the still picture."""

from geo.placing.engine import SCRIPTS, Box, Label, Place, Task, place

__all__ = ["SCRIPTS", "Box", "Label", "Place", "Task", "place"]
