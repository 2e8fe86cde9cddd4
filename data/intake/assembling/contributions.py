"""Months of contributions: a row per employer and month, or months across.

A correction brings a published month again, with whole rows, with rows below zero, or by divisions of one employer;
what is meant is asked once, for the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.intake.assembling.gather import Call, Context, Gathering, amounts, days
from data.intake.assembling.twins import settle_twins
from data.intake.finding import Block, Column, month_of_texts, year_in
from data.intake.register import Employer
from data.intake.report import Question, Record, Table
from data.intake.values import Months, as_month, is_empty, read_npp, read_place, text_of

PROGRAMMES = ("jkk", "jkm", "jht", "jp")
DUES = tuple(f"due_{p}" for p in PROGRAMMES)
PAIDS = tuple(f"paid_{p}" for p in PROGRAMMES)
_AMOUNTS = ("workers", "wages", *DUES, "due", *PAIDS, "paid")
_CORRECTIONS = (
    ("replace", "Ganti bulan pemberi kerja ini; yang lain tetap"),
    ("replace_all", "Ganti seluruh bulan itu; yang tidak ada di berkas dihapus"),
    ("add", "Tambahkan hanya pemberi kerja yang belum ada"),
    ("difference", "Baris ini selisih: jumlahkan dengan yang terbit"),
)


def contributions(blocks: Sequence[Block], context: Context) -> Table:
    """The table of all blocks of months. Asks: correction, negative_rows, division, duplicate, no_pay_day,
    blank_meaning, unit."""
    records: list[Record] = []
    given: set[str] = set()
    for block in blocks:
        gathering = Gathering.of(block, context)
        across = any(column.month for column in block.columns)
        made = _across(gathering) if across else _down(gathering)
        given |= set(gathering.given)
        records += made
    _ask_units(blocks, records, context)
    records = _settled(records, blocks, context)
    _ask_no_day(records, given, context)
    _ask_correction(records, blocks, context)
    columns = [name for name in ("workers", "wages", *DUES, *PAIDS) if name in given]
    dues = ["due"] if given & {*DUES, "due"} else []
    paids = ["paid"] if given & {*PAIDS, "paid"} else []
    tail = ["paid_on"] if "paid_on" in given or any(record.values.get("paid_on") for record in records) else []
    return Table("contributions", ("npp", "blth", *columns, *dues, *paids, *tail), records)


def _down(gathering: Gathering) -> list[Record]:
    """A row per employer and month."""
    block = gathering.block
    _read_npps(gathering)
    _read_months(gathering)
    negative = _has_negative_rows(gathering)
    people, money = amounts(gathering, block.all("workers"), people=True, negative=negative), None
    gathering.read("workers", people)
    for name in ("wages", *DUES, "due", *PAIDS, "paid"):
        if block.first(name):
            money = amounts(gathering, block.all(name), negative=negative)
            gathering.read(name, money)
    gathering.read("paid_on", days(gathering, "paid_on"))
    gathering.read("division", Call(read_text_plain))
    for record in gathering.records:
        record.values["_division"] = record.values.pop("division", None) or record.values.get("_division", "")
    _total(gathering)
    _ask_blank(gathering)
    _check(gathering)
    return gathering.records


def read_text_plain(cell: object) -> Any:
    """A division's number as text, "" for the main one."""
    from data.intake.values import Reading

    text = "" if is_empty(cell) else text_of(cell).zfill(3)
    return Reading("" if text.strip("0") == "" else text)


def _read_npps(gathering: Gathering) -> None:
    """The employer number of each record, and the employer that the register knows by it."""
    column = gathering.block.first("npp")
    if column is None:
        return
    gathering.read_column(column, "npp", Call(read_npp), gathering.records, gathering.cells(column), required=True)
    cells = gathering.cells(column)
    for record, cell in zip(gathering.records, cells, strict=True):
        if record.values["npp"] is None:
            continue
        number, division = record.values["npp"]
        record.values |= {"npp": number, "_division": "" if division.strip("0") == "" else division}
        settle_employer(gathering, record, column, cell, number)


def settle_employer(gathering: Gathering, record: Record, column: Column, cell: object, npp: str) -> Employer | None:
    """The employer of an NPP. Errors: bad_npp (zeros put back in vain), unknown_employer, outside_area."""
    context = gathering.context
    employer = context.register.by_npp.get(npp)
    if employer is None:
        short = isinstance(cell, (int, float)) or len(text_of(cell).replace(" ", "")) < 8
        gathering.wrong("bad_npp" if short else "unknown_employer", record, column, cell)
    elif employer.region and employer.region not in context.area:
        gathering.wrong("outside_area", record, column, cell)
    return employer


