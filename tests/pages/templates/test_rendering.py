"""Templates take what they are given for text, unless another template made it, and miss nothing in silence."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from pages.templates import render, together

EVIL = "<img src=x onerror=alert(1)>"


def test_text_is_escaped_and_what_a_template_made_is_not():
    inner = render("note", text=EVIL)
    assert inner == '<p class="peta-note">&lt;img src=x onerror=alert(1)&gt;</p>'
    assert render("note", text=inner) == f'<p class="peta-note">{inner}</p>'


def test_a_value_that_is_forgotten_is_a_defect():
    with pytest.raises(UndefinedError):
        render("note")


def test_parts_are_joined_and_texts_among_them_escaped():
    assert together(Markup("<b>a</b>"), EVIL, "") == "<b>a</b>&lt;img src=x onerror=alert(1)&gt;"
    assert together() == ""
