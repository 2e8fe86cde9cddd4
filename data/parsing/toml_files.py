"""A TOML file that an operator edits, read into a pydantic model.

pydantic finds everything that does not fit, and says so to programmers. An operator is told of one error at a time:
the file, the key, what stands there and what is accepted, in a sentence for each type of error (`SENTENCES`).

`whole`, `one_of`, `several_of` and `table_of` annotate a type with the values that are accepted: the closed lists
of `data.vocabulary` are tuples, which a `Literal` cannot be made of.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetPydanticSchema, ValidationError
from pydantic_core import CoreSchema, ErrorDetails, PydanticCustomError, core_schema

from data.parsing.cells import shown
from data.words import Problem

SENTENCES = {
    "extra_forbidden": "Berkas {file}, kunci {key}: tidak dikenal. Hapus atau betulkan ejaannya.",
    "missing": "Berkas {file}, kunci {key}: belum diisi. Tambahkan lalu mulai lagi.",
    "choice": "Berkas {file}, kunci {key}: tertulis {found}. Yang diterima salah satu dari {choices}.",
    "value": "Berkas {file}, kunci {key}: tertulis {found}. Yang diterima: {accepted}.",
}
# What is accepted, where pydantic's own type of error says enough; each of them is an error of "value".
_ACCEPTED = {
    "bool_type": "true, false",
    "int_type": "1, 2, 3, ...",
    "date_type": "2026-08-17",
    "string_type": '"..."',
    "string_pattern_mismatch": '"..."',
    "list_type": "[ ... ]",
    "tuple_type": "[ ... ]",
    "dict_type": "{ ... }",
    "model_type": "{ ... }",
}
# Longer than any key of these files; a key that is not known may be of any length.
_LONGEST_KEY = 100

Text = Annotated[str, Field(pattern=r"\S")]


class TomlTable(BaseModel):
    """A table of a TOML file: no key but those of the model, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


AnyTable = TypeVar("AnyTable", bound=TomlTable)


def read_toml(
    path: Path, model: type[AnyTable], problem: type[Problem], sentences: Mapping[str, str] | None = None
) -> AnyTable:
    """The file at `path` as a `model`.

    Raises `problem`, which names the file, when it is no whole TOML or the model refuses it; then also the key.
    A key that is not known is named before anything else, since the one that it was meant to be is missing too.
    `sentences` adds to SENTENCES those for the types of PydanticCustomError that the model raises itself.
    """
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise problem(
            "Berkas {file} bukan TOML yang utuh ({found}). Betulkan atau pasang lagi berkas aslinya.",
            file=path.name,
            found=shown(error),
        ) from error
    except ValidationError as error:
        first = min(error.errors(include_url=False), key=lambda details: details["type"] != "extra_forbidden")
        template = {**SENTENCES, **(sentences or {})}.get(first["type"], SENTENCES["value"])
        raise problem(template, file=path.name, **_values(first)) from error


def _values(details: ErrorDetails) -> dict[str, Any]:
    """What the sentences name: the key and its first part, what stands there, what is accepted in its place.

    The context of a PydanticCustomError comes before these, and its `key` is one within the place of the error.
    """
    context = dict(details.get("ctx", {}))
    place = [*details["loc"], *([context.pop("key")] if "key" in context else [])]
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place]
    return {
        "key": shown("".join(parts).removeprefix("."), _LONGEST_KEY),
        "name": shown(place[0]) if place else "",
        "found": f"“{shown(details['input'])}”",
        "accepted": _ACCEPTED.get(details["type"], details["msg"]),
        **context,
    }


def whole(low: int, high: int) -> GetPydanticSchema:
    """Annotates int: a whole number from `low` to `high`, both included; true is no number."""
    number = core_schema.int_schema(strict=True, ge=low, le=high)
    return _always(_refused(number, "value", accepted=f"{low} ... {high}"))


def one_of(words: Sequence[str]) -> GetPydanticSchema:
    """Annotates str: one of `words`. "" among them is for no choice, and is not offered when another is refused."""
    return _always(_word(words))


def several_of(words: Sequence[str]) -> GetPydanticSchema:
    """Annotates tuple[str, ...]: a list of one or more of `words`, none of them twice."""

    def listed(written: object) -> object:
        if not isinstance(written, list) or not written or any(written.count(word) > 1 for word in written):
            accepted = ", ".join(f'"{word}"' for word in words)
            raise PydanticCustomError("value", "no list of different words", {"accepted": f"[{accepted}]"})
        return written

    several = core_schema.tuple_variable_schema(_word(words))
    return _always(core_schema.no_info_before_validator_function(listed, several))


def table_of(keys: Sequence[str]) -> GetPydanticSchema:
    """Annotates dict[str, X]: a table with exactly these keys, each of which has a value of the type X."""

    def schema(source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        field = core_schema.typed_dict_field(handler.generate_schema(get_args(source)[1]))
        return core_schema.typed_dict_schema(dict.fromkeys(keys, field), extra_behavior="forbid")

    return GetPydanticSchema(schema)


def _word(words: Sequence[str]) -> CoreSchema:
    return _refused(core_schema.literal_schema(list(words)), "choice", choices=", ".join(filter(None, words)))


def _refused(schema: CoreSchema, error: str, **context: str) -> CoreSchema:
    """`schema`, which says what is accepted whatever it is that it refuses."""
    return core_schema.custom_error_schema(
        schema, custom_error_type=error, custom_error_message=error, custom_error_context=dict(context)
    )


def _always(schema: CoreSchema) -> GetPydanticSchema:
    """An annotation that puts `schema` in the place of that of the type."""
    return GetPydanticSchema(lambda _source, _handler: schema)
