"""The organisation's own template of slides, kept beside its running orders until another is brought or it is forgotten."""

from __future__ import annotations

from dataclasses import dataclass

from data.access import Viewer
from data.store import Notebook

_KIND = _ID = "template"


@dataclass(frozen=True)
class Template:
    """A template as it was brought: what its file is called, and the file."""

    name: str
    content: bytes


class TemplateShelf:
    """The template of a store, which all offices use and a steward brings. Methods raise OSError when the store cannot be
    read or written."""

    def __init__(self, book: Notebook) -> None:
        self._book = book

    def keep(self, template: Template, viewer: Viewer) -> None:
        """Keep a template in the place of the one before. Raises StewardsOnly."""
        viewer.check_steward()
        self._book.add(_ID, _KIND, {"name": template.name}, template.content)

    def forget(self, viewer: Viewer) -> None:
        """Use none from now on. Raises StewardsOnly."""
        viewer.check_steward()
        self._book.add(_ID, _KIND, {"removed": True})

    def name(self) -> str:
        """What the kept template is called; "" where none is kept."""
        note = self._book.latest(_KIND).get(_ID)
        return "" if note is None or note.value.get("removed") else str(note.value.get("name", ""))

    def get(self) -> Template | None:
        """The template that is kept, None where there is none."""
        name = self.name()
        content = self._book.content(_ID) if name else None
        return Template(name, content) if content else None
