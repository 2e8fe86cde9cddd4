"""Starts the map from the bundle: looks whether all is ready, installs once without a network, and runs the app.

It runs before any package is installed, so it knows Python's standard library alone and reads the environment by
itself. Whatever is wrong is said in Indonesian and in English before anything is done.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV, WHEELS = HERE / ".venv", HERE / "wheels"
_DONE = VENV / "terpasang"
_PYTHONS = [(3, 11), (3, 12), (3, 13)]
_GLIBC = (2, 28)
# Byte code and the blocks of a disk take space beside the files themselves.
_MORE = 1.5
# What is said of one trouble, in Indonesian and in English.
Trouble = tuple


def troubles(whole: bool) -> Iterator[Trouble]:
    """All that keeps the map from starting; `whole` also reads every file of the bundle, which takes some seconds."""
    here = [*_python(), *_system()]
    yield from here
    yield from _home()
    yield from _port()
    if here:
        return
    harm = list(_missing()) or list(_damaged(("",) if whole else ("app/",)))
    yield from harm
    if not harm and not installed():
        yield from _room()


def _python() -> Iterator[Trouble]:
    has = sys.version_info[:2]
    if has not in _PYTHONS or sys.implementation.name != "cpython":
        said = "{} {}.{}".format(platform.python_implementation(), *has)
        yield (
            f"Ini {said}; yang diperlukan CPython 3.11, 3.12 atau 3.13. Pasang salah satunya.",
            f"This is {said}; CPython 3.11, 3.12 or 3.13 is needed. Install one of them.",
        )
    try:
        import ensurepip
        import venv

        del ensurepip, venv
    except ImportError:
        yield (
            "Python ini tidak bisa membuat lingkungan (modul venv atau ensurepip tidak ada). Di Debian dan Ubuntu pasang paket python3-venv.",
            "This Python cannot make an environment (no module venv or ensurepip). On Debian and Ubuntu install the package python3-venv.",
        )


def _system() -> Iterator[Trouble]:
    kind, machine = platform.system(), platform.machine()
    if kind not in ("Linux", "Windows") or machine not in ("x86_64", "AMD64") or sys.maxsize < 2**32:
        yield (
            f"Berkas ini untuk Linux x86_64 dan Windows 64-bit; komputer ini {kind} {machine}, Python {platform.architecture()[0]}.",
            f"This bundle is for Linux x86_64 and 64-bit Windows; this computer is {kind} {machine}, Python {platform.architecture()[0]}.",
        )
    elif kind == "Linux" and _glibc() < _GLIBC:
        yield (
            "Linux ini tidak punya glibc 2.28 atau lebih baru (Debian 10, Ubuntu 20.04, RHEL 8 ke atas punya).",
            "This Linux has no glibc 2.28 or newer (Debian 10, Ubuntu 20.04, RHEL 8 and later have it).",
        )


def _glibc() -> tuple:
    name, version = platform.libc_ver()
    return tuple(map(int, version.split(".")[:2])) if name == "glibc" else (0, 0)


def home() -> str:
    """Where releases are kept: the setting, or the folder that the app takes by itself."""
    default = {
        "Windows": Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"),
        "Linux": Path(os.environ.get("XDG_DATA_HOME", "").strip() or Path.home() / ".local" / "share"),
    }.get(platform.system(), Path.home())
    return os.environ.get("PETA_HOME", "").strip() or str(default / "peta-patuh")


def _home() -> Iterator[Trouble]:
    folder = home()
    if "://" in folder:  # object storage, which the app itself asks
        return
    try:
        Path(folder).expanduser().mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=str(Path(folder).expanduser())).close()
    except OSError:
        yield (
            f"Folder PETA_HOME ({folder}) tidak bisa ditulisi. Beri izin menulis, atau isi PETA_HOME dengan folder lain.",
            f"The folder PETA_HOME ({folder}) cannot be written to. Give leave to write, or set PETA_HOME to another folder.",
        )


def _port() -> Iterator[Trouble]:
    text = os.environ.get("PORT", "").strip() or "8501"
    address = (os.environ.get("PETA_ADDRESS", "").strip() or "127.0.0.1").strip("[]")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        yield (
            f"PORT berisi “{text[:20]}”; isilah bilangan dari 1 sampai 65535.",
            f"PORT is “{text[:20]}”; set a number from 1 to 65535.",
        )
        return
    try:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, int(text)))
    except (OSError, UnicodeError):
        yield (
            f"Alamat {address[:80]} porta {text} tidak bisa dipakai: mungkin dipakai program lain. Pilih PORT lain, atau hentikan program itu.",
            f"Address {address[:80]}, port {text} cannot be used: another program may have it. Choose another PORT, or stop that program.",
        )


def _listed() -> dict[str, str]:
    """Every file of the bundle with its hash; empty where the list itself is missing or damaged."""
    try:
        lines = (HERE / "isi.sha256").read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    return {line[66:]: line[:64] for line in lines if line[64:66] == "  "}


def lock() -> Path:
    """The lock of this system and this Python."""
    return WHEELS / "{}-{}.{}.txt".format(platform.system().lower(), *sys.version_info[:2])


def _wanted() -> dict[str, str]:
    """The wheels that the lock names, by what the list calls them, with their hashes."""
    hashes = {line.rpartition("sha256:")[2].strip() for line in _lock_text().splitlines() if line[:1] != "#"}
    return {name: value for name, value in _listed().items() if value in hashes and name.endswith(".whl")}


def _lock_text() -> str:
    try:
        return lock().read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _missing() -> Iterator[Trouble]:
    listed = _listed()
    if not listed or f"wheels/{lock().name}" not in listed:
        kind = "{} Python {}.{}".format(platform.system(), *sys.version_info[:2])
        yield (
            f"Berkas ini tidak utuh, atau tidak dibuat untuk {kind}: daftar isinya tidak ada atau tidak menyebutnya.",
            f"This bundle is not whole, or was not made for {kind}: its list of contents is missing or does not name it.",
        )
        return
    needed = {
        *_wanted(),
        *(name for name in listed if not name.startswith("wheels/")),
        f"wheels/{lock().name}",
    }
    if installed():
        needed = {name for name in needed if not name.endswith(".whl")}
    gone = sorted(name for name in needed if not (HERE / name).is_file())
    if gone:
        yield (
            f"{len(gone)} berkas tidak ada, antara lain {gone[0]}. Buka lagi berkas ZIP ke folder yang kosong.",
            f"{len(gone)} files are missing, one is {gone[0]}. Unpack the ZIP again into an empty folder.",
        )


def _damaged(below: tuple) -> Iterator[Trouble]:
    """Files whose hash is not the listed one; of the wheels only those that this computer would install."""
    wheels = {} if installed() else _wanted()
    looked_at = {
        name: value
        for name, value in _listed().items()
        if name.startswith(below)
        and (name in wheels or not name.endswith(".whl"))
        and (HERE / name).is_file()
    }
    bad = sorted(name for name, value in {**looked_at, **wheels}.items() if _hash(HERE / name) != value)
    if bad:
        yield (
            f"{len(bad)} berkas rusak atau diubah, antara lain {bad[0]}. Buka lagi berkas ZIP ke folder yang kosong; bila tetap rusak, salin ZIP-nya lagi.",
            f"{len(bad)} files are damaged or changed, one is {bad[0]}. Unpack the ZIP again into an empty folder; if it stays so, copy the ZIP again.",
        )


def _hash(path: Path) -> str:
    found = hashlib.sha256()
    try:
        with path.open("rb") as content:
            for part in iter(lambda: content.read(1 << 20), b""):
                found.update(part)
    except OSError:
        return ""
    return found.hexdigest()


def _room() -> Iterator[Trouble]:
    """Whether the environment can be written, and has room."""
    sizes = 0
    for name in _wanted():
        with zipfile.ZipFile(HERE / name) as wheel:
            sizes += sum(one.file_size for one in wheel.infolist())
    free, wanted = shutil.disk_usage(str(HERE)).free, sizes * _MORE
    if free < wanted:
        free, needed = int(free / 1e6), int(wanted / 1e6) + 1
        yield (
            f"Ruang di {HERE} tinggal {free} MB; pemasangan memerlukan {needed} MB. Kosongkan ruang, atau buka ZIP di tempat lain.",
            f"{free} MB are free in {HERE}; to install takes {needed} MB. Make room, or unpack the ZIP elsewhere.",
        )
    try:
        tempfile.TemporaryFile(dir=str(HERE)).close()
    except OSError:
        yield (
            f"Folder {HERE} tidak bisa ditulisi, padahal paket dipasang di situ. Buka ZIP di folder yang bisa ditulisi.",
            f"The folder {HERE} cannot be written to, and packages are installed there. Unpack the ZIP where one can write.",
        )


def _mark() -> str:
    """What an environment was made from: another lock or another Python needs another environment."""
    return f"{hashlib.sha256(_lock_text().encode()).hexdigest()} {sys.version} {sys.base_prefix}"


def installed() -> bool:
    """Whether everything has been installed, to the end, for this Python."""
    try:
        return _DONE.read_text("utf-8") == _mark()
    except (OSError, UnicodeDecodeError):
        return False


def _inside() -> str:
    return str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def _environment() -> dict[str, str]:
    """This environment without what would lead Python or pip elsewhere."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith(("PIP_", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"))
    }
    return {**kept, "PIP_CONFIG_FILE": os.devnull}


