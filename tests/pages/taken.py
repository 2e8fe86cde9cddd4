"""Presses every download button of a page: the files that a reader would take along, made in a thread of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import streamlit as st


@dataclass
class Taken:
    """What the buttons of the last run gave: file name -> its maker."""

    makers: dict[str, Callable[[], bytes]]

    def file(self, ending: str) -> bytes:
        """The one file with this ending, made without a page running, as Streamlit makes it."""
        [name] = [name for name in self.makers if name.endswith(ending)]
        results: list[bytes | BaseException] = []

        def make() -> None:
            try:
                results.append(self.makers[name]())
            except BaseException as error:
                results.append(error)

        thread = threading.Thread(target=make)
        thread.start()
        thread.join()
        if isinstance(results[0], BaseException):
            raise results[0]
        return results[0]


def recorded(patch: pytest.MonkeyPatch) -> Taken:
    """From now on download buttons are recorded, in the last run that drew them."""
    taken, button = Taken({}), st.download_button

    def record(label, data, file_name, **rest):
        taken.makers[file_name] = data
        return button(label, data, file_name, **rest)

    patch.setattr(st, "download_button", record)
    return taken
