"""Pages of employers: arrears, visits, who has not registered, and one employer month by month."""

from pages.employers.arrears import show_arrears
from pages.employers.one import show_employer
from pages.employers.unregistered import show_unregistered
from pages.employers.visits import show_visits

__all__ = ["show_arrears", "show_employer", "show_unregistered", "show_visits"]
