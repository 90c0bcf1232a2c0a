"""Tables drawn into a workbook: headers that stay in sight, filters, choices, colours with words, pages for printing.

Text is written as text whatever it begins with, so that nothing from a report becomes a formula or a
link. The same tables give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from checker.judging.checklist import Checklist, Grade
from checker.output.layout import one_line
from checker.output.tables import Table, Words, about, grades
from checker.output.xlsx.cells import text_of
from checker.output.xlsx.columns import COLUMNS, Look, height_of, row_height
from checker.rulebook.schema import Status

_CREATED = datetime(2000, 1, 1)  # a fixed day, for the same bytes on every day
_FONT, _HEAD_FONT = "宋体", "黑体"
_A4, _HEAD_ROW = 9, 3
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# A colour for each word: background, text. The word stands in the cell, so that nothing hangs on the colour.
_GREEN, _AMBER, _RED, _GREY = ("#E2F0D9", "#1E5C2B"), ("#FFF2CC", "#7F5200"), ("#F8D7DA", "#8B1A1A"), ("#EDEDED", "#404040")
_STATES: Mapping[str, tuple[str, str]] = {
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


def draw(tables: Sequence[Table], checklists: Sequence[Checklist], words: Words) -> bytes:
    """The tables as a workbook, one sheet each."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    book.set_properties({"title": text_of(_title(checklists, words))[:255], "created": _CREATED})
    for name, value in _facts(checklists, words).items():
        book.set_custom_property(name, value, "text")
    drawing = _Drawing(book, checklists, words)
    for table in tables:
        drawing.sheet(table)
    book.close()
    return buffer.getvalue()


def _title(checklists: Sequence[Checklist], words: Words) -> str:
    return one_line(checklists[0].title) or words["untitled"] if len(checklists) == 1 else words["several_reports"]


def _facts(checklists: Sequence[Checklist], words: Words) -> dict[str, str]:
    """What a program reads from the workbook's properties."""
    facts = {"fazhi_rulebook": f"{words.book.id} {words.book.version}"}
    return facts | {f"fazhi_result_hash_{i}": c.result_hash for i, c in enumerate(checklists, 1)}


