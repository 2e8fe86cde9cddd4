"""What a layer may hold at most, and how it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from data.words import Problem

MOST_COLUMNS = 1_000
"""More columns than any office's layer has; a hostile one gives each row columns of its own."""


class UnusableSource(Problem):
    """A layer, or something in it, that the builder refuses: what, where, and what to do."""


@dataclass(frozen=True)
class Limits:
    """How much the builder takes on: bytes on disk, features, vertices, seconds."""

    megabytes: float = 500
    features: int = 100_000
    vertices: int = 10_000_000
    seconds: float = 300


def damaged(file: str, detail: str) -> UnusableSource:
    """The refusal of a file that breaks off or contradicts itself; `detail` is what its reader said."""
    return UnusableSource(
        "Berkas {file} rusak atau tidak lengkap ({detail}). Minta salinan yang utuh.",
        file=file,
        detail=detail,
    )


def too_many_vertices(file: str, count: int, most: int) -> UnusableSource:
    """The refusal of a layer with more corners than may be."""
    return UnusableSource(
        "Berkas {file} berisi {count} titik, batasnya {limit}. Sederhanakan dulu atau potong ke "
        "wilayah yang diperlukan.",
        file=file,
        count=count,
        limit=most,
    )


def too_many_rows(file: str, count: int, limits: Limits) -> UnusableSource:
    """The refusal of a layer with more rows than may be."""
    return UnusableSource(
        "Berkas {file} berisi {count} baris, batasnya {limit}. Potong ke wilayah yang diperlukan.",
        file=file,
        count=count,
        limit=limits.features,
    )


def too_many_columns(file: str) -> UnusableSource:
    """The refusal of a layer with more columns than any office has."""
    return UnusableSource(
        "Berkas {file} berisi lebih dari {limit} kolom. Sisakan kolom kode dan nama saja.",
        file=file,
        limit=MOST_COLUMNS,
    )
