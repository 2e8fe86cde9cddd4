"""The same strangers, signed in: whatever they say, ask for or take along, a role is told the names of its own offices alone.

Three ways on which row rights leaked elsewhere are walked on purpose: answers that are kept for several readers (another
role has just asked for the same), the lists of filters, and files that are made on demand.
"""

from __future__ import annotations

import io
import re
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidHandshake

from data.access import Viewer
from data.people import People, Person
from data.settings import data_folder
from data.store import SIMULATED, Store
from data.tables import load_facts
from tests.browser.driver import running
from tests.hostile_messages.messages import message
from tests.hostile_messages.stranger import Heard, Stranger
from tests.pages.ledger_home import publish_small

_SECRET = "fedcba9876543210fedcba9876543210"
_SIGN_IN = f"""
[peta]
visitors = "publik"

[peta.proxy]
account_header = "X-Peta-Akun"
secret_header = "X-Peta-Rahasia"
secret = "{_SECRET}"
"""
PERSONS = (
    Person("boss@kantor.go.id", "pengelola"),
    Person("cabang@kantor.go.id", "cabang", ("KC-MOJOKERTO",)),
    Person("wilayah@kantor.go.id", "wilayah", ("KANWIL-SUMBAGSEL",)),
)
_NAMED = re.compile(rb"Simulasi \w+ (\d{5})")
_PAGES = (
    *("", "tunggakan", "kunjungan", "penegakan", "pwbd-pds", "informal", "kemitraan", "andai", "bandingkan"),
    *(
        "komitmen",
        "paparan",
        "tayang",
        "catatan",
        "data",
        "rujukan",
        "orang",
        "pemberi-kerja",
        "perkara",
        "angka",
    ),
    *("kantor-kc-mojokerto", "kantor-kc-palembang", "kantor-kc-pekalongan", "kantor-kanwil-sumbagsel"),
)
_EACH = 40  # messages of one stranger


@dataclass
class RoleHeard(Heard):
    """What somebody with a role hears; `own` are the numbers of the employers whose names they may be told."""

    own: frozenset[int] = frozenset()
    files: int = 0
    named: int = 0

    def names_not_told(self, raw: bytes) -> list[str]:
        """The employers of other offices, by their numbers."""
        numbers = [int(number) for number in _NAMED.findall(raw)]
        self.named += len(numbers)
        return [f"{number:05d}" for number in numbers if number not in self.own]


@dataclass(frozen=True)
class Role:
    """Somebody who asks: their headers, and what they heard."""

    name: str
    headers: Mapping[str, str]
    heard: RoleHeard


@dataclass(frozen=True)
class Asked:
    """The app with its roles, and the numbers (NPP) of employers of all offices, for addresses that name them."""

    address: str
    roles: tuple[Role, ...]
    employers: tuple[str, ...] = field(repr=False)


@contextmanager
def signed_in(home: Path) -> Iterator[Asked]:
    """The app on a small ledger, with one person of each role and somebody who has none."""
    publish_small(home)
    facts = load_facts(data_folder())
    People(home).publish(PERSONS, facts, title="x", viewer=Viewer("pengelola"))
    (home / "masuk.toml").write_text(_SIGN_IN)
    release = Store(home, SIMULATED).release()
    assert release is not None
    rows = release.table("employers", ["npp", "name", "office"]).to_pylist()
    with running(tells=None, PETA_HOME=str(home), PETA_SIGN_IN=str(home / "masuk.toml")) as address:
        roles = [Role("publik", {}, RoleHeard())]
        for person in PERSONS[1:]:
            offices = person.viewer(facts).offices
            own = frozenset(int(row["name"][-5:]) for row in rows if row["office"] in offices)
            told = {"X-Peta-Akun": person.account, "X-Peta-Rahasia": _SECRET}
            roles.append(Role(person.role, told, RoleHeard(own=own)))
        yield Asked(address, tuple(roles), tuple(row["npp"] for row in rows))


