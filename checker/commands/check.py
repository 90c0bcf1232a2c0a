"""`fazhi check`: the checklists of reports."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.commands.common import (
    FAILED,
    NOT_PASSED,
    PASSED,
    chosen_format,
    complain,
    emit,
    expand,
    has_colour,
    keep,
    lang_option,
    level_option,
    model_option,
    reader_or_exit,
    rulebook_option,
    width,
)
from checker.commands.notices import FORMAT as NOTICE
from checker.commands.notices import check_target, emit_notices, letter, letter_options
from checker.commands.waiving import waived, waiver_options, waivers_or_exit
from checker.output.formats import FORMATS

if TYPE_CHECKING:
    from checker.reading import Reader


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--format", type=click.Choice(tuple(FORMATS)), help="输出格式。  [default: -o 的扩展名，或 table]")
@click.option("-o", "--output", metavar="FILE", help="写入文件，不在屏幕显示；--format docx 可写入文件夹，一个单位一份反馈函。")
@rulebook_option
@level_option
@model_option
@lang_option
@waiver_options
@click.option("--brief", is_flag=True, help="只显示总表，不显示原文、依据和补写建议。")
@click.option("--trace", "traced", metavar="ID", help="逐步说明某一项要求为什么这样判，不出清单。")
@letter_options
@click.pass_context
def check(
    context: click.Context,
    files: Sequence[str],
    format: str | None,
    output: str | None,
    rulebook: str | None,
    level: str,
    model: str,
    lang: str,
    waivers: str | None,
    today: datetime | None,
    brief: bool,
    traced: str | None,
) -> None:
    r"""检查一份或多份报告，给出清单、得分和结论。

    \b
    可读：Word（.docx；.doc、.wps、.rtf、.odt 需装 LibreOffice）、.pdf、.ofd、
    网页（.html、.mht）、文本（.txt、.md）、图片（.jpg、.png，需装文字识别），
    以及装有这些文件的 .zip（每份一个结果）。按内容识别格式，扩展名写错也能读。

    退出码：0 全部通过；1 有报告未通过；2 有文件读不了或命令有误（其余文件照常检查）。
    """
    paths = expand(files)
    keep(output, paths, lang)
    format = chosen_format(format, output, lang)
    check_target(output, format, len(paths), lang)

    reader = reader_or_exit(rulebook, model)
    from checker.checking import check_files
    from checker.output import write
    from checker.rulebook.schema import Level

    if traced is not None:
        context.exit(_trace(traced, paths, reader, output, lang))
    accepted = waivers_or_exit(waivers, reader.book)
    checklists, failures = check_files(paths, reader, level=None if level == "auto" else Level(level), lang=lang)
    checklists = waived(checklists, accepted, today, reader.book)
    if format == NOTICE and output is not None:
        emit_notices(checklists, paths, reader.book, letter(context), output, lang)
    else:
        colour = output is None and has_colour(sys.stdout)
        result = write(checklists, failures, format, book=reader.book, lang=lang, colour=colour, width=width(), brief=brief)
        emit(result, output, lang)
    if format == "table" or output is not None:
        complain(f"{failure.source}: {failure.message}" for failure in failures)
    context.exit(FAILED if failures else PASSED if all(c.grade == "pass" for c in checklists) else NOT_PASSED)


def _trace(requirement: str, paths: Sequence[Path], reader: Reader, output: str | None, lang: str) -> int:
    """Writes why a verdict came out as it did, for each report; returns the exit status."""
    from checker.authoring.trace import tell, trace
    from checker.ingest import ReadError, read_one
    from checker.privacy import mask
    from checker.rulebook.errors import did_you_mean

    known = [r.id for r in reader.book.requirements]
    if requirement not in known:
        raise click.UsageError(f"--trace：没有编号为“{requirement}”的要求{did_you_mean(requirement, known)}")
    told, failed = [], []
    for path in paths:
        try:
            told.append(f"{path}\n{tell(trace(reader.understand(read_one(path)), reader.book, requirement))}")
        except ReadError as error:
            failed.append(f"{error.source}: {error.message(lang)}")
    emit(mask("\n".join(told)), output, lang)
    complain(failed)
    return FAILED if failed else PASSED
