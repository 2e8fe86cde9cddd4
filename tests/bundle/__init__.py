"""The bundle tried: whole for every target, and started where there is no network."""
