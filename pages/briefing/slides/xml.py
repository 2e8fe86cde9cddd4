"""Elements of a presentation's XML, made one in another: never written as text, so that no text of the data is markup."""

from __future__ import annotations

import re
from typing import Any

from lxml.etree import SubElement
from pptx.oxml import oxml_parser
from pptx.oxml.ns import namespaces, qn

_SPACES = {prefix: namespaces(prefix) for prefix in ("a", "c", "p")}
_NAMES: dict[str, str] = {}
_POINT = qn("a:pt")
# What no XML holds, and what turns the direction of a text or hides in it.
_UNWRITTEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def made(tag: str, *inner: Any, **attributes: Any) -> Any:
    """An element ("a:off") with what stands in it (None is left out) and its attributes, written as text."""
    texts = {key: str(value) for key, value in attributes.items()}
    element = oxml_parser.makeelement(_named(tag), texts, _SPACES[tag[0]])
    element.extend(one for one in inner if one is not None)
    return element


def written(tag: str, text: str) -> Any:
    """An element that holds a text."""
    element = made(tag)
    element.text = clean(text)
    return element


def add_point(parent: Any, tag: str, x: int, y: int) -> None:
    """Adds a step of an outline: there are thousands, and this is the quickest way."""
    SubElement(SubElement(parent, _named(tag)), _POINT, {"x": str(x), "y": str(y)})


def _named(tag: str) -> str:
    return _NAMES.get(tag) or _NAMES.setdefault(tag, qn(tag))


def put_before(parent: Any, child: Any, tags: tuple[str, ...]) -> None:
    """Puts a child where the format's order has it: before the first of the children so named, else at the end."""
    names = [qn(tag) for tag in tags]
    for other in parent:
        if other.tag in names:
            other.addprevious(child)
            return
    parent.append(child)


def clean(text: str) -> str:
    """A text without signs that no slide can hold, on one line."""
    return _UNWRITTEN.sub(" ", text).replace("\n", " ").replace("\t", " ")
