"""The same views on paper: a draft letter as a tagged PDF and as a DOCX that an office writes on, and minutes as PDF."""

from pages.paper.minutes import Minutes
from pages.paper.typeset import letter_pdf, minutes_pdf
from pages.paper.word_file import letter_docx

__all__ = ["Minutes", "letter_docx", "letter_pdf", "minutes_pdf"]
