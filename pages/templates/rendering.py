"""The one way from data to HTML: a Jinja2 template that takes every value for text.

Names come from people's files, so no page joins HTML and text by itself. What a template has made is
`Markup`, which other templates take in as it is; everything else is escaped.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

_FOLDER = Path(__file__).parent / "jinja"
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(_FOLDER),
    autoescape=True,
    undefined=StrictUndefined,  # a value that a page forgot is a defect, not an empty text
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
# A length in a drawing: a tenth of a pixel is finer than anybody sees.
_ENVIRONMENT.filters["px"] = "{:.1f}".format
# Rings of whole pixels as the path of an SVG.
_ENVIRONMENT.filters["path"] = lambda rings: "".join(
    f"M{' '.join(f'{x:.0f},{y:.0f}' for x, y in ring)}Z" for ring in rings
)
# The words of a look are classes of the style sheets.
_ENVIRONMENT.filters["looks"] = lambda look: " ".join(f"peta-{word}" for word in look.split())


@cache
def _template(name: str) -> Template:
    return _ENVIRONMENT.get_template(f"{name}.html")


def render(name: str, /, **values: Any) -> Markup:
    """The template `jinja/<name>.html` filled in with `values`. Raises jinja2.UndefinedError when one is missing."""
    return Markup(_template(name).render(values).strip())  # noqa: S704 - every value was escaped by the template


def together(*parts: str) -> Markup:
    """Parts one after the other; what is no Markup is text, and escaped."""
    return Markup("").join(parts)
