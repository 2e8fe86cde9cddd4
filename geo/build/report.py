"""What the builder of the boundaries changed, left out and found: for people and for programs.

Every sentence is an Indonesian message id with `{placeholders}`, as everywhere; values stay raw
until a language is chosen, so that 1234.5 is written 1.234,5 or 1,234.5.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from data.parsing import shown
from data.words import Words

Kind = Literal["repaired", "left out", "noted"]
_HEADINGS: dict[Kind, str] = {
    "repaired": "Yang diperbaiki",
    "left out": "Yang tidak dipakai",
    "noted": "Catatan",
}
_LISTED = 10  # names in a sentence; a layer of the whole country has hundreds


def listed(names: Iterable[object], limit: int = _LISTED) -> str:
    """Names for a sentence, each cut to a safe length; beyond `limit` only how many more.

    >>> listed(["a", "b", "c"], limit=2)
    'a; b; … (+1)'
    """
    texts = [shown(name) for name in names]
    return "; ".join(texts[:limit]) + (f"; … (+{len(texts) - limit})" if len(texts) > limit else "")


@dataclass(frozen=True)
class Finding:
    """A thing that the builder did or saw. `template` is an Indonesian message id."""

    kind: Kind
    template: str
    values: dict[str, Any]

    def sentence(self, words: Words) -> str:
        """The sentence in one language."""
        return words(self.template).format(**{k: _written(v, words) for k, v in self.values.items()})


@dataclass(frozen=True)
class AreaLine:
    """Areas of one region in km2: in the source, as built, and the official one (None: not known)."""

    code: str
    name: str
    source_km2: float
    built_km2: float
    official_km2: float | None

    @property
    def change_pct(self) -> float:
        """What simplifying changed, in percent of the source's area."""
        return (self.built_km2 / self.source_km2 - 1) * 100

    @property
    def official_pct(self) -> float | None:
        """How far the built area is from the official one, in percent of the official."""
        return None if self.official_km2 is None else (self.built_km2 / self.official_km2 - 1) * 100


@dataclass
class Report:
    """The story of one build: what came in, what was done about it, what went out.

    `source` and `result` hold plain facts (file name, sha256, counts, vertices, bytes);
    `kecamatan_change_pct` is the mean and the largest change of a kecamatan's area.
    """

    source: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    areas: list[AreaLine] = field(default_factory=list)

    def repaired(self, template: str, **values: Any) -> None:
        """Something in the source that was mended."""
        self.findings.append(Finding("repaired", template, values))

    def left_out(self, template: str, **values: Any) -> None:
        """Something in the source that is not in the result."""
        self.findings.append(Finding("left out", template, values))

    def noted(self, template: str, **values: Any) -> None:
        """Something to know about the result."""
        self.findings.append(Finding("noted", template, values))

    def text(self, language: str = "id") -> str:
        """The report for people, in one language."""
        words = Words(language)
        lines = [words("Laporan pembuatan batas wilayah"), ""]
        lines += [
            f"{words(_LABELS[k])}: {_written(v, words)}" for k, v in self.source.items() if k in _LABELS
        ]
        for kind, heading in _HEADINGS.items():
            sentences = [finding.sentence(words) for finding in self.findings if finding.kind == kind]
            lines += ["", words(heading), *(f"- {text}" for text in sentences or [words("tidak ada")])]
        lines += ["", words("Hasil")]
        lines += [
            f"{words(_LABELS[k])}: {_written(v, words)}" for k, v in self.result.items() if k in _LABELS
        ]
        return "\n".join([*lines, *self._area_lines(words), ""])

    def _area_lines(self, words: Words) -> list[str]:
        if not self.areas:
            return []
        heading = words(
            "Luas (km2): kode, nama, hasil, perubahan oleh penyederhanaan, selisih dari luas resmi"
        )
        return ["", heading, *(_area_line(area, words) for area in self.areas)]

    def as_json(self) -> str:
        """The report for programs: the same facts, each sentence in both languages."""
        findings = [
            {**asdict(finding), "id": finding.sentence(Words("id")), "en": finding.sentence(Words("en"))}
            for finding in self.findings
        ]
        areas = [
            {**asdict(area), "change_pct": area.change_pct, "official_pct": area.official_pct}
            for area in self.areas
        ]
        whole = {"source": self.source, "findings": findings, "result": self.result, "areas": areas}
        return json.dumps(whole, ensure_ascii=False, indent=1, default=str) + "\n"

    def write(self, stem: Path) -> tuple[Path, Path]:
        """`<stem>.json`, and `<stem>.txt` in Indonesian and then English."""
        as_json, as_text = stem.with_suffix(".json"), stem.with_suffix(".txt")
        as_json.write_text(self.as_json(), encoding="utf-8")
        as_text.write_text(f"{self.text('id')}\n{'=' * 72}\n\n{self.text('en')}", encoding="utf-8")
        return as_json, as_text


# How the facts of `source` and `result` are called in the report for people; the others are for programs only.
_LABELS = {
    "file": "Berkas sumber",
    "sha256": "Sidik SHA-256",
    "format": "Format",
    "layer": "Lapisan",
    "crs": "CRS",
    "features": "Jumlah baris",
    "source_vertices": "Jumlah titik",
    "tolerance_m": "Toleransi penyederhanaan (m)",
    "regions": "Kabupaten/kota",
    "kecamatan": "Kecamatan",
    "region_vertices": "Titik pada kabupaten/kota",
    "kecamatan_vertices": "Titik pada kecamatan",
    "bytes": "Besar berkas (bita)",
    "kecamatan_mean_change_pct": "Perubahan luas kecamatan, rata-rata (%)",
    "kecamatan_max_change_pct": "Perubahan luas kecamatan, terbesar (%)",
    "credit": "Baris kredit",
}


def _area_line(area: AreaLine, words: Words) -> str:
    official = words("tidak diketahui") if area.official_pct is None else words.percent(area.official_pct)
    built, change = words.number(area.built_km2, 1), words.percent(area.change_pct)
    return f"{area.code}  {shown(area.name)}: {built}; {change}; {official}"


def _written(value: Any, words: Words) -> str:
    """A value in a sentence: numbers as the language writes them, everything else as it is."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    return words.number(value, 0 if isinstance(value, int) else 2)
