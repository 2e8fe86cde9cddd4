"""The simulated ledger: made-up employers and their months, calibrated to the published figures.

How its modules follow each other stands in data.simulation.simulate and docs/simulation.md.
"""

from data.simulation.aims.set_targets import with_simulated_targets
from data.simulation.plan import Plan
from data.simulation.release import simulated_release
from data.simulation.simulate import calibration_report

__all__ = ["Plan", "calibration_report", "simulated_release", "with_simulated_targets"]
