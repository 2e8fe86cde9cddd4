"""The command `python -m geo.build SOURCE`."""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from data.words import LANGUAGES, Problem, Words
from geo.boundaries import EMBEDDED
from geo.build.pipeline import Options, build, write_any
from geo.build.readings import SYSTEMS, Columns
from geo.build.source import Limits

_REFUSED, _TIMED_OUT = 1, 3
_GRACE = 10.0
_GIGABYTES = 4
_USED = Path("/proc/self/statm")
_TOO_LARGE = "Lapisan ini memerlukan lebih dari {gigabytes} GB memori. Potong atau sederhanakan dulu."


def main(arguments: Sequence[str]) -> int:
    """Build, print the report, and return 0; 1 with the reason when the source is refused.

    A step inside GEOS cannot be interrupted, so a watchdog ends the process (3) some seconds
    after the limit that is checked between the steps.
    """
    words = Words(_language(arguments))
    given = _parser(words).parse_args(arguments)
    watchdog = threading.Timer(given.max_seconds + _GRACE, _give_up, [given.out, given.max_seconds, words])
    watchdog.daemon = True
    watchdog.start()
    try:
        with _little_memory():
            report = (write_any if given.any else build)(given.source, given.out, _options(given))
    except Problem as problem:
        print(words.explain(problem), file=sys.stderr)
        return _REFUSED
    except MemoryError:
        print(words(_TOO_LARGE, gigabytes=_GIGABYTES), file=sys.stderr)
        return _REFUSED
    finally:
        watchdog.cancel()
    print(report.text(words.language))
    return 0


@contextmanager
def _little_memory() -> Iterator[None]:
    """Within the block the process gets at most _GIGABYTES more of memory: a small file can unpack to a great one."""
    if not _USED.exists():
        yield
        return
    used = int(_USED.read_text().split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = used + _GIGABYTES * 2**30
    resource.setrlimit(
        resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
    )
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _language(arguments: Sequence[str]) -> str:
    """The language has to be known before there is a parser, for its help."""
    for before, after in pairwise(arguments):
        if before == "--lang" and after in LANGUAGES:
            return after
    return "id"


def _give_up(out: Path, seconds: float, words: Words) -> None:
    print(
        words(
            "Pembuatan batas wilayah melewati {seconds} detik dan dihentikan.", seconds=words.number(seconds)
        ),
        file=sys.stderr,
    )
    for aside in out.glob(".boundaries-*"):
        shutil.rmtree(aside, ignore_errors=True)
    os._exit(_TIMED_OUT)


def _parser(words: Words) -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(prog="python -m geo.build", description=words(_ABOUT))
    command.add_argument("source", type=Path, help=words("lapisan: .gpkg, .shp, .fgb, .geojson"))
    for flag, kind, default, text in _SETTINGS:
        command.add_argument(flag, type=kind, default=default, help=words(text).replace("%", "%%"))
    command.add_argument("--level", choices=("kecamatan", "region"), default="kecamatan", help=words(_LEVEL))
    command.add_argument(
        "--system", choices=SYSTEMS, help=words("sistem kode empat angka, bila tidak terbukti sendiri")
    )
    command.add_argument(
        "--partial", action="store_true", help=words("buat yang ada saja bila ada wilayah yang kurang")
    )
    command.add_argument(
        "--any", action="store_true", help=words("wilayah mana pun, kode apa adanya, satu tingkat")
    )
    command.add_argument("--lang", choices=LANGUAGES, default="id", help=words("bahasa laporan"))
    return command


_ABOUT = "Membuat berkas batas wilayah dari sebuah lapisan, beserta laporan apa yang diubah."
_LEVEL = "isi lapisan: kecamatan (kedua tingkat dibuat darinya) atau kabupaten/kota"
_SETTINGS: tuple[tuple[str, type, object, str], ...] = (
    ("--out", Path, EMBEDDED.parent, "folder hasil"),
    ("--tolerance", float, Options.tolerance, "toleransi penyederhanaan dalam meter"),
    ("--gap", float, Options.gap, "lebar celah terbesar yang ditutup, dalam meter"),
    ("--drop-parts", float, 0.0, "buang pulau yang lebih kecil dari ini (km2)"),
    ("--code", str, None, "kolom kode"),
    ("--name", str, None, "kolom nama"),
    ("--region", str, None, "kolom kode atau nama kabupaten/kota (lapisan kecamatan)"),
    ("--crs", str, None, "CRS sumber, misalnya EPSG:32748"),
    ("--layer", str, None, "nama lapisan di dalam berkas"),
    ("--encoding", str, None, "pengodean teks bila salah terbaca, misalnya cp1252"),
    ("--credit", str, None, "baris kredit sumber; tanpa ini nama berkasnya"),
    ("--max-mb", float, Limits.megabytes, "batas besar berkas (MB)"),
    ("--max-seconds", float, Limits.seconds, "batas waktu (detik)"),
)


def _options(given: argparse.Namespace) -> Options:
    return Options(
        level=given.level,
        columns=Columns(given.code, given.name, given.region, given.system),
        crs=given.crs,
        layer=given.layer,
        encoding=given.encoding,
        tolerance=given.tolerance,
        gap=given.gap,
        drop_parts=given.drop_parts,
        partial=given.partial,
        credit=given.credit,
        limits=Limits(megabytes=given.max_mb, seconds=given.max_seconds),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
