"""What a map shows, gathered for its files: of published figures, or of a ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from data import law
from data.access import why
from data.months import month_end
from data.places import ALL, title
from data.queries import Reading
from data.words import Words
from pages import session, widgets
from pages.map.files import Taken, ranked
from pages.map.kecamatan import Fine, painted
from pages.map.ledger_values import Question
from pages.map.painted import Mapped, painting
from pages.templates import FLAGS
from pages.view import View

_FIELDS = {"segment": "segmen", "sector": "sektor", "scale": "skala", "office": "kantor"}


def published_taken(view: View, found: Mapped, heading: tuple[str, str, str], notes: Sequence[str], words: Words) -> Taken:  # fmt: skip
    """The map of published figures; each value with its own date and source."""
    rows = found.rows.assign(
        classed=found.classed,
        suppressed="",
        source=[_source(one) for one in found.rows["source"].fillna("")],
        flags=[_flags(one, words) for one in found.rows["flags"].fillna("")],
        as_of=found.rows["as_of"].fillna(""),
    )
    about = [
        (words("Tempat"), _area(view.area, words)),
        (words("Diketahui per"), words.date(view.known_on(date.today()))),
        *widgets.address_rows(view, words),
    ]
    paint = painting(view, found, words, "light")
    rows = ranked(rows.assign(dated=rows["as_of"]))
    notes = [*notes, words("Sumber: berita dan laman publik, satu per wilayah dalam tabelnya.")]
    return Taken(found, found.classes, paint, rows, heading, notes, about, dated="text", simulated=False)


def _source(key: str) -> str:
    return " – ".join(part for part in session.source_parts(key) if part) if key else ""


def _flags(text: str, words: Words) -> str:
    return ", ".join(words(FLAGS[flag]) for flag in text.split(";") if flag in FLAGS)


def _area(area: str, words: Words) -> str:
    return words("Semua wilayah") if area == ALL else title(area)


def ledger_taken(
    view: View,
    asked: Question,
    found: Reading,
    shown: Mapped,
    layer: Fine | None,
    heading: tuple[str, str, str],
    notes: Sequence[str],
    words: Words,
) -> Taken:
    """The map of a ledger as this reader sees it, of regions or of kecamatan."""
    paint = painting(view, shown, words, "light")
    if layer is not None:
        paint = painted(layer, asked, shown, paint, words)
    rows = _regions(shown) if layer is None else _kecamatan(layer, asked, found)
    known = law.at(asked.month)
    rows = rows.assign(
        suppressed=[why(one, words, known) if one else "" for one in rows["suppressed"]],
        as_of=asked.month,
        dated=pd.Timestamp(month_end(asked.month)),
        source=_ledger(found, words),
        flags="",
    )
    if asked.compare:  # the value is a difference: the parts of one end would explain another number
        rows = rows.assign(numerator=float("nan"), denominator=float("nan"))
    classes = shown.classes if layer is None else layer.classes
    notes = [*notes, words("Sumber: {source}.", source=_ledger(found, words))]
    return Taken(
        shown, classes, paint, ranked(rows), heading, notes, _about(view, asked, found, words), dated="date",
        simulated=found.release.simulated, fine=layer is not None,
    )  # fmt: skip


def _regions(shown: Mapped) -> pd.DataFrame:
    return shown.rows.assign(classed=shown.classed)


def _kecamatan(layer: Fine, asked: Question, found: Reading) -> pd.DataFrame:
    """The kecamatan of the area, also those of which nothing is known."""
    names = session.kecamatan_names()
    values = found.values(asked.about, asked.month, "kecamatan", asked.filters).set_index("kecamatan")
    values = values[~values.index.duplicated()].reindex(list(layer.numbers))
    return pd.DataFrame({
        "code": list(layer.numbers),
        "name": [f"{names[code]}, {session.area_name(code[:5])}" for code in layer.numbers],
        "value": list(layer.numbers.values()),
        "classed": list(layer.numbers.values()),
        "numerator": values["numerator"].to_numpy(),
        "denominator": values["denominator"].to_numpy(),
        "suppressed": values["suppressed"].fillna("").to_numpy(),
    })  # fmt: skip


def _ledger(found: Reading, words: Words) -> str:
    name = words("Simulasi") if found.release.simulated else words("Data sendiri")
    return words("{name}, rilis {number}", name=name, number=words.number(found.release.number))


def _about(view: View, asked: Question, found: Reading, words: Words) -> list[tuple[str, str]]:
    said = [(words("Tempat"), _area(asked.area, words)), (words("Per"), words.date(month_end(asked.month)))]
    if asked.compare:
        said.append((words("Dibandingkan dengan"), words.date(month_end(asked.compare))))
    said += [*widgets.release_rows(found, words), *_filtered(asked, words)]
    denominators = found.values(asked.about, asked.month, "region", asked.filters)["denominator_source"]
    sources = sorted({one for cell in denominators.fillna("") for one in str(cell).split(";") if one})
    if sources:
        said.append((words("Sumber penyebut"), "; ".join(_source(one) for one in sources)))
    return [*said, *widgets.address_rows(view, words)]


def _filtered(asked: Question, words: Words) -> list[tuple[str, str]]:
    what = [
        f"{words(_FIELDS[name])} {_value(name, one, words)}"
        for name, values in asked.filters
        for one in values
    ]
    return [(words("Disaring"), ", ".join(what))] if what else []


def _value(name: str, value: str, words: Words) -> str:
    if name == "sector":
        return session.sector_name(value, words)
    return session.area_name(value) if name == "office" else value
