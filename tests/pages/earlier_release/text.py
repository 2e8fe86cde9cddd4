"""The text that a reader sees on a page, taken from all that the page sends to the browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

_PAINT = "petaPatuh.paint("
_DRAWN = re.compile("#[0-9a-f]{6}|light|dark|projector")  # colours and themes are no text
# Of a widget its label and what it is set to; its other options say little about the release.
_WIDGET = ("label", "rawValue", "rawValues")


def visible_text(app: AppTest) -> Iterator[str]:
    """What the page says, in its order: a string for each block of HTML, row of cells, widget and region."""
    for node in _nodes(app._tree):
        if node.proto is not None:
            yield from _node_text(node.type, MessageToDict(node.proto))


def _nodes(node: Any) -> Iterator[Any]:
    for child in (getattr(node, "children", None) or {}).values():
        yield child
        yield from _nodes(child)


def _node_text(kind: str, sent: dict[str, Any]) -> Iterator[str]:
    if kind == "html":
        yield from _Blocks(sent["body"]).blocks
    elif kind == "bidi_component":
        handed = json.loads(sent.get("json", "{}"))
        if isinstance(handed, list):
            [handed] = handed  # as our components get what they are given
        if isinstance(handed, dict):
            handed.pop("counts", None)  # marks beside the numbers, for machines
        yield from _strings(handed)
    elif kind == "component_instance":
        script = json.loads(sent["jsonArgs"])["feature_group"]
        yield from _strings(json.JSONDecoder().raw_decode(script, script.index(_PAINT) + len(_PAINT))[0])
    elif "body" in sent:
        yield " ".join(sent["body"].split())
    else:
        yield from _strings([sent[part] for part in _WIDGET if part in sent])


def _strings(value: Any) -> Iterator[str]:
    """The strings in data sent to the browser; of rows of cells one for each row."""
    if isinstance(value, str):
        yield from _pieces(value)
    elif isinstance(value, list) and any(isinstance(part, list) for part in value):
        yield from filter(None, (" | ".join(_strings(part)) for part in value))
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def _pieces(value: str) -> Iterator[str]:
    """The text of a drawing, or what the map is told of each region, or a text as it is."""
    parts = _Blocks(value).blocks if value.startswith("<") else re.split(r";(?=\d\d\.)", value)
    for part in parts:
        text = " ".join(part.split())
        if text and not _DRAWN.fullmatch(text):
            yield text


class _Blocks(HTMLParser):
    """Visible text, one string for each block: a paragraph, an item, a row of a table."""

    _INLINE = frozenset({"a", "b", "em", "i", "small", "span", "strong", "td", "th", "br"})

    def __init__(self, source: str) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._open = ""
        self.feed(source)
        self.close()
        self._end()

    def handle_data(self, data: str) -> None:
        self._open += data

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self._end() if tag not in self._INLINE else self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        self._end() if tag not in self._INLINE else self.handle_data(" ")

    def _end(self) -> None:
        text, self._open = " ".join(self._open.split()), ""
        if text:
            self.blocks.append(text)
