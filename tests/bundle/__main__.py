"""`make offline`: what `make bundle` has made, looked through for every target and started without a network.

Every Python from 3.11 to 3.13 that this computer has unpacks it as a person would, starts it twice in a network of
its own in which there is nothing but loopback, and asks it for its health. Where the system allows no such network,
pip is left without an index and every proxy leads nowhere, which is said.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import Tag
from packaging.utils import canonicalize_name, parse_wheel_filename

from tests.browser.driver import ROOT, free_port

_SYSTEMS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}
_PYTHONS = ("3.11", "3.12", "3.13")
# Seconds that a first start may take, which installs, and a second one, which does not.
_FIRST, _SECOND = 600, 120


def asked(lock: str, system: str, python: str) -> dict[str, str]:
    """What requirements.lock asks for there, by the markers alone: package -> version."""
    environment = {**_SYSTEMS[system], "python_version": python, "python_full_version": f"{python}.9"}
    heads = [line.rstrip("\\ ") for line in lock.splitlines() if re.match(r"[A-Za-z0-9]", line)]
    every = [Requirement(head) for head in heads]
    return {
        canonicalize_name(one.name): str(one.specifier).removeprefix("==")
        for one in every
        if one.marker is None or one.marker.evaluate(environment)
    }


def runs(tags: frozenset[Tag], system: str, python: str) -> bool:
    """Whether a wheel of these tags runs there, as its three parts say."""
    own = f"cp{python.replace('.', '')}"
    for tag in tags:
        interpreter = tag.interpreter in (own, "py3", "py2.py3") or (
            tag.abi == "abi3" and int(tag.interpreter[3:]) <= int(own[3:])
        )
        abi = tag.abi in (own, "abi3", "none")
        glibc = re.fullmatch(r"manylinux(?:_2_(\d+)|1|2010|2014)_x86_64", tag.platform)
        there = tag.platform == "win_amd64" if system == "windows" else glibc and int(glibc[1] or 17) <= 28
        if interpreter and abi and (tag.platform == "any" or there):
            return True
    return False


def look_through(bundle: zipfile.ZipFile) -> list[str]:
    """What is wrong with the wheels of any target."""
    root = bundle.namelist()[0].split("/")[0]
    listed = dict(
        line.split("  ", 1)[::-1] for line in bundle.read(f"{root}/isi.sha256").decode().splitlines()
    )
    by_hash = {value: name.removeprefix("wheels/") for name, value in listed.items() if name.endswith(".whl")}
    project = (ROOT / "requirements.lock").read_text("utf-8")
    wrong = []
    for system in _SYSTEMS:
        for python in _PYTHONS:
            name = f"{root}/wheels/{system}-{python}.txt"
            if name not in bundle.namelist():
                print(f"{system}-{python}: not in this bundle")
                continue
            hashes = re.findall("sha256:([0-9a-f]{64})", bundle.read(name).decode())
            wheels = [parse_wheel_filename(by_hash[value]) for value in hashes if value in by_hash]
            there = {name: str(version) for name, version, _, _ in wheels}
            wanted = asked(project, system, python)
            wrong += [
                f"{system}-{python}: {one} {wanted[one]}" for one in wanted if there.get(one) != wanted[one]
            ]
            wrong += [
                f"{system}-{python}: {w[0]} does not run there"
                for w in wheels
                if not runs(w[3], system, python)
            ]
            print(f"{system}-{python}: {len(wheels)} wheels, {len(wanted)} asked for")
    return wrong


def alone() -> list[str]:
    """The start of a command that runs in a network of its own; empty where the system allows none."""
    command = ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    allowed = shutil.which("unshare") and shutil.which("ip")
    return (
        command if allowed and not subprocess.run([*command, "true"], capture_output=True).returncode else []
    )


# Runs inside the network: starts the map, asks for its health, stops it, and prints the answer and what was said.
_ASK = """
import json, os, subprocess, sys, time, urllib.request
started = subprocess.Popen(["sh", "mulai.sh"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
end = time.monotonic() + float(sys.argv[1])
answer = ""
while not answer and started.poll() is None and time.monotonic() < end:
    try:
        answer = urllib.request.urlopen(f"http://127.0.0.1:{os.environ['PORT']}/healthz", timeout=5).read().decode()
    except OSError:
        time.sleep(0.2)
try:
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open("http://192.0.2.1/", timeout=2)
    reached = "a network"
except OSError:
    reached = "nothing"
started.terminate()
print(json.dumps({"answer": answer, "said": started.communicate()[0], "reached": reached}))
"""


def start(folder: Path, python: str, seconds: float) -> tuple[dict, float]:
    """Start the unpacked bundle once with a Python, where there is no network; what came, and in how many seconds."""
    nowhere = "http://127.0.0.1:9"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PIP_")},
        **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), nowhere),
        **{"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1", "PIP_NO_INDEX": "1"},
        **{"PORT": str(free_port()), "PETA_HOME": str(folder / "rumah"), "PETA_PYTHON": python},
    }
    began = time.monotonic()
    command = [*alone(), python, "-c", _ASK, str(seconds)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout), time.monotonic() - began


def try_with(folder: Path, python: str) -> list[str]:
    """Start it twice with one Python; what went wrong."""
    wrong = []
    for which, seconds in (("first", _FIRST), ("second", _SECOND)):
        told, taken = start(folder, python, seconds)
        installs = "Installing packages" in told["said"]
        print(
            f"{python}: {which} start {taken:.0f} s, {'installs' if installs else 'installs nothing'}: {told['answer']}"
        )
        if '"status":"ok"' not in told["answer"]:
            wrong.append(f"{python}, {which} start: {told['said'][-2000:]}")
        if installs is not (which == "first"):
            wrong.append(f"{python}, {which} start: installed when it should not, or did not when it should")
        if alone() and told["reached"] != "nothing":
            wrong.append(f"{python}: there was a network")
    return wrong


def pythons() -> list[str]:
    """The Pythons of this computer that the bundle is for, each that can be run."""
    kept = sorted((Path.home() / ".pyenv" / "versions").glob("*/bin/python3"))
    every = [*(f"python{one}" for one in _PYTHONS), *map(str, kept), sys.executable]
    found: dict[str, str] = {}
    for name in every:
        if shutil.which(name):
            said = subprocess.run(
                [name, "-c", "import sys, ensurepip; print('%d.%d' % sys.version_info[:2])"],
                capture_output=True,
                text=True,
            )
            if said.stdout.strip() in _PYTHONS:
                found.setdefault(said.stdout.strip(), name)
    return [found[one] for one in sorted(found)]


def main() -> int:
    """Look through the newest bundle and start it; 1 with what is wrong."""
    made = sorted((ROOT / "bundle").glob("peta-patuh-*.zip"))
    if not made:
        print("There is no bundle: make bundle first.")
        return 1
    with zipfile.ZipFile(made[-1]) as bundle:
        wrong = look_through(bundle)
    print(
        "in a network of its own"
        if alone()
        else "no network of its own allowed: without index, proxies to nowhere"
    )
    with tempfile.TemporaryDirectory() as aside:
        for python in pythons():
            if not list(Path(aside).iterdir()):
                subprocess.run([python, "-m", "zipfile", "-e", str(made[-1]), aside], check=True)
            (folder,) = Path(aside).iterdir()
            wrong += try_with(folder, python)
    print(f"{made[-1].name}: {made[-1].stat().st_size / 1e6:,.0f} MB; {len(wrong)} wrong", *wrong, sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
