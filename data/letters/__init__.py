"""Draft letters for the next lawful step against an employer: texts, articles, time limit and months, without a layout.

A letter is official correspondence, and so in Indonesian whatever the language of its reader.
"""

from data.letters.deciding import Draft, Held, letters_of
from data.letters.letter import BLANK, Annex, AnnexMonth, Article, Letter, Limit
from data.letters.writing import held_back, letters_for

__all__ = [
    "BLANK",
    "Annex",
    "AnnexMonth",
    "Article",
    "Draft",
    "Held",
    "Letter",
    "Limit",
    "held_back",
    "letters_for",
    "letters_of",
]
