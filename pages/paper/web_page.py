"""Papers as one page of HTML that stands alone: no script, no request, every value taken for text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from pages.paper.digest import DigestPaper


def digest_html(paper: DigestPaper) -> bytes:
    """The digest as a page that a browser opens from a file or a mail."""
    return _template("digest").render(vars(paper)).encode()


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(f"{name}.html")
