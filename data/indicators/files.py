"""The pieces of an indicator's file: TOML, texts in both languages, choices. What is wrong is named by file and key."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any, NoReturn

from data.parsing import shown
from data.words import LANGUAGES, Problem


class BadDefinition(Problem):
    """An indicator's file that cannot be used as it is."""


def read_toml(path: Path) -> dict[str, Any]:
    """The keys of a file. Raises BadDefinition when it cannot be read or is no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadDefinition(
            "Berkas {file} bukan TOML yang utuh ({found}). Betulkan atau pasang lagi berkas aslinya.",
            file=path.name,
            found=shown(error),
        ) from error


def refuse_unknown(path: Path, keys: Collection[str], known: Collection[str]) -> None:
    """Raises BadDefinition for the first of `keys` that is not `known`."""
    for extra in sorted(set(keys) - set(known)):
        raise BadDefinition(
            "Berkas {file}, kunci {key}: tidak dikenal. Hapus atau betulkan ejaannya.",
            file=path.name,
            key=shown(extra),
        )


def both_languages(path: Path, key: str, said: object) -> dict[str, str]:
    """`{"id": ..., "en": ...}`. Raises BadDefinition when one is missing or blank."""
    texts = said if isinstance(said, dict) else {}
    for language in LANGUAGES:
        if not isinstance(texts.get(language), str) or not texts[language].strip():
            raise BadDefinition(
                "Berkas {file}, kunci {key}: belum ada teksnya. Tambahkan lalu mulai lagi.",
                file=path.name,
                key=f"{key}.{language}",
            )
    return {language: texts[language] for language in LANGUAGES}


def choice(path: Path, key: str, found: object, accepted: Collection[Any]) -> Any:
    """`found` when it is one of `accepted`; 1 is not true. Raises BadDefinition."""
    if not any(found is one or (isinstance(found, str) and found == one) for one in accepted):
        refuse_value(path, key, found, ", ".join(_written(one) for one in accepted if one not in (None, "")))
    return found


def several(path: Path, key: str, found: object, accepted: Collection[str]) -> tuple[str, ...]:
    """A list of different names out of `accepted`, () when the key is not there. Raises BadDefinition."""
    if found is None:
        return ()
    names = found if isinstance(found, list) else [found]
    for at, name in enumerate(names):
        choice(path, key, name, accepted)
        if name in names[:at]:
            refuse_value(path, key, found, ", ".join(dict.fromkeys(map(str, names))))
    if not names:
        refuse_value(path, key, found, ", ".join(accepted))
    return tuple(names)


def refuse_value(path: Path, key: str, found: object, choices: str) -> NoReturn:
    """Raises BadDefinition: the value of a key is none of what is accepted."""
    raise BadDefinition(
        "Berkas {file}, kunci {key}: tertulis {found}. Yang diterima salah satu dari {choices}.",
        file=path.name,
        key=key,
        found=f"“{shown(found)}”",
        choices=choices,
    )


def _written(value: object) -> str:
    """A value as TOML has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
