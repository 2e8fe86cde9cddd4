"""The start of the bundle, on a small one: what is missing or wrong is said first, and a second start installs nothing."""

from __future__ import annotations

import ast
import hashlib
import os
import platform
import shutil
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from data import settings
from data.bundle import START, write
from data.bundle.archive import start_files

HERE = "{}-{}.{}".format(platform.system().lower(), *sys.version_info[:2])
WHEEL = "satu-1.0-py3-none-any.whl"
# What app.py of the small bundle does: it needs the one package.
APP = b"import satu\nprint('jalan', satu.__name__, flush=True)\n"


def small_wheel(path: Path) -> bytes:
    about = "Metadata-Version: 2.1\nName: satu\nVersion: 1.0\n"
    kind = "Wheel-Version: 1.0\nGenerator: uji\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("satu.py", "")
        wheel.writestr("satu-1.0.dist-info/METADATA", about)
        wheel.writestr("satu-1.0.dist-info/WHEEL", kind)
        wheel.writestr("satu-1.0.dist-info/RECORD", "satu.py,,\nsatu-1.0.dist-info/METADATA,,\n")
    return path.read_bytes()


@pytest.fixture
def bundle(tmp_path) -> Path:
    """A bundle with one package, unpacked as a person without `unzip` does."""
    content = small_wheel(tmp_path / WHEEL)
    lock = f"satu==1.0 --hash=sha256:{hashlib.sha256(content).hexdigest()}\n".encode()
    files = {**start_files(), "app/app.py": APP, f"wheels/{HERE}.txt": lock}
    write(tmp_path / "peta.zip", files, {WHEEL: tmp_path / WHEEL})
    subprocess.run([sys.executable, "-m", "zipfile", "-e", "peta.zip", "."], cwd=tmp_path, check=True)
    return tmp_path / "peta"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(folder: Path, *options: str, before: str = "", **set_: str) -> subprocess.CompletedProcess[str]:
    """A start; with `before`, Python that runs in the same process first, to pretend another computer."""
    environment = {**os.environ, "PORT": str(free_port()), "PETA_HOME": str(folder / "rumah"), **set_}
    command = ["sh", "mulai.sh", *options]
    if before:
        run = f"import runpy, shutil, sys, platform\n{before}\nsys.argv = ['mulai.py', *{options!r}]\n"
        run += "runpy.run_path('mulai.py', run_name='__main__')"
        command = [sys.executable, "-c", run]
    return subprocess.run(
        command,
        cwd=folder,
        env={**environment, "PETA_PYTHON": sys.executable},
        capture_output=True,
        text=True,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the small start is that of Linux")
def test_it_installs_once_without_an_index_and_then_starts_at_once(bundle):
    lost = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PYTHONPATH": "/nowhere"}
    first, second = started(bundle, **lost), started(bundle, **lost)
    assert first.returncode == second.returncode == 0, first.stderr
    assert "Siap. / Ready." in first.stdout and "Installing packages" in first.stdout
    assert "jalan satu" in first.stdout and "jalan satu" in second.stdout
    assert "Installing" not in second.stdout
    (bundle / "app" / "app.py").write_bytes(APP + b"# changed\n")
    changed = started(bundle)
    assert changed.returncode == 1 and "damaged or changed, one is app/app.py" in changed.stderr


WRONG = {
    "python": ("sys.version_info = (3, 10, 4, 'final', 0)", {}, "Ini CPython 3.10;"),
    "newer": ("sys.version_info = (3, 14, 0, 'final', 0)", {}, "Ini CPython 3.14;"),
    "venv": ("sys.modules['ensurepip'] = None", {}, "pasang paket python3-venv"),
    "machine": ("platform.machine = lambda: 'aarch64'", {}, "komputer ini Linux aarch64"),
    "glibc": ("platform.libc_ver = lambda: ('glibc', '2.17')", {}, "tidak punya glibc 2.28"),
    "musl": ("platform.libc_ver = lambda: ('', '')", {}, "tidak punya glibc 2.28"),
    "space": ("shutil.disk_usage = lambda _: shutil._ntuple_diskusage(1, 1, 0)", {}, "tinggal 0 MB"),
    "home": ("", {"PETA_HOME": "/dev/null/peta"}, "PETA_HOME (/dev/null/peta) tidak bisa ditulisi"),
    "port": ("", {"PORT": "delapan"}, "PORT berisi “delapan”"),
}


@pytest.mark.skipif(sys.platform != "linux", reason="the computers that are pretended are like this one")
@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_with_the_computer_is_said_and_nothing_is_done(bundle, what):
    before, set_, said = WRONG[what]
    told = started(bundle, "--periksa", before=before or "pass", **set_)
    assert told.returncode == 1 and said in told.stderr, told
    assert len(told.stderr.splitlines()) >= 3  # Indonesian, and English below it
    assert not (bundle / ".venv").exists()


def test_a_port_in_use_is_said(bundle):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = started(bundle, "--periksa", PORT=str(taken.getsockname()[1]))
    assert told.returncode == 1 and "mungkin dipakai program lain" in told.stderr


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda at: (at / "wheels" / WHEEL).unlink(), f"1 files are missing, one is wheels/{WHEEL}"),
        (lambda at: (at / "app" / "app.py").unlink(), "1 files are missing, one is app/app.py"),
        (lambda at: (at / "wheels" / WHEEL).write_bytes(b"x"), f"damaged or changed, one is wheels/{WHEEL}"),
        (lambda at: (at / "app" / "app.py").write_bytes(b"x"), "damaged or changed, one is app/app.py"),
        (lambda at: (at / "isi.sha256").write_bytes(b"\xff\xfe"), "This bundle is not whole"),
        (lambda at: (at / "wheels" / f"{HERE}.txt").unlink(), f"are missing, one is wheels/{HERE}.txt"),
        (lambda at: (at / "wheels" / f"{HERE}.txt").write_text("# none\n"), f"one is wheels/{HERE}.txt"),
    ],
    ids=["no wheel", "no app", "wheel", "app", "list", "no lock", "lock"],
)
def test_what_is_wrong_with_the_bundle_is_said(bundle, harm, said):
    assert started(bundle, "--periksa").returncode == 0
    harm(bundle)
    told = started(bundle, "--periksa")
    assert told.returncode == 1 and said in told.stderr


