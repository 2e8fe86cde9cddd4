"""Which packages a target needs, and that no wheel gets into the bundle that nobody vouches for."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from data.bundle import TARGETS, Pinned, Target, Unfit, lock_of, pinned

ROOT = Path(__file__).parents[3]
LOCK = """\
# made by hand
satu==1.0 ; python_full_version < '3.12' \\
    --hash=sha256:{0}
    # via peta
satu==2.0 ; python_full_version >= '3.12' \\
    --hash=sha256:{1} \\
    --hash=sha256:{2}
dua==1.5 ; sys_platform == 'win32' \\
    --hash=sha256:{0}
""".format("a" * 64, "b" * 64, "c" * 64)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("linux-3.11", [("satu", "1.0", 1)]),
        ("linux-3.13", [("satu", "2.0", 2)]),
        ("windows-3.12", [("satu", "2.0", 2), ("dua", "1.5", 1)]),
    ],
)
def test_a_target_is_told_its_own_packages(name, expected):
    found = pinned(LOCK, Target(*name.split("-")))
    assert [(one.name, one.version, len(one.hashes)) for one in found] == expected


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_the_lock_of_the_project_is_resolved_once_for_each_package(target):
    found = pinned((ROOT / "requirements.lock").read_text("utf-8"), target)
    names = [one.name for one in found]
    assert len(names) == len(set(names)) > 80
    assert {"streamlit", "pandas", "xstatic-leaflet"} <= set(names)
    assert all(one.hashes and one.version[0].isdigit() for one in found)


def wheel(folder: Path, name: str, content: bytes = b"") -> str:
    (folder / name).write_bytes(content or name.encode())
    return hashlib.sha256(content or name.encode()).hexdigest()


def test_the_wheel_is_locked_that_pip_would_take(tmp_path):
    any_python = wheel(tmp_path, "satu-1.0-py3-none-any.whl")
    older = wheel(tmp_path, "satu-1.0-cp311-abi3-manylinux_2_17_x86_64.whl")
    own = wheel(tmp_path, "satu-1.0-cp312-cp312-manylinux_2_28_x86_64.whl")
    windows = wheel(tmp_path, "satu-1.0-cp312-cp312-win_amd64.whl")
    newer = wheel(tmp_path, "satu-1.0-cp312-cp312-manylinux_2_34_x86_64.whl")
    one = Pinned("satu", "1.0", frozenset([any_python, older, own, windows, newer]))
    taken = {
        name: lock_of([one], Target(*name.split("-")), tmp_path)[0].rpartition("sha256:")[2].strip()
        for name in ("linux-3.12", "linux-3.13", "windows-3.12", "windows-3.11")
    }
    assert taken == {
        "linux-3.12": own,
        "linux-3.13": older,
        "windows-3.12": windows,
        "windows-3.11": any_python,
    }


def test_a_wheel_with_another_hash_is_refused(tmp_path):
    wheel(tmp_path, "satu-1.0-py3-none-any.whl", b"something else")
    with pytest.raises(Unfit, match=r"satu-1\.0-py3-none-any\.whl: its hash"):
        lock_of([Pinned("satu", "1.0", frozenset(["a" * 64]))], TARGETS[0], tmp_path)


def test_a_package_without_a_wheel_for_a_target_is_named(tmp_path):
    known = wheel(tmp_path, "satu-1.0-cp311-cp311-win_amd64.whl")
    wheel(tmp_path, "satu-2.0-py3-none-any.whl")
    with pytest.raises(Unfit, match=r"satu 1\.0 has no wheel for linux-3\.11"):
        lock_of([Pinned("satu", "1.0", frozenset([known]))], TARGETS[0], tmp_path)


def test_what_was_built_from_a_source_says_so_in_the_lock(tmp_path):
    built = wheel(tmp_path, "xstatic_leaflet-1.9.3.0-py3-none-any.whl", b"built here")
    one = Pinned("xstatic-leaflet", "1.9.3.0", frozenset(["a" * 64]))
    text, found = lock_of([one], TARGETS[0], tmp_path)
    assert "# built for this bundle from the source" in text
    assert text.endswith(f"xstatic-leaflet==1.9.3.0 --hash=sha256:{built}\n") and len(found) == 1
