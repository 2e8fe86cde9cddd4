"""The project's own source, for tests that look through all of it: each file is parsed and walked once."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
FLOORS = ("data", "geo", "pages")


def product(*suffixes: str) -> list[Path]:
    """The project's own files of the roof and the floors."""
    found = [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*")) if path.is_file()]
    return [path for path in (ROOT / "app.py", *found) if path.suffix in suffixes]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Everything in a file, in the order of `ast.walk`: walked once for all who look through the product."""
    return tuple(ast.walk(tree(path)))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))
