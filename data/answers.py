"""Answers worked out once: kept for everybody who may see the same, within a bound of memory.

A release never changes, so that what it says to one reader it says to all who see as much. An answer is known by the
function that works it out and by all that it is told: whoever sees less has another `data.access.Viewer.scope`, so
another answer. The same question asked by several at once is worked out once, and the others wait for it.

An answer is handed to several readers at the same time. Lists, mappings and tables of it are therefore copied for each,
and all else in it is what nobody can change.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import partial, wraps
from operator import is_
from threading import Event, Lock
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np
import pandas as pd
from cachetools import LRUCache
from cachetools.keys import hashkey

from data.settings import cache_bytes

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")
# What a key and the places that lead to it take, at the least.
_BESIDE = 600
_SIMPLE = (str, bytes, int, float, date, Decimal, Enum, type(None), np.generic, type(pd.NA))


class _Answers:
    """The answers in the order of their last use, and the questions that somebody works out now."""

    def __init__(self, most: int) -> None:
        self._lock = Lock()
        self._begun: dict[Hashable, Event] = {}
        # Each with its bytes, and whether a reader needs a copy of it.
        self._kept: LRUCache[Hashable, tuple[Any, int, bool]] = LRUCache(most, lambda found: found[1])

    @property
    def size(self) -> int:
        """Bytes that the answers take, about."""
        return int(self._kept.currsize)

    def of(self, key: Hashable, work_out: Callable[[], Any]) -> Any:
        """The answer, kept or worked out now. What fails is not kept: whoever waited for it tries for themselves."""
        while True:
            with self._lock:
                if (found := self._kept.get(key)) is not None:
                    break
                if (begun := self._begun.get(key)) is None:
                    mine = self._begun[key] = Event()
                    break
            begun.wait()
        if found is not None:
            return _copied(found[0]) if found[2] else found[0]
        try:
            answer = work_out()
            own = _copied(answer)
            weighed = answer, _BESIDE + _size(answer), own is not answer
            with self._lock, suppress(ValueError):  # an answer larger than all that may be kept
                self._kept[key] = weighed
            return own
        finally:
            with self._lock:
                del self._begun[key]
            mine.set()


_answers: _Answers | None = None


def kept(work_out: Callable[_Asked, _Answer]) -> Callable[_Asked, _Answer]:
    """A function whose answers are kept, for arguments that can be hashed and say all that the answer depends on.

    It must not draw anything, nor ask for its own answer. Raises TypeError where an answer could be changed by
    whoever gets it.
    """

    @wraps(work_out)
    def answer(*told: _Asked.args, **named: _Asked.kwargs) -> _Answer:
        found = _all().of(hashkey(work_out, *told, *named.items()), partial(work_out, *told, **named))
        return cast(_Answer, found)

    return answer


def forget() -> None:
    """Let all answers go, and look anew how much may be kept."""
    global _answers
    _answers = None


def size() -> int:
    """Bytes that all answers take, about."""
    return _all().size


def _all() -> _Answers:
    global _answers
    if _answers is None:  # made twice at the same moment, one of them is forgotten
        _answers = _Answers(cache_bytes())
    return _answers


def _size(answer: Any) -> int:
    """Bytes of an answer with all that is in it. Raises TypeError for what is neither fixed nor copied."""
    own = sys.getsizeof(answer)
    if isinstance(answer, _SIMPLE):
        return own
    if isinstance(answer, pd.DataFrame):
        return own + int(answer.memory_usage(deep=True).sum())
    if isinstance(answer, tuple | frozenset | list):
        return own + sum(map(_size, answer))
    if isinstance(answer, dict):
        return own + sum(_size(key) + _size(value) for key, value in answer.items())
    if _is_frozen(answer):
        return own + sum(_size(getattr(answer, field.name)) for field in fields(answer))
    raise TypeError(f"{type(answer).__name__} can be changed by whoever gets it, so that it is not kept")


def _copied(answer: Any) -> Any:
    """The same answer with lists, mappings and tables of its own; itself where it has none.

    Of a table pandas copies what is written to.
    """
    if isinstance(answer, str):
        return answer
    if isinstance(answer, list):
        return list(map(_copied, answer))
    if isinstance(answer, dict):
        return {key: _copied(value) for key, value in answer.items()}
    if isinstance(answer, pd.DataFrame):
        return answer.copy(deep=False)
    if isinstance(answer, tuple):
        parts = tuple(map(_copied, answer))
        return answer if all(map(is_, parts, answer)) else parts
    return _replaced(answer) if _is_frozen(answer) else answer


def _replaced(answer: Any) -> Any:
    """A frozen value of fields with copies of those that can be changed."""
    parts = {field.name: getattr(answer, field.name) for field in fields(answer)}
    own = {name: copied for name, part in parts.items() if (copied := _copied(part)) is not part}
    return replace(answer, **own) if own else answer


def _is_frozen(answer: Any) -> bool:
    return is_dataclass(answer) and bool(answer.__dataclass_params__.frozen)  # type: ignore[union-attr]
