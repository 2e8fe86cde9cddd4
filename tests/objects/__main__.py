"""`make objects`: a home in object storage does what a folder does, or refuses it in a sentence; two processes share one.

The storage is moto's server on loopback. It answers as S3 does, in one process and from memory: that two conditional
puts at the same moment leave one winner it does not prove, since it has no copies of an object that could disagree. What
a folder does then `make crash` proves; of S3, Azure and Google it is their own word (docs/deploy.md).
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from data.words import Problem, Words
from tests.objects.bucket import bucket
from tests.objects.doors import DEEDS
from tests.objects.keeping import Refused, command, copied, damaged, discarded, pages, restored
from tests.objects.processes import of_processes

# What object storage refuses, and what the sentence must say.
REFUSED = {
    "restore": "salin isi folder itu ke alamat yang kosong",
    "digests as files": "PETA_HOME sebuah folder",
    "delete a damaged simulation": "Hapus folder atau alamat itu dengan tangan",
}


@dataclass(frozen=True)
class Outcome:
    """What a deed found, or the sentence with which it was refused."""

    found: Any
    refused: str = ""


def outcome(deed: Callable[[str], Any], home: str) -> Outcome:
    """Do it; whatever is no refusal in a sentence of ours is an error of the trial."""
    try:
        return Outcome(deed(home))
    except Problem as problem:
        return Outcome(None, Words("id").explain(problem))
    except Refused as refused:
        return Outcome(None, str(refused))


def kept(folder: Path, remove: Callable[[str], None], name: str) -> dict[str, Callable[[str], Any]]:
    """The deeds that follow those of the doors, in their order; a home's copy lies in `folder` under its `name`."""
    return {
        "every page, two roles": pages,
        "backup to a folder": partial(copied, aside=folder / f"cadangan-{name}"),
        "restore": partial(restored, aside=folder / f"cadangan-{name}"),
        "make backup": command("data.backup", str(folder / f"lagi-{name}")),
        "make person": command("pages.people", "c@kantor.go.id", "--role", "publik"),
        "digests as files": command("pages.digest", "--data", "simulasi"),
        "a file that is gone": partial(damaged, remove=remove),
        "delete a damaged simulation": discarded,
    }


def compared(of_folder: Outcome, of_objects: Outcome, name: str) -> tuple[bool, str]:
    """Whether object storage did as it must, and what is said of it."""
    if wanted := REFUSED.get(name):
        right = not of_folder.refused and wanted in of_objects.refused
        return right, f"refuses: {of_objects.refused or 'NO, IT DID SOMETHING'}"
    if of_folder.refused or of_objects.refused:
        return False, f"folder: {of_folder.refused or 'works'}; objects: {of_objects.refused or 'works'}"
    same = of_folder.found == of_objects.found
    return same, "as on a folder" if same else f"DIFFERS: {difference(of_folder.found, of_objects.found)}"


def difference(one: Any, other: Any, where: str = "") -> str:
    """The first place at which two findings differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        pairs = [(f"{where}/{key}", one.get(key), other.get(key)) for key in {**one, **other}]
    elif isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        pairs = [(f"{where}[{at}]", *pair) for at, pair in enumerate(zip(one, other, strict=True))]
    else:
        return f"{where}: {one!r:.300} / {other!r:.300}"
    return next(difference(a, b, place) for place, a, b in pairs if a != b)


def of_doors(folder: Path, storage: Any) -> Iterator[tuple[bool, str, str]]:
    """Every deed on both homes, one after the other."""
    twin = str(folder / "rumah")
    on_folder = {**DEEDS, **kept(folder, lambda name: (folder / "rumah" / name).unlink(), "folder")}
    on_objects = {**DEEDS, **kept(folder, storage.remove, "objek")}
    for name, deed in on_folder.items():
        yield name, *compared(outcome(deed, twin), outcome(on_objects[name], storage.home), name)


def main() -> int:
    """Try the doors, then the processes; 1 where something is not as it should be."""
    right = True
    with tempfile.TemporaryDirectory() as folder:
        with bucket() as storage:
            os.environ.update(storage.settings)
            for name, ok, said in of_doors(Path(folder), storage):
                print(f"{'ok ' if ok else 'NOT'} {name:38} {said}", flush=True)
                right &= ok
        for trial in of_processes():
            print(f"{'ok ' if trial.holds else 'NOT'} {trial.what:38} {trial.said}", flush=True)
            right &= trial.holds
    print("object storage does as a folder, or says why not" if right else "NOT AS IT SHOULD BE")
    return int(not right)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # Streamlit's threads would be waited for