def _read_months(gathering: Gathering) -> None:
    block = gathering.block
    if gathering.read("blth", Months(gathering.context.today)):
        return
    month, note = title_month(block, gathering.context)
    if month:
        gathering.found.note(note, gathering.sheet)
        gathering.given.append("blth")
        for record in gathering.records:
            record.values["blth"] = month
        return
    question = gathering.context.ask(
        Question(
            "missing_column",
            "Berkas ini tidak menyebut bulan iurannya (BLTH). Bulan yang mana?",
            gathering.sheet,
            blocks="file",
            key="blth",
        )
    )
    for record in gathering.records:
        record.values["blth"] = question.answer
        record.waits.append(question)


def title_month(block: Block, context: Context) -> tuple[str, str]:
    """The month of a block whose rows do not say it, and the note that tells where it stood; ("", "") for none."""
    for texts, note in ((block.titles, "month_from_title"), ([block.sheet.name], "month_from_sheet")):
        month = month_of_texts(texts)
        if month and month <= f"{context.today:%Y-%m}":
            return month, note
    return "", ""


def _has_negative_rows(gathering: Gathering) -> bool:
    """Whether whole rows are below zero, as corrections are: workers, wages and dues together."""
    columns = [c for name in ("workers", "wages", *DUES, "due") for c in gathering.block.all(name)]
    looks = [gathering.cells(column) for column in columns]
    for cells in zip(*looks, strict=True) if len(looks) > 1 else ():
        signs = [str(cell).strip().startswith(("-", "(", "−")) for cell in cells if not is_empty(cell) and str(cell).strip() not in ("-", "–")]
        if len(signs) > 1 and sum(signs) * 2 > len(signs):
            return True
    return False


def _total(gathering: Gathering) -> None:
    """due and paid as one amount: the sum of the programmes, or what the file gives where it has no split."""
    for parts, whole in ((DUES, "due"), (PAIDS, "paid")):
        split = [name for name in parts if name in gathering.given]
        if not split:
            continue
        control = gathering.block.first(whole) if whole == "due" or "paid" in gathering.given else None
        cells = gathering.cells(control) if control else [""] * len(gathering.records)
        for record, cell in zip(gathering.records, cells, strict=True):
            _add_up(gathering, record, split, whole, control, cell)


def _add_up(
    gathering: Gathering, record: Record, split: Sequence[str], whole: str, control: Column | None, cell: object
) -> None:
    said, parts = record.values.get(whole), [record.values.get(name) for name in split]
    if record.bad:
        return
    if all(part is None for part in parts):
        return
    summed = sum(part or 0 for part in parts)
    if None in parts:
        empty = gathering.block.first(split[parts.index(None)])
        if said != summed and empty is not None:
            gathering.wrong("missing", record, empty, "")
            return
        record.values |= {name: record.values.get(name) or 0 for name in split}
    if said is not None and said != summed and control is not None:
        gathering.warn("sum_mismatch", record, control, cell)
    record.values[whole] = summed


def _ask_blank(gathering: Gathering) -> None:
    """Due is filled in and paid is empty: not paid, or not known?"""
    column = gathering.block.first("paid")
    if column is None:
        return
    blank = [
        record
        for record in gathering.records
        if not record.bad and record.values.get("paid") is None and record.values.get("due")
    ]
    _blanks(gathering.context, [(record, column) for record in blank])


def _blanks(context: Context, blank: Sequence[tuple[Record, Column]]) -> None:
    if not blank:
        return
    known = next((q for q in context.found.questions if q.code == "blank_meaning"), None)
    places = [[record.sheet, record.row, column.letter] for record, column in blank]
    if known is None:
        known = context.ask(
            Question(
                "blank_meaning",
                "Iuran terisi tetapi Bayar kosong: belum dibayar, atau belum diketahui?",
                rows=places,
                choices=(("not paid", "Belum dibayar (nol)"), ("unknown", "Belum diketahui: lewati")),
            )
        )
    else:
        known.rows = [*known.rows, *places]
    for record, column in blank:
        record.waits.append(known)
        if known.answer is not None:
            if means_unpaid(known.answer):
                record.values["paid"] = 0
            else:
                record.bad = True
                context.found.error("missing", record.sheet, record.row, column, "")


