"""Tables with a row or a column of totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.ingest import Block, BlockKind
from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings.places import make
from checker.wording import Wording

_TOTALS = ("合计", "总计", "共计", "总数", "合共")
_NOT_SUMMED = re.compile(r"率|%|％|序号|编号|占比|比例|同比|平均|均值|年份|年度$|电话")
_OF_WHICH = re.compile(r"其中|小计|#")
_EMPTY = ("", "-", "—", "/", "无", "——", "--", "－")
_COLUMN_GAP = re.compile(r"[ \u3000]{2,}|\t+")


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    end: int
    cells: tuple[str, ...]

    def label(self) -> str:
        """The first cell without blanks: 「合  计」 is 合计."""
        return re.sub(r"\s", "", self.cells[0]) if self.cells else ""


def find(context: Context) -> Iterator[Finding]:
    """A finding on each column, and each row, whose total is not the sum."""
    for rows in _tables(context):
        header, body = rows[0], rows[1:]
        if any(_OF_WHICH.search(row.label()) for row in body):
            continue
        total = next((i for i, row in enumerate(body) if row.label().startswith(_TOTALS)), None)
        if total is not None and total >= 2:
            yield from _column_totals(context, header, body[:total], body[total])
        if re.sub(r"\s", "", header.cells[-1]) in _TOTALS:
            yield from _row_totals(context, header, body)


def _column_totals(context: Context, header: _Row, rows: Sequence[_Row], total: _Row) -> Iterator[Finding]:
    width = len(total.cells)
    if any(len(row.cells) != width for row in rows):
        return
    for column in range(1, width):
        name = header.cells[column] if len(header.cells) == width else ""
        values = [_number(row.cells[column]) for row in rows]
        said = _number(total.cells[column])
        if _NOT_SUMMED.search(name) or said is None or None in values or not total.cells[column].strip():
            continue
        real = sum(v for v in values if v is not None)
        if abs(real - said) > 1e-6:
            message = Wording(
                f"表中{_short(name) or f'第{column + 1}列'}各行相加为{real:g}，合计写作{said:g}",
                f"the rows of column {_short(name) or column + 1} add up to {real:g}; the total says {said:g}",
            )
            yield make(context, "arithmetic", message, total.start, total.end)


def _row_totals(context: Context, header: _Row, rows: Sequence[_Row]) -> Iterator[Finding]:
    summed = [i for i, name in enumerate(header.cells[:-1]) if i and not _NOT_SUMMED.search(name)]
    for row in rows:
        if len(row.cells) != len(header.cells):
            continue
        values, said = [_number(row.cells[i]) for i in summed], _number(row.cells[-1])
        if len(values) < 2 or said is None or None in values:
            continue
        real = sum(v for v in values if v is not None)
        if abs(real - said) > 1e-6:
            message = Wording(
                f"表中“{row.label()}”一行各项相加为{real:g}，合计写作{said:g}",
                f"the cells of row “{row.label()}” add up to {real:g}; the total says {said:g}",
            )
            yield make(context, "arithmetic", message, row.start, row.end)


def _tables(context: Context) -> Iterator[list[_Row]]:
    """Runs of table rows with a header and at least two rows."""
    reading = context.reading
    run: list[_Row] = []
    for start, block in zip(reading.block_starts, reading.document.blocks, strict=True):
        if block.kind is BlockKind.TABLE_ROW:
            run.append(_Row(start, start + len(block.text), _cells(context, block)))
            continue
        if len(run) > 2:
            yield run
        run = []
    if len(run) > 2:
        yield run


def _cells(context: Context, block: Block) -> tuple[str, ...]:
    first, last = block.source_span(0, len(block.text))
    line = context.reading.document.text[first:last].strip()
    if "|" in line:
        return tuple(cell.strip().strip("*") for cell in line.strip("|").split("|"))
    return tuple(_COLUMN_GAP.split(re.sub(r"^合\s+计", "合计", line)))


def _number(cell: str) -> float | None:
    words = re.sub(r"[\s,，]", "", cell)
    if words in _EMPTY:
        return 0.0
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(?:[\u4e00-\u9fff]{0,2})", words)
    return float(found[1]) if found else None


def _short(name: str) -> str:
    words = re.sub(r"\s", "", name)
    return f"“{words}”" if words else ""
