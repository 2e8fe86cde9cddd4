"""What stands on a page: every table with its heads, rows and total, wherever a component has put it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

# Tables lie in the page itself and in the shadow trees of components.
_TABLES = """
() => {
  const found = [];
  const walk = (root) => {
    for (const table of root.querySelectorAll('table')) {
      const text = (cell) => (cell.firstChild && cell.querySelector('small') ? cell.firstChild.textContent : cell.textContent).trim();
      const rows = (part) => [...table.querySelectorAll(part + ' tr')].map((tr) => [...tr.children].map(text));
      const nav = table.closest('.listing')?.querySelector('nav');
      found.push({ caption: table.querySelector('caption')?.textContent || '', heads: rows('thead')[0] || [],
                   rows: rows('tbody'), total: rows('tfoot')[0] || [], paged: !!nav });
    }
    for (const node of root.querySelectorAll('*')) if (node.shadowRoot) walk(node.shadowRoot);
  };
  walk(document);
  return found;
}
"""
_SHORT = {
    "ribu": 10**3,
    "juta": 10**6,
    "miliar": 10**9,
    "triliun": 10**12,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_NUMBER = re.compile(r"([+−±-]?)(?:Rp)?(\d{1,3}(?:\.\d{3})*|\d+)(?:,(\d+))?(?:\s(ribu|juta|miliar|triliun))?")
NAMED = re.compile(r"SIM\d{7}|SIM-\d{6}|SIM-K-\d+|(?:PT|CV|UD|Koperasi|Yayasan|BUMD|BUMN|Firma) Simulasi \w+")


@dataclass(frozen=True)
class Table:
    """One table as texts. `paged`: there are more rows than these."""

    caption: str
    heads: list[str]
    rows: list[list[str]]
    total: list[str]
    paged: bool


def tables(page: Page) -> list[Table]:
    """Every table that is on the page now."""
    return [Table(**one) for one in page.evaluate(_TABLES)]


def number(text: str) -> tuple[float, float] | None:
    """A count or rupiah in Indonesian form, and how far it may be off since it was written short; None for others.

    Of millions that is one unit of the last digit: parts of a chart, which are all in millions, are rounded so that they
    add up to what they lead to. Everything else is written to the nearest hundredth.
    """
    found = _NUMBER.fullmatch(text.replace("\u00a0", " ").strip())
    if not found:
        return None
    sign, whole, part, scale = found.groups()
    unit = _SHORT.get(scale or "", 1)
    value = float(f"{whole.replace('.', '')}.{part or 0}") * unit * (-1 if sign in ("−", "-") else 1)
    if scale == "juta":
        return value, unit / 10 ** len(part or "")
    return value, 0.005 * unit if scale else 0.0


def disagreements(table: Table) -> Iterator[str]:
    """The columns whose total is not the sum of the rows above it."""
    for at, said in enumerate(table.total[1:], 1):
        total = number(said)
        parts = [number(row[at]) for row in table.rows if at < len(row)]
        if total is None or any(part is None for part in parts):
            continue  # a dash, a hidden cell, a percentage: nothing that adds up
        known = [part for part in parts if part is not None]
        apart = abs(sum(value for value, _ in known) - total[0])
        if apart > sum(slack for _, slack in known) + total[1] + 1e-6:
            yield f"{table.caption[:50]} / {table.heads[at]}: {said} is not the sum of its {len(known)} rows"


def rows_of_csv(path: Path) -> list[dict[str, str]]:
    """The rows of an export."""
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))
