"""Reads a piece of HTML as a browser would, and tells whether anything in it is not the product's own."""

from __future__ import annotations

import re
from html.parser import HTMLParser

OUR_TAGS = frozenset(
    [
        "a",
        "article",
        "b",
        "br",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "header",
        "h3",
        "i",
        "li",
        "ol",
        "p",
        "s",
        "section",
        "small",
        "span",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "time",
        "tr",
        "ul",
    ]
)
OUR_ATTRIBUTES = frozenset(
    [
        "open",
        "aria-hidden",
        "aria-label",
        "class",
        "colspan",
        "data-counts",
        "data-head",
        "href",
        "id",
        "rel",
        "role",
        "scope",
        "style",
        "tabindex",
        "target",
    ]
)
_OUR_STYLE = re.compile(
    r"(background:#[0-9a-f]{6}|--from:[0-9.]+|(--from:[0-9.]+;)?--share:[0-9.]+(;background:#[0-9a-f]{6})?)?"
)


class Markup(HTMLParser):
    """The tags, attributes and text of a piece of HTML."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(str(source))  # the parser joins texts, and `Markup` would escape what it is joined with
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data


def safe(source: str) -> Markup:
    """The piece of HTML, once it is certain that it holds no tag, attribute, address or style but ours."""
    markup = Markup(source)
    assert set(markup.tags) <= OUR_TAGS
    for name, value in markup.attributes:
        assert name in OUR_ATTRIBUTES
        assert name != "href" or value.startswith(("http://", "https://"))
        assert name != "style" or _OUR_STYLE.fullmatch(value)
    return markup
