"""The same briefing on paper: its screens with their numbers, two pages for each region, one for a branch, as tagged PDF."""

from pages.briefing.handout.branch import branch_sheet
from pages.briefing.handout.offer import offer_paper
from pages.briefing.handout.pack import pack_pdf
from pages.briefing.handout.region import region_sheets

__all__ = ["branch_sheet", "offer_paper", "pack_pdf", "region_sheets"]