def tried(asked: Asked, count: int, seed: int) -> Iterator[int]:
    """Say so many messages, the roles in turn, each after the steward has asked for the same; how many have been said."""
    rng, said = Random(seed), 0
    while said < count:
        role = asked.roles[(said // _EACH) % len(asked.roles)]
        page, query = rng.choice(_PAGES), _query(rng, asked)
        _as_steward(asked, page, query)
        _one(asked, role, rng, page, query)
        said += _EACH
        yield said


def _query(rng: Random, asked: Asked) -> str:
    """An address that names what belongs to somebody, mostly to somebody else."""
    parts = ["data=simulasi"]
    parts += [f"pk={rng.choice(asked.employers)}"] * (rng.random() < 0.5)
    parts += [f"kantor={rng.choice(['KC-PALEMBANG', 'KC-MOJOKERTO', 'KC-PEKALONGAN'])}"] * (
        rng.random() < 0.5
    )
    parts += [f"wilayah={rng.choice(['16.71', '35.16', '33.75'])}"] * (rng.random() < 0.3)
    parts += [f"cari={rng.choice(['Simulasi', '000', asked.employers[0]])}"] * (rng.random() < 0.3)
    return "&".join(parts)


def _as_steward(asked: Asked, page: str, query: str) -> None:
    """The steward has just seen the same, so that every answer to it is kept."""
    told = {"X-Peta-Akun": PERSONS[0].account, "X-Peta-Rahasia": _SECRET}
    with suppress(InvalidHandshake), Stranger(asked.address, Heard(), headers=told) as steward:
        steward.open(page, query)


def _one(asked: Asked, role: Role, rng: Random, page: str, query: str) -> None:
    with suppress(InvalidHandshake), Stranger(asked.address, role.heard, headers=role.headers) as stranger:
        stranger.open(page, query)
        for file in stranger.shown.files[:4]:
            _take(asked, role, stranger, file)
        for _ in range(_EACH):
            if stranger.gone:
                return
            stranger.say(message(rng, stranger.shown))


def _take(asked: Asked, role: Role, stranger: Stranger, file: str) -> None:
    """Ask for a file that the page offers, fetch it, and look through all that is in it; as another it is not handed out."""
    wish = BackMsg()
    wish.backend_operation_request.request_id = file
    wish.backend_operation_request.session_id = stranger.shown.session
    wish.backend_operation_request.deferred_file.file_id = file
    answer = stranger.asked(wish.SerializeToString(), "backend_operation_response")
    address = answer.backend_operation_response.deferred_file.url if answer else ""
    if not address:
        return
    role.heard.files += 1
    role.heard.leaks += role.heard.names_not_told(_inside(_fetched(asked.address + address, role.headers)))
    other = next(one for one in asked.roles if one is not role)
    if _fetched(asked.address + address, other.headers):
        role.heard.leaks.append(f"{address} handed to {other.name}")


def _fetched(address: str, headers: Mapping[str, str]) -> bytes:
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, headers=dict(headers)), timeout=60
        ) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError:
        return b""


def _inside(content: bytes) -> bytes:
    """What is in a file: of a workbook or slides its parts."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())


def said_of(asked: Asked) -> list[str]:
    """What came of it, a line a role."""
    return [
        f"{role.name}: {role.heard.named} own names told, {role.heard.files} files, {len(role.heard.leaks)} of others "
        f"{sorted(set(role.heard.leaks))[:5]}, {len(role.heard.errors)} errors {sorted(set(role.heard.errors))[:3]}"
        for role in asked.roles
    ]


def is_clean(asked: Asked) -> bool:
    """Whether nobody was told of others, and those who may be told of their own were: else nothing was tried."""
    heard = {role.name: role.heard for role in asked.roles}
    nothing = not any(one.leaks or one.errors for one in heard.values())
    return nothing and not heard["publik"].named and all(heard[name].named for name in ("cabang", "wilayah"))
