"""The one file: a ZIP, since Windows opens it by itself and Python does wherever the app can run (`python -m zipfile`)."""

from __future__ import annotations

import hashlib
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

START = Path(__file__).parent / "start"
# What the app needs of the project, and what a person wants beside it.
_PARTS = [
    *("app.py", "data", "geo", "pages", ".streamlit", "docs"),
    *("pyproject.toml", "requirements.lock", "README.md", "CHANGELOG.md", "LICENSE"),
]
NAME = "peta-patuh-{version}"
# The same content is the same file, whenever it is made: the first day that a ZIP can name.
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_RUN, _READ = 0o100755 << 16, 0o100644 << 16


def app_files(root: Path) -> dict[str, bytes]:
    """The files of the app as Git knows them: whatever else lies in the folder stays there."""
    command = ["git", "ls-files", "-z", "--", *_PARTS]
    listed = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True).stdout  # noqa: S603
    return {f"app/{name}": (root / name).read_bytes() for name in sorted(listed.split("\0")) if name}


def write(target: Path, files: Mapping[str, bytes], wheels: Mapping[str, Path]) -> None:
    """Write the bundle aside and put it in its place in one step; its list of hashes (`isi.sha256`) is last.

    Wheels are stored as they are, being compressed already.
    """
    root, hashes = target.stem, []
    aside = target.with_suffix(".part")
    with zipfile.ZipFile(aside, "w") as archive:
        for name, content in sorted(files.items()):
            _add(archive, f"{root}/{name}", content, zipfile.ZIP_DEFLATED)
            hashes.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        for name, path in sorted(wheels.items()):
            content = path.read_bytes()
            _add(archive, f"{root}/wheels/{name}", content, zipfile.ZIP_STORED)
            hashes.append(f"{hashlib.sha256(content).hexdigest()}  wheels/{name}\n")
        _add(archive, f"{root}/isi.sha256", "".join(hashes).encode(), zipfile.ZIP_DEFLATED)
    aside.replace(target)


def _add(archive: zipfile.ZipFile, name: str, content: bytes, how: int) -> None:
    about = zipfile.ZipInfo(name, _NO_DAY)
    about.compress_type, about.create_system = how, 3  # Unix, whose rights are kept
    about.external_attr = _RUN if name.endswith(".sh") else _READ
    archive.writestr(about, content)


def start_files() -> dict[str, bytes]:
    """The files at the top of the bundle; what Windows reads ends its lines as Windows does."""
    found = {path.name: path.read_bytes() for path in sorted(START.iterdir()) if path.is_file()}
    return {
        name: content.replace(b"\n", b"\r\n") if name.endswith((".bat", ".txt")) else content
        for name, content in found.items()
    }