def test_without_a_python_that_fits_the_shell_says_so(bundle, tmp_path):
    (tmp_path / "bin").mkdir()
    old = tmp_path / "bin" / "python3"
    old.write_text("#!/bin/sh\necho 3.9\n")
    old.chmod(0o755)
    for name in ("sh", "dirname"):
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    told = subprocess.run(
        ["sh", "mulai.sh"],
        cwd=bundle,
        env={"PATH": str(tmp_path / "bin")},
        capture_output=True,
        text=True,
    )
    assert told.returncode == 1 and "python3=3.9" in told.stderr and told.stderr.count("\n") == 2


def test_an_older_python_can_read_the_start_and_say_that_it_is_too_old():
    ast.parse((START / "mulai.py").read_text("utf-8"), feature_version=(3, 7))


def test_the_start_takes_what_the_app_takes(monkeypatch):
    told = subprocess.run(
        [sys.executable, "-c", "import mulai; print(mulai.home())"],
        cwd=START,
        env={name: value for name, value in os.environ.items() if name != "PETA_HOME"},
        capture_output=True,
        text=True,
    )
    monkeypatch.delenv("PETA_HOME", raising=False)
    assert told.stdout.strip() == settings.home()
    text = (START / "mulai.py").read_text("utf-8")
    assert f'"{settings.PORT.default}"' in text and f'"{settings.ADDRESS.default}"' in text


def test_windows_and_linux_get_files_as_they_read_them(bundle):
    assert b"\r\n" in (bundle / "mulai.bat").read_bytes()
    assert b"\n" not in (bundle / "mulai.bat").read_bytes().replace(b"\r\n", b"")
    assert b"\r" not in (bundle / "mulai.sh").read_bytes() + (bundle / "mulai.py").read_bytes()
    with zipfile.ZipFile(bundle.with_suffix(".zip")) as archive:
        rights = {info.filename: info.external_attr >> 16 & 0o111 for info in archive.infolist()}
    assert rights["peta/mulai.sh"] == 0o111 and rights["peta/mulai.py"] == 0


def test_the_same_content_makes_the_same_file(tmp_path):
    for name in ("satu", "dua"):
        (tmp_path / name).mkdir()
        write(tmp_path / name / "peta.zip", {"app/app.py": APP}, {})
    assert (tmp_path / "satu" / "peta.zip").read_bytes() == (tmp_path / "dua" / "peta.zip").read_bytes()