def means_unpaid(answer: Any) -> bool:
    """Whether the answer to blank_meaning says that nothing was paid."""
    return str(answer).casefold() in ("not paid", "unpaid", "0", "belum dibayar", "tidak dibayar", "zero", "nol")


def _check(gathering: Gathering) -> None:
    """Warnings of a row against the register and itself."""
    columns = {name: gathering.block.first(name) for name in ("workers", "paid", "blth")}
    npps = gathering.context.register.by_npp
    for record in gathering.records:
        if not record.bad:
            _check_one(gathering, record, npps.get(record.values["npp"]), columns)


def _check_one(
    gathering: Gathering, record: Record, employer: Employer | None, columns: dict[str, Column | None]
) -> None:
    values = record.values
    workers, paid, month = columns["workers"], columns["paid"], columns["blth"]
    if workers and employer and employer.workers and (values.get("workers") or 0) > employer.workers:
        gathering.warn("workers_over_registered", record, workers, values["workers"])
    if paid and values.get("due") is not None and (values.get("paid") or 0) > values["due"] >= 0:
        gathering.warn("paid_over_due", record, paid, values["paid"])
    if month and employer and employer.registered_on and values.get("blth") and values["blth"] < employer.registered_on[:7]:
        gathering.warn("before_registration", record, month, values["blth"])


def _across(gathering: Gathering) -> list[Record]:
    """Months across: a record for each employer and month that has an amount. A wrong cell costs its month alone."""
    _read_npps(gathering)
    block = gathering.block
    year = year_in(" ".join(block.titles)) or _sheet_year(block, gathering.context)
    readers = {
        name: amounts(gathering, [c for c in block.columns if c.month and c.field == name], people=name == "workers")
        for name in ("due", "paid", "workers", "wages")
    }
    by_month: dict[str, dict[str, Column]] = {}
    for column in block.columns:
        if column.month and column.field in (*readers, "paid_on"):
            month = as_month(column.year or year, column.month)
            by_month.setdefault(month, {}).setdefault(column.field, column)
    made: list[Record] = []
    for month, columns in by_month.items():
        if not month or month > f"{gathering.context.today:%Y-%m}":
            continue
        made += _of_month(gathering, month, columns, readers)
    gathering.given += ["blth", *{name for columns in by_month.values() for name in columns}]
    return sorted(made, key=lambda record: record.row)


def _sheet_year(block: Block, context: Context) -> int:
    return year_in(block.sheet.name) or year_in(context.file)


def _of_month(gathering: Gathering, month: str, columns: dict[str, Column], readers: dict[str, Any]) -> list[Record]:
    cells = {name: gathering.cells(column) for name, column in columns.items()}
    records, rows = [], []
    for at, base in enumerate(gathering.records):
        if not base.bad and any(not is_empty(cells[name][at]) for name in cells):
            records.append(Record(base.sheet, base.row, {"npp": base.values["npp"], "_division": base.values["_division"], "blth": month}))
            rows.append(at)
    for name, column in columns.items():
        reader = days(gathering, "paid_on") if name == "paid_on" else readers[name]
        gathering.read_column(column, name, reader, records, [cells[name][at] for at in rows])
    if "paid" in columns:
        blank = [r for r in records if not r.bad and r.values.get("paid") is None and r.values.get("due")]
        _blanks(gathering.context, [(record, columns["paid"]) for record in blank])
    for record in records:
        due, paid = record.values.get("due"), record.values.get("paid")
        if due is None and not record.bad and not record.waits and "due" in columns and paid:
            gathering.wrong("missing", record, columns["due"], "")
        elif not record.bad and due is not None and (paid or 0) > due and "paid" in columns:
            gathering.warn("paid_over_due", record, columns["paid"], paid)
    return [record for record in records if record.values.get("due") is not None or record.bad or record.waits]


