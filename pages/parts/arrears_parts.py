"""What ageing classes and scales are called, and the arrears by ageing class."""

from __future__ import annotations

from html import escape

from data.vocabulary import AGEING
from data.words import Words
from pages.session import Place
from pages.templates import AGEING_NAMES


def ageing(place: Place, words: Words) -> str:
    """A bar a class with its rupiah and its share; what is hidden says so."""
    values = {name: place.value(f"arrears_{name}_rp") for name in AGEING}
    top = max([value for value in values.values() if value] or [0])
    total = place.value("ledger_arrears_rp")
    rows = "".join(_bar(name, value, top, total, words) for name, value in values.items())
    heading = escape(words("Menurut umur tunggakan"))
    said = words.rupiah(total) if total is not None else words("disembunyikan")
    foot = f"<li><span><b>{escape(words('Jumlah'))}</b></span><span></span><b>{escape(said)}</b></li>"
    return (
        f'<section class="peta-changes"><h2>{heading}</h2><ol class="peta-funnel">{rows}{foot}</ol></section>'
    )


def _bar(name: str, value: float | None, top: float, total: float | None, words: Words) -> str:
    title = escape(words(AGEING_NAMES[name]))
    if value is None:
        return f"<li><span>{title}</span><em>{escape(words('disembunyikan'))}</em></li>"
    share = words.percent(100 * value / total, 1) if total else ""
    return (
        f'<li><span>{title}</span><i style="--share:{value / top if top else 0:.3f}"></i>'
        f"<b>{escape(words.rupiah(value))}</b><small>{escape(share)}</small></li>"
    )
