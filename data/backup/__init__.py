"""Back up and restore: everything that a home holds, copied while the map runs, and read before it counts as a copy."""

from data.backup.copying import BadBackup, back_up, restore

__all__ = ["BadBackup", "back_up", "restore"]