def _ask_units(blocks: Sequence[Block], records: Sequence[Record], context: Context) -> None:
    """A sheet that says no unit beside others that do: in rupiah, or as they?"""
    said = {column.scale for block in blocks for column in block.columns if column.scale_said and column.scale > 1}
    if not said:
        return
    scale = max(said)
    for block in blocks:
        if any(column.scale_said for column in block.columns):
            continue
        mine = [record for record in records if record.sheet == block.sheet.name]
        question = context.ask(
            Question(
                "unit",
                f"Lembar {block.sheet.name} tidak menyebut satuan, lembar lain {scale:,} rupiah. Lembar ini?".replace(",", "."),
                block.sheet.name,
                rows=sorted({record.row for record in mine}),
                choices=((scale, f"kelipatan {scale:,} rupiah".replace(",", ".")), (1, "rupiah penuh")),
            )
        )
        for record in mine:
            record.waits.append(question)
            if question.answer is not None:
                factor = scale_answered(question.answer)
                record.values |= {
                    name: record.values[name] * factor
                    for name in ("wages", *DUES, "due", *PAIDS, "paid")
                    if record.values.get(name) is not None
                }


def scale_answered(answer: Any) -> int:
    """What an amount of 1 is worth, from an answer: a number, or the word for it."""
    words = {"ribu": 1_000, "thousand": 1_000, "juta": 1_000_000, "million": 1_000_000}
    if isinstance(answer, str) and not answer.isdigit():
        return next((scale for word, scale in words.items() if word in answer.casefold()), 1)
    return int(answer)


def _settled(records: list[Record], blocks: Sequence[Block], context: Context) -> list[Record]:
    """Rows of one employer and month: corrections netted, divisions added, twins asked."""
    groups: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        if not record.bad and record.values.get("npp") and record.values.get("blth"):
            groups.setdefault((record.values["npp"], record.values["blth"]), []).append(record)
    several = [group for group in groups.values() if len(group) > 1]
    negative = [group for group in several if any(_below_zero(record) for record in group)]
    divided = [g for g in several if g not in negative and len({r.values["_division"] for r in g}) == len(g)]
    gone = _joined(negative, "negative_rows", blocks, context) | _joined(divided, "division", blocks, context)
    alone = [g[0] for g in groups.values() if len(g) == 1 and _below_zero(g[0])]
    for record in alone:
        _refuse_negative(record, blocks, context)
    _same_employer_on_two_sheets(records, blocks, context)
    asked = {id(record) for group in (*negative, *divided) for record in group}
    left = [record for record in records if id(record) not in gone]
    alone_twins = [record for record in left if id(record) not in asked]
    kept = {id(record) for record in settle_twins(alone_twins, _key, context, blocks[0], "npp", _said)}
    return [record for record in left if id(record) in asked | kept]


def _key(record: Record) -> Any:
    values = record.values
    return (values["npp"], values["blth"]) if values.get("npp") and values.get("blth") else None


def _said(record: Record) -> str:
    return f"NPP {record.values['npp']} bulan {record.values['blth']}"


def _below_zero(record: Record) -> bool:
    return any((record.values.get(name) or 0) < 0 for name in _AMOUNTS)


def _refuse_negative(record: Record, blocks: Sequence[Block], context: Context) -> None:
    block = next(block for block in blocks if block.sheet.name == record.sheet)
    name = next(name for name in _AMOUNTS if (record.values.get(name) or 0) < 0)
    column = block.first(name) or block.columns[0]
    record.bad = True
    context.found.error("negative", record.sheet, record.row, column, record.values[name])


_JOIN_ASKED: dict[str, tuple[str, str, tuple[tuple[Any, str], ...]]] = {
    "negative_rows": (
        "due",
        "Baris di bawah nol membetulkan baris lain dari pemberi kerja dan bulan yang sama. Jumlahkan?",
        (("net", "Jumlahkan"), ("skip", "Lewati baris-baris ini")),
    ),
    "division": (
        "division",
        "NPP yang sama tertulis dengan beberapa divisi. Jumlahkan menjadi satu bulan pemberi kerja?",
        (("add", "Jumlahkan"), ("skip", "Lewati baris-baris ini")),
    ),
}


def _joined(groups: Sequence[Sequence[Record]], code: str, blocks: Sequence[Block], context: Context) -> set[int]:
    """Ask once for all groups whether to add them up; the ids of the records that went into another."""
    if not groups:
        return set()
    field, ask, choices = _JOIN_ASKED[code]
    column = blocks[0].first(field) or blocks[0].first("npp")
    rows = sorted({record.row for group in groups for record in group})
    question = context.ask(
        Question(code, ask, groups[0][0].sheet, column.letter if column else "", rows, choices=choices, key=code)
    )
    gone: set[int] = set()
    for group in groups:
        for record in group:
            record.waits.append(question)
        if question.answer is None:
            continue
        if str(question.answer).casefold() in ("skip", "lewati", "leave out"):
            gone |= {id(record) for record in group}
            continue
        _add_into_first(group)
        gone |= {id(record) for record in group[1:]}
    return gone


