"""A server room on this computer: HAProxy with the project's own file, two processes of the map, and who signs people in."""