class _Drawing:
    """A workbook being drawn, with its formats."""

    def __init__(self, book: Any, checklists: Sequence[Checklist], words: Words) -> None:
        self.book, self.checklists, self.words = book, checklists, words
        cell = {"font_name": _FONT, "font_size": 10.5, "border": 1, "border_color": "#BFBFBF", "valign": "top", "text_wrap": True}
        centre = {**cell, "align": "center"}
        self._looks = {
            Look.TEXT: book.add_format(cell),
            Look.CENTRE: book.add_format(centre),
            Look.POINTS: book.add_format({**centre, "num_format": "0.##"}),
            Look.CODE: book.add_format({**cell, "font_name": "Consolas", "font_size": 8.5, "font_color": "#595959"}),
            Look.DATE: book.add_format({**centre, "num_format": "yyyy-mm-dd"}),
        }
        self._head = book.add_format({**centre, "font_name": _HEAD_FONT, "valign": "vcenter", "bg_color": "#1F4E79", "font_color": "#FFFFFF"})
        self._to_fill = book.add_format({**centre, "font_name": _HEAD_FONT, "valign": "vcenter", "bg_color": "#806000", "font_color": "#FFFFFF"})
        self._title = book.add_format({"font_name": _HEAD_FONT, "font_size": 16, "valign": "vcenter"})
        self._line = book.add_format({"font_name": _FONT, "font_size": 10, "font_color": "#404040", "valign": "vcenter", "text_wrap": True})

    def sheet(self, table: Table) -> None:
        """One table on a sheet of its own."""
        words = self.words
        sheet = self.book.add_worksheet(words[table.key])
        last = len(table.columns) - 1
        self._opening(sheet, table)
        for column, key in enumerate(table.columns):
            style = COLUMNS[key]
            sheet.set_column(column, column, style.width)
            sheet.write_string(_HEAD_ROW, column, words[key], self._to_fill if style.fill_in else self._head)
        for row, cells in enumerate(table.rows, _HEAD_ROW + 1):
            sheet.set_row(row, row_height(cells, table.columns))
            for column, key in enumerate(table.columns):
                value, look = cells.get(key), self._looks[COLUMNS[key].look]
                if isinstance(value, int | float):
                    sheet.write_number(row, column, value, look)
                elif value is None or value == "":
                    sheet.write_blank(row, column, None, look)
                else:
                    sheet.write_string(row, column, text_of(value), look)
        if table.rows:
            sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + len(table.rows), last)
            self._states(sheet, table)
            self._choices(sheet, table)
        else:
            sheet.write_string(_HEAD_ROW + 1, 0, words["nothing_found"], self._line)
        if table.key == "sheet_publication":
            sheet.write_string(_HEAD_ROW + max(len(table.rows), 1) + 2, 0, words["no_clearance"], self._line)
        self._pages(sheet, table)

    def _opening(self, sheet: Any, table: Table) -> None:
        """The title and what is said of the whole, above the table."""
        last = len(table.columns) - 1
        room = sum(COLUMNS[key].width for key in table.columns)
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, text_of(f"{_title(self.checklists, self.words)} — {self.words[table.key]}"), self._title)
        for row, line in enumerate(self._facts(), 1):
            sheet.set_row(row, height_of(line, room))
            sheet.merge_range(row, 0, row, last, "", self._line)
            sheet.write_string(row, 0, text_of(line), self._line)
        sheet.set_row(_HEAD_ROW, 30)

    def _facts(self) -> tuple[str, str]:
        """What is said of one report, and by what the result can be told and made again."""
        words = self.words
        made = [f"{words['rulebook']} {words['rulebook_text'].format(id=words.book.id, version=words.book.version)}"]
        if len(self.checklists) != 1:
            return words["summary"].format(count=len(self.checklists), grades=grades(self.checklists, words)), made[0]
        [checklist] = self.checklists
        facts = about(checklist, words)
        year = words["year"].format(year=checklist.reporting_year) if checklist.reporting_year else words["no_year"]
        said = [str(facts["unit"]), year, str(facts["grade_column"]), f"{words['score_column']} {checklist.score:.1f}"]
        said += [words["gate"].format(items=facts["gate_items"])] if checklist.gate else []
        said += [words["waived_count"].format(count=facts["waived_number"])] if facts["waived_number"] else []
        said += [*map(one_line, checklist.notices), *words.expired(checklist)]
        made += [words["waived_on"].format(day=checklist.waived_on)] if checklist.waived_on else []
        return " · ".join(said), " · ".join([*made, f"{words['result_hash']} {checklist.result_hash}"])

    def _states(self, sheet: Any, table: Table) -> None:
        """Colours that follow the words, also where a person changes them."""
        last = _HEAD_ROW + len(table.rows)
        for key, states in (("status", _STATES), ("grade_column", _STATES), ("progress", _PROGRESS)):
            if key in table.columns:
                column = table.columns.index(key)
                for state, (background, colour) in states.items():
                    word = self.words[state] if states is _PROGRESS else self.words.marked(state)
                    style = self.book.add_format({"bg_color": background, "font_color": colour})
                    rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": style}
                    sheet.conditional_format(_HEAD_ROW + 1, column, last, column, rule)

    def _choices(self, sheet: Any, table: Table) -> None:
        """Lists and dates for what an office fills in."""
        words, last = self.words, _HEAD_ROW + len(table.rows)
        for column, key in enumerate(table.columns):
            if key == "progress":
                choices = [words[name] for name in _PROGRESS]
                rule: dict[str, Any] = {"validate": "list", "source": choices, "error_title": words["progress"], "error_message": words["choose_progress"]}
            elif COLUMNS[key].look is Look.DATE and COLUMNS[key].fill_in:
                rule = {"validate": "date", "criteria": ">=", "value": _CREATED, "error_title": words[key], "error_message": words["choose_date"]}
            else:
                continue
            sheet.data_validation(_HEAD_ROW + 1, column, last, column, rule)

    def _pages(self, sheet: Any, table: Table) -> None:
        """A4 landscape, as wide as one page, headers on each, pages numbered."""
        sheet.freeze_panes(_HEAD_ROW + 1, min(2, len(table.columns) - 1))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.repeat_rows(_HEAD_ROW)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{self.words[table.key]}&R{self.words['pages']}")
        sheet.print_area(0, 0, _HEAD_ROW + max(len(table.rows), 1) + 2, len(table.columns) - 1)
