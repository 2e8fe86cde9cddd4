"""To whom digests are mailed: a TOML file that an operator edits, each address with the role and office that it reads as."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from data.access import ROLES
from data.digest import Reader, readers
from data.parsing import TomlTable, one_of, read_toml, shown
from data.tables import Facts
from data.words import Problem

# As narrow as addresses of offices are: nothing that a header of a mail could be broken by.
_ADDRESS = r"^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\z"


class BadAddresses(Problem):
    """A file of addresses that cannot be used."""


@dataclass(frozen=True)
class Address:
    """A mail address and the reader whose digest goes there."""

    mail: str
    reader: Reader


class _Row(TomlTable):
    address: Annotated[str, Field(pattern=_ADDRESS)]
    role: Annotated[str, one_of(ROLES)]
    office: str = ""


class _File(TomlTable):
    reader: tuple[_Row, ...]


def addresses(path: Path, facts: Facts) -> tuple[Address, ...]:
    """Who is mailed what, in the order of the file. Raises BadAddresses, which names the file and the key.

    A role that does not go with its office is refused: nobody is ever mailed a wider digest for want of a word.
    """
    known = set(readers(facts))
    found = []
    for at, row in enumerate(read_toml(path, _File, BadAddresses).reader, 1):
        reader = Reader(row.role, row.office)
        if reader not in known:
            raise BadAddresses(
                "Berkas {file}, kunci {key}: peran {role} dengan kantor {office} tidak ada. Isilah role cabang atau "
                "wilayah dengan office kode kantornya, atau role publik atau pengelola tanpa office.",
                file=path.name,
                key=f"reader[{at}]",
                role=f"“{shown(row.role)}”",
                office=f"“{shown(row.office)}”",
            )
        found.append(Address(row.address, reader))
    return tuple(dict.fromkeys(found))
