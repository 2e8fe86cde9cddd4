"""Masks that a test run works out once, and keeps in files for every worker and every server that it starts."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Hashable, MutableMapping
from hashlib import sha256
from pathlib import Path
from threading import get_ident
from typing import Any

import pytest

from data.disclosure import masking
from tests.shared import run_folder

Kept = Callable[[MutableMapping[Hashable, Any], Any, Callable[[], Any]], Any]


def masks_folder(factory: pytest.TempPathFactory) -> Path:
    """Where the masks of the run lie.

    A home that all workers share, and each copy of it, has the same release.
    """
    folder = run_folder(factory) / "masks"
    folder.mkdir(exist_ok=True)
    return folder


def kept_in(folder: Path) -> Kept:
    """What `masking._kept` does, but masks are taken from files of this folder, and written there by the first who asks."""
    kept = masking._kept

    def kept_for_all(answers: MutableMapping[Hashable, Any], key: Any, work_out: Callable[[], Any]) -> Any:
        if answers is not masking._MASKS:
            return kept(answers, key, work_out)
        return kept(answers, key, lambda: _once(folder / sha256(repr(key).encode()).hexdigest(), work_out))

    return kept_for_all


def forget() -> None:
    """Keep nothing of what was worked out, nor of what was taken from where it lies aside."""
    for answers in (masking._LATTICES, masking._MASKS, masking._MASKED, masking._PARTS):
        answers.clear()


def _once(file: Path, work_out: Callable[[], Any]) -> Any:
    """What is in the file, which is written whole or not at all where it is not there yet. Nobody waits for another."""
    if file.exists():
        return pickle.loads(file.read_bytes())
    answer = work_out()
    begun = file.with_suffix(f".{os.getpid()}-{get_ident()}")
    begun.write_bytes(pickle.dumps(answer))
    begun.replace(file)
    return answer
