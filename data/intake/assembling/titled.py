"""What a list says above its table, or in its sheet's name, instead of in a column: the month, the year, the region."""

from __future__ import annotations

import re

from data.intake.assembling.gathering import Context
from data.intake.finding import Block, month_of_texts, year_in
from data.intake.values import as_month, months_named, read_place

_TITLE_REGION = re.compile(r"\b(?:kabupaten|kab\.?|kota(?:madya)?|kodya|pemkab|pemkot|wilayah)\b", re.I)
# A month that belongs to a day ("posisi 31 Agustus") is not the month of the list.
_DAY = re.compile(r"\b\d{1,2}[\s-]+[a-z]+", re.I)
_POSITION = re.compile(
    r"\b(?:posisi|keadaan|per|s\.?\s?d\.?|sampai(?: dengan)?|hingga)\s*:?\s*(?:tanggal|tgl\.?)?\s*\d{1,2}\s+([a-z]{3,9}\.?\s+\d{4})",
    re.I,
)
_NOT_REGION = re.compile(r"kantor|cabang|bpjs", re.I)
_AFTER_REGION = re.compile(
    r"(?<!\s)\s++(?:tahun|bulan|bln|periode|blth|triwulan|semester|per\b|s\.?d\.?|posisi|di\b|dan\b|se[-\s]|yang\b|oleh\b|[-–(\d]).*$",
    re.I,
)
# A kabupaten or kota by its name, and nothing else: only that says that a list is of another region.
_ELSEWHERE = re.compile(r"(?:kabupaten|kab\.?|kota|pemkab|pemkot)\s+[a-z]{3,}(?:\s+[a-z]{3,})?", re.I)


def title_month(block: Block, context: Context) -> tuple[str, str]:
    """The month of a block whose rows do not say it, and the note that tells where it stood; ("", "") for none.

    A sheet called "Agt" is August of the one year that the titles, or the file's name, say.
    """
    for texts, note in ((block.titles, "month_from_title"), ([block.sheet.name], "month_from_sheet")):
        month = month_of_texts(texts)
        if not month:
            named = {number for text in texts for number in months_named(_DAY.sub(" ", text))}
            month = as_month(title_year(block, context), named.pop()) if len(named) == 1 else ""
        if month and month <= f"{context.today:%Y-%m}":
            return month, note
    return "", ""


def position_month(block: Block, context: Context) -> str:
    """The month of the day up to which the titles say that people were counted ("s.d. 31 Agustus 2026"), "" for none."""
    found = {month_of_texts([match]) for text in block.titles for match in _POSITION.findall(text)} - {""}
    month = found.pop() if len(found) == 1 else ""
    return month if month <= f"{context.today:%Y-%m}" else ""


def title_year(block: Block, context: Context) -> int:
    """The one year that the titles say, else the sheet's name, else the file's name; 0 for none."""
    return year_in(" ".join(block.titles)) or year_in(block.sheet.name) or year_in(context.file)


def title_region(block: Block) -> str:
    """The code of the one region that the titles or the sheet's name say the list is of, "" for none."""
    named = {code for regions in _named(block) for code in regions}
    return named.pop() if len(named) == 1 else ""


def title_elsewhere(block: Block, area: frozenset[str]) -> bool:
    """Whether the titles name a region, and none of `area`."""
    named = _named(block)
    return bool(named) and not any(set(regions) & area for regions in named)


def _named(block: Block) -> list[tuple[str, ...]]:
    """For each title that names a region: the codes of it, none for a region that is not on the map."""
    found = []
    for text in (*block.titles, block.sheet.name):
        match = _TITLE_REGION.search(text)
        if _NOT_REGION.search(text) or not (match or text == block.sheet.name):
            continue
        named = text[match.start() :] if match else text
        named = _AFTER_REGION.sub("", re.sub(r"\bwilayah\b", "", named, flags=re.I).strip()).strip(" :,-")
        place = read_place(named)
        if len(place.regions) == 1 or (place.elsewhere and _ELSEWHERE.fullmatch(named)):
            found.append(place.regions)
    return found
