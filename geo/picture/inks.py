"""The colours of a still picture that belong to no class of the map."""

INK = "#111827"
SOFT = "#4b5563"  # what is read second: dates, sources, the scale bar
EDGE = "#6b7280"  # borders of regions, frames of the legend's swatches
HATCH = "#b6bdc7"  # a region without data, frames of panels
ALARM = "#b42318"  # the mark of simulated data
GROUND = "#ffffff"
HALO_ON_DARK = "#374151"  # around white letters