def install() -> bool:
    """Make the environment anew and install every wheel of the lock from this folder; whether it went well."""
    print("Memasang paket, satu kali ... / Installing packages, once ...", flush=True)
    shutil.rmtree(str(VENV), ignore_errors=True)
    options = ["--no-index", f"--find-links={WHEELS}", "--require-hashes", "--only-binary=:all:", "--no-deps"]
    quiet = ["--quiet", "--no-cache-dir", "--disable-pip-version-check"]
    steps = [
        [sys.executable, "-m", "venv", str(VENV)],
        [_inside(), "-m", "pip", "install", *quiet, *options, "-r", str(lock())],
    ]
    for step in steps:
        if subprocess.run(step, env=_environment(), check=False).returncode:  # noqa: S603 - no shell, our own words
            _say(
                [
                    (
                        "Pemasangan gagal; pesan di atas menyebut sebabnya.",
                        "Installing failed; see above for why.",
                    )
                ]
            )
            return False
    _DONE.write_text(_mark(), "utf-8")
    return True


def run() -> int:
    """Run the app until it is stopped."""
    command = [_inside(), str(HERE / "app" / "app.py")]
    if os.name == "posix":  # the app takes this process over, so that whoever stops this one stops the app
        os.execve(command[0], command, _environment())  # noqa: S606 - no shell is wanted
    try:
        return subprocess.run(command, env=_environment(), check=False).returncode  # noqa: S603
    except KeyboardInterrupt:
        return 0


def _say(found: list[Trouble]) -> None:
    for indonesian, english in found:
        print(f"- {indonesian}\n  {english}", file=sys.stderr)


def main() -> int:
    """Look, install once, run; 1 where something is missing or wrong."""
    only_looks = "--periksa" in sys.argv[1:]
    print("Siap dipakai? / Ready for use?", flush=True)
    found = list(troubles(whole=only_looks or not installed()))
    if found:
        print("Belum siap: / Not ready:", file=sys.stderr)
        _say(found)
        return 1
    print("Siap. / Ready.", flush=True)
    if only_looks:
        return 0
    return run() if installed() or install() else 1


if __name__ == "__main__":
    sys.exit(main())
