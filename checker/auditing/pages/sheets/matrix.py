"""The matrix on a sheet: a row for each unit, a column for each requirement, in every cell a colour and a sign."""

from __future__ import annotations

from typing import Any

from checker.auditing.pages.labels import AuditWords
from checker.auditing.summary import Summary
from checker.output.layout import one_line
from checker.output.tables import Cell
from checker.output.xlsx.cells import text_of
from checker.output.xlsx.columns import Look, height_of
from checker.output.xlsx.drawing import HEAD_ROW, STATES, Drawing
from checker.rulebook.schema import Status

_STATUS = {"p": Status.PRESENT, "v": Status.VAGUE, "m": Status.MISSING, "n": Status.NOT_APPLICABLE, "j": Status.NOT_JUDGED}
_FIRST = (("rank", Look.CENTRE, 5.0), ("unit_column", Look.TEXT, 20.0), ("level", Look.CENTRE, 11.0), ("score_column", Look.SCORE, 7.0))
_WIDTH = 3.9  # of a requirement's column, in characters
_HEAD_HEIGHT = 165  # points; titles stand upright


def matrix(drawing: Drawing, summary: Summary, words: AuditWords) -> None:
    """Draws the sheet."""
    sheet = drawing.book.add_worksheet(words["sheet_matrix"])
    widths = [width for _, _, width in _FIRST] + [_WIDTH] * len(summary.requirements)
    drawing.opening(sheet, words["sheet_matrix"], widths, (drawing.facts[0], words["matrix_legend"]))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    _heads(sheet, drawing, summary, words)
    looks = {letter: _format(drawing, status) for letter, status in _STATUS.items()}
    share = drawing.book.add_format({**drawing.centre, "num_format": "0%", "font_size": 8, "text_wrap": False, "bg_color": "#DDE6F0"})
    _cells(sheet, drawing, HEAD_ROW + 1, (None, words["presence_row"], None, summary.mean))
    for column, requirement in enumerate(summary.requirements, start=len(_FIRST)):
        if requirement.counts.share is None:
            sheet.write_blank(HEAD_ROW + 1, column, None, share)
        else:
            sheet.write_number(HEAD_ROW + 1, column, requirement.counts.share, share)
    letters = {letter: words[f"letter_{letter}"] for letter in _STATUS}
    last = HEAD_ROW + 1
    for last, row in enumerate(summary.rows, start=HEAD_ROW + 2):
        name = one_line(row.unit) or words["no_unit"]
        sheet.set_row(last, height_of(name, _FIRST[1][2]))
        _cells(sheet, drawing, last, (row.rank, name, words[row.level], row.score))
        for column, (letter, waived) in enumerate(zip(row.statuses, row.waived, strict=True), start=len(_FIRST)):
            sheet.write_string(last, column, letters[letter] + (words["waived_star"] if waived == "w" else ""), looks[letter])
    if summary.rows:
        sheet.autofilter(HEAD_ROW + 1, 0, last, len(widths) - 1)  # below the titles, which its buttons would hide
    drawing.pages(sheet, words["sheet_matrix"], last, len(widths), 2)
    sheet.freeze_panes(HEAD_ROW + 2, 2)
    sheet.repeat_columns(0, 1)


def _heads(sheet: Any, drawing: Drawing, summary: Summary, words: AuditWords) -> None:
    # Chinese stands one character below the other, English lies on its side.
    turned = drawing.book.add_format(
        {
            **drawing.centre,
            "font_name": "黑体",
            "font_size": 9,
            "valign": "vcenter",
            "bg_color": "#1F4E79",
            "font_color": "#FFFFFF",
            "rotation": 270 if words.lang == "zh" else 90,
        }
    )
    sheet.set_row(HEAD_ROW, _HEAD_HEIGHT)
    for column, (key, _, _) in enumerate(_FIRST):
        sheet.write_string(HEAD_ROW, column, words[key], drawing.head)
    for column, requirement in enumerate(summary.requirements, start=len(_FIRST)):
        sheet.write_string(HEAD_ROW, column, text_of(one_line(requirement.title)), turned)


def _cells(sheet: Any, drawing: Drawing, row: int, values: tuple[Cell, ...]) -> None:
    for column, (value, (_, look, _)) in enumerate(zip(values, _FIRST, strict=True)):
        drawing.cell(sheet, row, column, value, look)


def _format(drawing: Drawing, status: Status) -> Any:
    background, colour = STATES[status]
    return drawing.book.add_format({**drawing.centre, "text_wrap": False, "font_size": 9, "bg_color": background, "font_color": colour})
