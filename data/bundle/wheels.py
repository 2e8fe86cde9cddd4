"""The wheels of the bundle: fetched by pip as the lock has them, built once where a package has none, and locked anew."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from packaging.utils import canonicalize_name, parse_wheel_filename

from data.bundle.targets import Pinned, Target

# Packages that some indexes have as source alone. What is built of it has a hash that no lock could foresee.
SOURCES = ("xstatic-leaflet",)
_QUIET = ("--quiet", "--quiet", "--disable-pip-version-check")


class Unfit(Exception):
    """Wheels that do not do for a target; says which package, and why."""


def fetch(wanted: Iterable[Pinned], target: Target, folder: Path) -> None:
    """Have pip put the wheels of a target into a folder; each must have a hash that the lock has. Raises Unfit."""
    wanted = list(wanted)
    sources = [one for one in wanted if canonicalize_name(one.name) in SOURCES]
    _download([one for one in wanted if one not in sources], target, folder)
    for one in sources:
        try:
            _download([one], target, folder)
        except Unfit:
            _build(one, folder)


def _download(wanted: list[Pinned], target: Target, folder: Path) -> None:
    abis = [f"cp{target.python.replace('.', '')}", "abi3", "none"]
    chosen = [f"--platform={name}" for name in target.platforms] + [f"--abi={abi}" for abi in abis]
    chosen += ["--implementation=cp", f"--python-version={target.python}", "--only-binary=:all:"]
    _pip("download", *chosen, "--no-deps", f"--dest={folder}", wanted=wanted)


def _build(one: Pinned, folder: Path) -> None:
    """Build a package from its source, whose hash the lock has, into a wheel that runs anywhere. Raises Unfit."""
    with tempfile.TemporaryDirectory() as aside:
        _pip("wheel", f"--no-binary={one.name}", "--no-deps", f"--wheel-dir={aside}", wanted=[one])
        (built,) = Path(aside).glob("*.whl")
        if not built.name.endswith("-none-any.whl"):
            raise Unfit(f"{one.name}: what is built here runs on this computer alone ({built.name})")
        (folder / built.name).write_bytes(built.read_bytes())


def _pip(command: str, *options: str, wanted: list[Pinned]) -> None:
    with tempfile.TemporaryDirectory() as aside:
        asked = Path(aside) / "asked.txt"
        asked.write_text("".join(_line(one, one.hashes) for one in wanted), "utf-8")
        whole = [
            sys.executable,
            "-m",
            "pip",
            command,
            *_QUIET,
            "--require-hashes",
            "-r",
            str(asked),
            *options,
        ]
        done = subprocess.run(whole, capture_output=True, text=True, check=False)  # noqa: S603 - no shell, our own words
    if done.returncode:
        raise Unfit(f"pip {command}: {done.stderr.strip()[-2000:]}")


def _line(one: Pinned, hashes: Iterable[str]) -> str:
    return f"{one.name}=={one.version} {' '.join(f'--hash=sha256:{value}' for value in sorted(hashes))}\n"


@cache
def sha256(path: Path) -> str:
    """The hash of a file, as locks write it."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def lock_of(wanted: Iterable[Pinned], target: Target, folder: Path) -> tuple[str, dict[str, Path]]:
    """The lock of a target: each package with the hash of the one wheel that the bundle has for it; and these wheels.

    A wheel whose hash the project's lock does not have was built from a source whose hash it has; that stands
    above its line. Raises Unfit where a package has no wheel, or one that nobody vouches for.
    """
    found, lines = {}, [f"# {target.name}: made from requirements.lock by make bundle\n"]
    for one in wanted:
        path = _best(one, target, folder)
        value = sha256(path)
        if value not in one.hashes:
            if canonicalize_name(one.name) not in SOURCES:
                raise Unfit(f"{path.name}: its hash does not stand in requirements.lock")
            lines.append("# built for this bundle from the source that requirements.lock names:\n")
        found[path.name] = path
        lines.append(_line(one, [value]))
    return "".join(lines), found


def _best(one: Pinned, target: Target, folder: Path) -> Path:
    """The wheel of a package that pip would take on the target."""
    ranks = {tag: rank for rank, tag in enumerate(target.tags())}
    fitting: dict[Path, int] = {}
    for path, (name, version, tags) in _named(folder).items():
        taken = [ranks[tag] for tag in tags if tag in ranks]
        if taken and (name, version) == (canonicalize_name(one.name), one.version):
            fitting[path] = min(taken)
    if not fitting:
        raise Unfit(f"{one.name} {one.version} has no wheel for {target.name}")
    return min(fitting, key=lambda path: fitting[path])


def _named(folder: Path) -> Mapping[Path, tuple[str, str, frozenset]]:
    parsed = {path: parse_wheel_filename(path.name) for path in sorted(folder.glob("*.whl"))}
    return {path: (name, str(version), tags) for path, (name, version, _, tags) in parsed.items()}
