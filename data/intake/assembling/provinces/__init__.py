"""Lists that an agency makes for a whole province: minimum wages, and who works."""

from data.intake.assembling.provinces.minimum_wages import minimum_wages
from data.intake.assembling.provinces.workforce import workforce

__all__ = ["minimum_wages", "workforce"]
