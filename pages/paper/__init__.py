"""The same views on paper: draft letters as PDF and DOCX, minutes as PDF, and the digest of a release as PDF and HTML."""

from pages.paper.digest import DigestPaper, digest_paper
from pages.paper.minutes import Minutes
from pages.paper.typeset import digest_pdf, letter_pdf, minutes_pdf
from pages.paper.web_page import digest_html
from pages.paper.word_file import letter_docx

__all__ = [
    "DigestPaper",
    "Minutes",
    "digest_html",
    "digest_paper",
    "digest_pdf",
    "letter_docx",
    "letter_pdf",
    "minutes_pdf",
]