def _add_into_first(group: Sequence[Record]) -> None:
    first = group[0].values
    for name in _AMOUNTS:
        amounts_given = [record.values[name] for record in group if record.values.get(name) is not None]
        if amounts_given:
            first[name] = sum(amounts_given)
    paid_days = [record.values["paid_on"] for record in group if record.values.get("paid_on") and (record.values.get("paid") or 0) > 0]
    first["paid_on"] = max(paid_days, default=first.get("paid_on"))


def _same_employer_on_two_sheets(records: Sequence[Record], blocks: Sequence[Block], context: Context) -> None:
    """An NPP on two sheets whose months do not meet: which sheet is right is asked all the same, once for all."""
    sheets: dict[str, set[str]] = {}
    for block in blocks:
        column = block.first("npp")
        for cell in block.sheet.column(column.index, block.rows) if column else ():
            number = read_npp(cell).value
            if number:
                sheets.setdefault(number[0], set()).add(block.sheet.name)
    twice = sorted(npp for npp, names in sheets.items() if len(names) > 1)
    months: dict[tuple[str, str], set[str]] = {}
    for record in records:
        if record.values.get("npp") in twice:
            months.setdefault((record.values["npp"], record.values["blth"]), set()).add(record.sheet)
    meeting = {npp for (npp, _), names in months.items() if len(names) > 1}
    for npp in twice:
        if npp not in meeting:
            names = sorted(sheets[npp])
            context.ask(
                Question(
                    "duplicate",
                    f"NPP {npp} ada di dua lembar ({', '.join(names)}). Lembar mana yang benar?",
                    choices=[({"keep_sheet": name}, name) for name in names],
                    blocks="nothing",
                    key=f"sheet:{npp}",
                )
            )


def _ask_no_day(records: Sequence[Record], given: set[str], context: Context) -> None:
    """What was paid has no day: the ledger counts an amount without a day as unpaid."""
    if not given & {"paid", *PAIDS}:
        return
    missing = [r for r in records if not r.bad and (r.values.get("paid") or 0) > 0 and not r.values.get("paid_on")]
    if not missing:
        return
    whole = "paid_on" not in given
    question = context.ask(
        Question(
            "no_pay_day",
            "Berkas ini menyebut yang dibayar tanpa harinya; buku besar menghitung bayaran tanpa hari sebagai belum "
            "dibayar. Pakai hari jatuh tempo tiap bulan, atau bawa berkas dengan tanggal bayar?",
            rows=[] if whole else sorted({record.row for record in missing}),
            blocks="file" if whole else "rows",
            choices=(("due day", "Hari jatuh tempo bulan itu"), ("skip", "Lewati baris ini")),
            key="no_pay_day",
        )
    )
    for record in missing:
        record.waits.append(question)
        if question.answer is not None:
            record.values["_paid_day"] = str(question.answer)


def _ask_correction(records: Sequence[Record], blocks: Sequence[Block], context: Context) -> None:
    """The month is published already: do these rows replace theirs, and do the others stay?"""
    published = context.register.published
    months = sorted({r.values["blth"] for r in records if r.values.get("blth") in published and not r.bad})
    if not months:
        return
    column = blocks[0].first("blth")
    number = len({npp for month in months for npp in published[month]})
    context.ask(
        Question(
            "correction",
            f"Bulan {', '.join(months)} sudah terbit ({number} pemberi kerja). Baris ini menggantikan, menambah, atau selisih?",
            blocks[0].sheet.name,
            column.letter if column else "",
            blocks="file",
            choices=_CORRECTIONS,
        )
    )


def region_evidence(gathering_block: Block, context: Context, record: Record, cell: object) -> bool | None:
    """Whether a row belongs to the office's area: True, False, or None when nothing says."""
    employer = context.register.by_npp.get(str(record.values.get("npp")))
    if employer is not None and employer.region:
        return employer.region in context.area
    written = read_place(text_of(cell)) if not is_empty(cell) else None
    if written is None or not (written.regions or written.elsewhere):
        return None
    return any(code in context.area for code in written.regions)


