"""Tables drawn into a workbook: headers that stay in sight, filters, choices, colours with words, pages for printing.

Text is written as text whatever it begins with, so that nothing from a report becomes a formula or a
link. Rows are written as they come and never looked at again, so that a workbook may be written in
constant memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from checker.judging.checklist import Grade
from checker.output.tables import Cell, Row, Words
from checker.output.xlsx.cells import text_of
from checker.output.xlsx.columns import COLUMNS, Column, Look, height_of, row_height
from checker.rulebook.schema import Status

CREATED = datetime(2000, 1, 1)  # a fixed day, for the same bytes on every day
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
HEAD_ROW = 3
_FONT, _HEAD_FONT = "宋体", "黑体"
_A4 = 9
# A colour for each word: background, text. The word stands in the cell, so that nothing hangs on the colour.
_GREEN, _AMBER, _RED, _GREY = ("#E2F0D9", "#1E5C2B"), ("#FFF2CC", "#7F5200"), ("#F8D7DA", "#8B1A1A"), ("#EDEDED", "#404040")
STATES: Mapping[str, tuple[str, str]] = {
    Status.PRESENT: _GREEN,
    Status.VAGUE: _AMBER,
    Status.MISSING: _RED,
    Status.NOT_APPLICABLE: _GREY,
    Status.NOT_JUDGED: _GREY,
    Grade.PASS: _GREEN,
    Grade.REVISE: _AMBER,
    Grade.RETURN: _RED,
}
_PROGRESS: Mapping[str, tuple[str, str]] = {"progress_open": _RED, "progress_going": _AMBER, "progress_done": _GREEN, "progress_waived": _GREY}


class Drawing:
    """A workbook being drawn, with its formats. `facts` are two lines that stand under each sheet's title."""

    def __init__(self, book: Any, words: Words, title: str, facts: tuple[str, str], columns: Mapping[str, Column] = COLUMNS) -> None:
        self.book, self.words, self.title, self.facts, self.columns = book, words, title, facts, columns
        cell = {"font_name": _FONT, "font_size": 10.5, "border": 1, "border_color": "#BFBFBF", "valign": "top", "text_wrap": True}
        self.centre = {**cell, "align": "center"}
        self._looks = {
            Look.TEXT: book.add_format(cell),
            Look.CENTRE: book.add_format(self.centre),
            Look.POINTS: book.add_format({**self.centre, "num_format": "0.##"}),
            Look.SCORE: book.add_format({**self.centre, "num_format": "0.0"}),
            Look.SHARE: book.add_format({**self.centre, "num_format": "0.0%"}),
            Look.CHANGE: book.add_format({**self.centre, "num_format": "+0.0;-0.0;0"}),
            Look.CHANGE_OF_SHARE: book.add_format({**self.centre, "num_format": "+0.0%;-0.0%;0%"}),
            Look.CODE: book.add_format({**cell, "font_name": "Consolas", "font_size": 8.5, "font_color": "#595959"}),
            Look.DATE: book.add_format({**self.centre, "num_format": "yyyy-mm-dd"}),
            Look.LINK: book.add_format({**cell, "font_color": "#0B5394", "underline": 1}),
        }
        self.head = book.add_format({**self.centre, "font_name": _HEAD_FONT, "valign": "vcenter", "bg_color": "#1F4E79", "font_color": "#FFFFFF"})
        self._to_fill = book.add_format({**self.centre, "font_name": _HEAD_FONT, "valign": "vcenter", "bg_color": "#806000", "font_color": "#FFFFFF"})
        self._title = book.add_format({"font_name": _HEAD_FONT, "font_size": 16, "valign": "vcenter"})
        self._line = book.add_format({"font_name": _FONT, "font_size": 10, "font_color": "#404040", "valign": "vcenter", "text_wrap": True})

    def sheet(self, key: str, columns: Sequence[str], rows: Iterable[Row], *, name: str = "", last: str = "") -> None:
        """A table on a sheet of its own; `key` is the label of its `name`, `last` a line beneath the table."""
        sheet = self.book.add_worksheet(name or self.words[key])
        # Before the rows: what a workbook in constant memory has written, it has written.
        self.opening(sheet, self.words[key], [self.columns[key].width for key in columns])
        for column, label in enumerate(columns):
            style = self.columns[label]
            sheet.set_column(column, column, style.width)
            sheet.write_string(HEAD_ROW, column, self.words[label], self._to_fill if style.fill_in else self.head)
        row = HEAD_ROW
        for row, cells in enumerate(rows, HEAD_ROW + 1):
            sheet.set_row(row, row_height(cells, columns, self.columns))
            _forget(sheet, row - 2)
            for column, label in enumerate(columns):
                self.cell(sheet, row, column, cells.get(label), self.columns[label].look)
        if row > HEAD_ROW:
            sheet.autofilter(HEAD_ROW, 0, row, len(columns) - 1)
            self._states(sheet, columns, row)
            self._choices(sheet, columns, row)
        else:
            row += 1
            sheet.write_string(row, 0, self.words["nothing_found"], self._line)
        if last:
            sheet.merge_range(row + 2, 0, row + 2, len(columns) - 1, "", self._line)
            sheet.write_string(row + 2, 0, last, self._line)
        self.pages(sheet, self.words[key], row + 2, len(columns), min(2, len(columns) - 1))

    def opening(self, sheet: Any, name: str, widths: Sequence[float], facts: Sequence[str] = ()) -> None:
        """The title and what is said of the whole, or the `facts` given, above a table with columns of these widths."""
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, text_of(f"{self.title} — {name}"), self._title)
        for row, line in enumerate(facts or self.facts, 1):
            sheet.set_row(row, height_of(line, sum(widths)))
            sheet.merge_range(row, 0, row, len(widths) - 1, "", self._line)
            sheet.write_string(row, 0, text_of(line), self._line)
        sheet.set_row(HEAD_ROW, 30)

    def cell(self, sheet: Any, row: int, column: int, value: Cell, look: Look) -> None:
        """One cell; a link is a file's path relative to the workbook and, on a line of its own, what is shown of it."""
        style = self._looks[look]
        if value is None or value == "":
            sheet.write_blank(row, column, None, style)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, style)
        elif look is Look.LINK:
            address, _, shown = value.partition("\n")
            sheet.write_url(row, column, f"external:{text_of(address)}", style, text_of(shown))
        else:
            sheet.write_string(row, column, text_of(value), style)

    def pages(self, sheet: Any, name: str, last_row: int, columns: int, kept: int) -> None:
        """A4 landscape, as wide as one page, headers on each, pages numbered; `kept` columns stay in sight."""
        sheet.freeze_panes(HEAD_ROW + 1, kept)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.repeat_rows(HEAD_ROW)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{name}&R{self.words['pages']}")
        sheet.print_area(0, 0, last_row, columns - 1)

    def _states(self, sheet: Any, columns: Sequence[str], last: int) -> None:
        """Colours that follow the words, also where a person changes them."""
        for key, states in (("status", STATES), ("grade_column", STATES), ("progress", _PROGRESS)):
            if key in columns:
                column = columns.index(key)
                for state, (background, colour) in states.items():
                    word = self.words[state] if states is _PROGRESS else self.words.marked(state)
                    style = self.book.add_format({"bg_color": background, "font_color": colour})
                    rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": style}
                    sheet.conditional_format(HEAD_ROW + 1, column, last, column, rule)

    def _choices(self, sheet: Any, columns: Sequence[str], last: int) -> None:
        """Lists and dates for what an office fills in."""
        words = self.words
        for column, key in enumerate(columns):
            if key == "progress":
                choices = [words[name] for name in _PROGRESS]
                rule: dict[str, Any] = {"validate": "list", "source": choices, "error_title": words["progress"], "error_message": words["choose_progress"]}
            elif self.columns[key].look is Look.DATE and self.columns[key].fill_in:
                rule = {"validate": "date", "criteria": ">=", "value": CREATED, "error_title": words[key], "error_message": words["choose_date"]}
            else:
                continue
            sheet.data_validation(HEAD_ROW + 1, column, last, column, rule)


def _forget(sheet: Any, row: int) -> None:
    """Lets go of the height of a row that is on the disk: the library keeps it although nothing asks for it any more."""
    if sheet.constant_memory:
        sheet.row_info.pop(row, None)
        sheet.row_sizes.pop(row, None)
