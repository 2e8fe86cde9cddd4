"""The same views on paper: a draft letter as a tagged PDF, and as a DOCX that an office writes on."""

from pages.paper.typeset import letter_pdf
from pages.paper.word_file import letter_docx

__all__ = ["letter_docx", "letter_pdf"]
