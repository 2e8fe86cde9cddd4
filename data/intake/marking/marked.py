"""The way from a file and its report to the marked workbook, and from the mended one back."""

from __future__ import annotations

from data.intake.marking.made_workbook import made, sheet_name
from data.intake.marking.marks import changes
from data.intake.marking.own_workbook import Unusual, patched
from data.intake.reading import Workbook, parts_of_sheets, read_file
from data.intake.report import Issue, Report


def marked(content: bytes, report: Report) -> bytes:
    """The file with each wrong cell filled and commented: what is wrong, and what is accepted.

    `content` is the file that `report` is of. An XLSX comes back as it was sent but for these cells; of any other
    kind an XLSX is made, cells at the same places. Columns of people are emptied, with their count in a comment.
    Raises Refused where the file is: nothing of it goes back.
    """
    if report.refused is not None:
        raise report.refused
    workbook = read_file(content)
    changed = changes(workbook, report)
    if workbook.kind == "xlsx":
        try:
            unpacked, sheets = parts_of_sheets(content)
            return patched(unpacked, sheets, changed)
        except Unusual:
            pass
    return made(workbook, changed)


def marked_cells(workbook: Workbook, report: Report) -> bytes:
    """The same of a file that is not kept itself, but as it was read: an XLSX with cells at the same places."""
    if report.refused is not None:
        raise report.refused
    return made(workbook, changes(workbook, report))


def mended_cells(before: Report, after: Report) -> list[Issue]:
    """The wrong cells of `before` that are right in `after`, the report of the same workbook read again.

    A mended file is checked like any other, with the same mapping and answers: what was not touched says the same.
    """
    taken: set[str] = set()
    names = {}
    for name in dict.fromkeys(issue.sheet for issue in before.findings.errors):
        names[name] = sheet_name(name, taken)
        taken.add(names[name].casefold())
    left = {(issue.sheet, issue.row, issue.column, issue.code) for issue in after.findings.errors}
    return [
        issue
        for issue in before.findings.errors
        if not {(issue.sheet, *where(issue)), (names[issue.sheet], *where(issue))} & left
    ]


def where(issue: Issue) -> tuple[int, str, str]:
    """What an issue is about, whatever its sheet is called."""
    return issue.row, issue.column, issue.code
