"""Everything that is said in Indonesian can be said in English, and nothing is translated that is not said."""

from __future__ import annotations

import ast
import re
import string
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from data.intake.messages import CHOICES, MESSAGES
from data.tables.breaches import _ACCEPTS
from data.tables.facts import load_table
from data.tables.links import _KNOWN_IN
from data.words import _UNITS, CATALOGUE
from pages.facts.names import _VALUES, ORIGINS, TABLE_NAMES
from pages.intake.names import FIELDS, NOTES, STEPS, SUMS, TABLES
from pages.map.page import _SCHEME_NAMES
from pages.templates import AGEING_NAMES, CASE_WORTH, LISTED_FROM, OUTCOME_NAMES, SCALE_NAMES
from pages.templates.pieces import _BASES, FLAGS
from tests.source import named, nodes, product

PLACEHOLDER = re.compile(r"\{[a-z_]\w*(![rs])?\}")


@cache
def catalogue() -> dict[str, str]:
    with CATALOGUE.open("rb") as source:
        return {message.id: message.string for message in read_po(source) if message.id}


@cache
def constants() -> dict[str, str]:
    """Every string constant of the product that is no docstring and no part of an f-string, with its place."""
    found: dict[str, str] = {}
    for path in product(".py"):
        left_out: set[int] = set()
        for node in nodes(path):
            if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                left_out |= {id(one.value) for one in node.body if isinstance(one, ast.Expr)}
            elif isinstance(node, ast.JoinedStr):
                left_out |= {id(part) for part in node.values}
        for node in nodes(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
                found.setdefault(node.value, f"{named(path)}:{node.lineno}")
    return found


@cache
def problems() -> set[str]:
    """Names of `Problem`, of everything made from it, and of a `Sentence`: each is made with a message id."""
    classes = [n for path in product(".py") for n in nodes(path) if isinstance(n, ast.ClassDef)]
    found = {"Problem", "Sentence"}
    while more := {c.name for c in classes if any(ast.unparse(b) in found for b in c.bases)} - found:
        found |= more
    return found


def says(call: ast.Call) -> bool:
    """Whether the first argument of a call is a message id."""
    if isinstance(call.func, ast.Call):
        return isinstance(call.func.func, ast.Name) and call.func.func.id == "Words"
    return (isinstance(call.func, ast.Name) and call.func.id == "words") or _last_name(
        call.func
    ) in problems()


def _last_name(node: ast.expr) -> str:
    """`Problem` of `Problem` and of `words.Problem`; ten thousand calls would take long to write out whole."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def texts_in(node: ast.AST, known: dict[str, list[ast.AST]]) -> set[str]:
    """The strings that an argument can be: itself, a choice of two, or what a name of its module stands for."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    if isinstance(node, ast.IfExp):
        return texts_in(node.body, known) | texts_in(node.orelse, known)
    if isinstance(node, ast.Subscript):
        return texts_in(node.value, known)
    if isinstance(node, ast.Dict):
        return {text for value in node.values for text in texts_in(value, known)}
    if isinstance(node, ast.Tuple | ast.List):
        return {text for value in node.elts for text in texts_in(value, known)}
    if isinstance(node, ast.Name) and node.id in known:
        others = {key: value for key, value in known.items() if key != node.id}
        return {text for value in known[node.id] for text in texts_in(value, others)}
    return set()


def _assigned(path: Path) -> dict[str, list[ast.AST]]:
    """Name of a module -> everything that it stands for somewhere in it."""
    known: dict[str, list[ast.AST]] = {}
    for node in nodes(path):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name):
                known.setdefault(target.id, []).append(node.value)
        elif isinstance(node, ast.comprehension) and isinstance(node.target, ast.Name):
            known.setdefault(node.target.id, []).append(node.iter)
    return known


@cache
def messages() -> dict[str, str]:
    """Message id -> where it is said, for every call of words(), Words(..)() and a Problem."""
    found: dict[str, str] = {}
    for path in product(".py"):
        known = _assigned(path)
        for node in nodes(path):
            if isinstance(node, ast.Call) and node.args and says(node):
                # What is refused names its reason before the sentence.
                said = (
                    node.args[1]
                    if _last_name(node.func) == "Refused" and len(node.args) > 1
                    else node.args[0]
                )
                for text in texts_in(said, known):
                    found.setdefault(text, f"{named(path)}:{node.lineno}")
    return found


def test_every_message_that_is_said_has_an_english_translation():
    found = messages()
    assert len(found) > 200 and {"Sumber", "Dinyatakan", "tidak ada data"} <= set(found)
    assert {text: place for text, place in found.items() if text and text not in catalogue()} == {}


def test_every_template_has_an_english_translation():
    """Templates reach a Problem by many ways: any text with a space and a {placeholder} is one."""
    templates = {
        text: place for text, place in constants().items() if PLACEHOLDER.search(text) and " " in text
    }
    templates = {text: place for text, place in templates.items() if "(?P<" not in text and "{%" not in text}
    # the markup of a workbook's comments is no sentence
    templates = {text: place for text, place in templates.items() if not text.startswith("<")}
    # names of simulated agencies are data
    templates = {text: place for text, place in templates.items() if "simulation/case_steps" not in place}
    assert len(templates) > 50
    assert {text: place for text, place in templates.items() if text not in catalogue()} == {}


def test_every_label_has_an_english_translation():
    kinds = dict.fromkeys(load_table("offices")["kind"])
    labels = [*FLAGS.values(), *_BASES.values(), *_SCHEME_NAMES.values(), *_UNITS.values(), *kinds]
    labels += [
        *(
            name
            for names in (AGEING_NAMES, CASE_WORTH, LISTED_FROM, OUTCOME_NAMES, SCALE_NAMES)
            for name in names.values()
        ),
        *TABLE_NAMES.values(),
        *ORIGINS.values(),
        *_VALUES.values(),
        *_ACCEPTS.values(),
        *_KNOWN_IN.values(),
        *CHOICES.values(),
        *(text for texts in MESSAGES.values() for text in texts),
        *(text for names in (TABLES, FIELDS, SUMS, STEPS, NOTES) for text in names.values()),
    ]
    assert len(labels) > 20
    assert [label for label in labels if label not in catalogue()] == []


def test_every_sentence_is_made_of_a_text_that_stands_there():
    """A question of intake whose text came from elsewhere would be asked in Indonesian alone."""
    calls = [
        (named(path), node)
        for path in product(".py")
        for node in nodes(path)
        if isinstance(node, ast.Call) and _last_name(node.func) == "Sentence" and path.name != "words.py"
    ]
    assert len({place for place, _ in calls if "data/intake" in place}) > 15
    unknown = [(place, ast.unparse(node)) for place, node in calls if not texts_in(node.args[0], {})]
    assert unknown == []


def test_no_translation_is_left_over():
    said = set(constants()) | set(load_table("offices")["kind"])
    assert [message for message in catalogue() if message not in said] == []


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_translations_are_whole_and_have_the_same_placeholders():
    with CATALOGUE.open("rb") as source:
        assert not [message.id for message in read_po(source) if message.id and message.fuzzy]
    for message, english in catalogue().items():
        assert english.strip(), message
        assert placeholders(message) == placeholders(english), message
        assert message.endswith(" ") == english.endswith(" "), message
