"""The same views on paper: draft letters, minutes, the digest of a release, and sheets of numbers with maps and charts."""

from pages.paper.digest import DigestPaper, digest_paper
from pages.paper.faces import FAMILY
from pages.paper.minutes import Minutes
from pages.paper.sheet import Block, Drawn, Grid, Sheet, Tile
from pages.paper.typeset import digest_pdf, letter_pdf, minutes_pdf, sheets_pdf
from pages.paper.web_page import digest_html
from pages.paper.word_file import letter_docx

__all__ = [
    "FAMILY",
    "Block",
    "DigestPaper",
    "Drawn",
    "Grid",
    "Minutes",
    "Sheet",
    "Tile",
    "digest_html",
    "digest_paper",
    "digest_pdf",
    "letter_docx",
    "letter_pdf",
    "minutes_pdf",
    "sheets_pdf",
]
