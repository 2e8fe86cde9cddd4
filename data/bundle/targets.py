"""The computers that the bundle is for, and which packages of the lock each of them needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags

_LINUX = {
    "sys_platform": "linux",
    "platform_system": "Linux",
    "os_name": "posix",
    "platform_machine": "x86_64",
}
_WINDOWS = {
    **{"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    "platform_machine": "AMD64",
}
# Wheels for an older glibc run on a newer one. The start refuses Linux with an older glibc than 2.28.
_MANYLINUX = [f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)]
_MANYLINUX += ["manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"]


@dataclass(frozen=True)
class Target:
    """One system with one Python: "linux-3.12"."""

    system: str
    python: str

    @property
    def name(self) -> str:
        """How files and commands call it."""
        return f"{self.system}-{self.python}"

    @property
    def platforms(self) -> list[str]:
        """The platforms of wheels that it takes, the best first."""
        return _MANYLINUX if self.system == "linux" else ["win_amd64"]

    @property
    def environment(self) -> dict[str, str]:
        """What markers of requirements ask for."""
        ours = _LINUX if self.system == "linux" else _WINDOWS
        cpython = {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
        return {**ours, **cpython, "python_version": self.python, "python_full_version": f"{self.python}.0"}

    def tags(self) -> list[Tag]:
        """The tags of wheels that it takes, the best first."""
        major, minor = map(int, self.python.split("."))
        own = cpython_tags((major, minor), platforms=self.platforms)
        return [*own, *compatible_tags((major, minor), f"cp{major}{minor}", self.platforms)]


TARGETS = tuple(
    Target(system, python) for system in ("linux", "windows") for python in ("3.11", "3.12", "3.13")
)


@dataclass(frozen=True)
class Pinned:
    """One package of a lock at its version, with the hashes that are known of its files."""

    name: str
    version: str
    hashes: frozenset[str]


def pinned(lock: str, target: Target) -> list[Pinned]:
    """The packages that a lock names for a target.

    pip itself asks the computer on which it runs what a marker says, whatever target it is told.
    """
    return list(_pinned(lock, target))


def _pinned(lock: str, target: Target) -> Iterator[Pinned]:
    for block in re.split(r"\n(?=[^\s#])", lock):
        if block.startswith("#"):
            continue
        asked = Requirement(re.split(r"\\?\n", block, maxsplit=1)[0].strip())
        if asked.marker is None or asked.marker.evaluate(target.environment):
            version = str(asked.specifier).removeprefix("==")
            yield Pinned(asked.name, version, frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", block)))
