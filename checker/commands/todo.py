"""`fazhi todo`: only what to mend."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime

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
    lang_option,
    level_option,
    model_option,
    reader_or_exit,
    rulebook_option,
    same_file,
    say,
    width,
)
from checker.commands.waiving import waived, waiver_options, waivers_or_exit
from checker.output.formats import TODO_FORMATS


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--format", type=click.Choice(tuple(TODO_FORMATS)), help="输出格式。  [default: -o 的扩展名，或 table]")
@click.option("-o", "--output", metavar="FILE", help="写入文件，不在屏幕显示；.xlsx 是可以填写的整改台账，.docx 可以打印。")
@rulebook_option
@level_option
@model_option
@lang_option
@waiver_options
@click.pass_context
def todo(
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
) -> None:
    """只列需要整改的：先是缺失即不能通过的，再按失分多少，然后是一致性问题和公开前检查；多份报告按单位归并。

    退出码：0 没有需要整改的；1 有；2 有文件读不了或命令有误（其余文件照常列出）。
    """
    paths = expand(files)
    if output is not None and any(same_file(output, path) for path in paths):
        raise click.UsageError(say(lang, f"-o {output} 会覆盖要检查的报告", f"-o {output} would overwrite a report"))
    format = chosen_format(format, output, lang, TODO_FORMATS)

    reader = reader_or_exit(rulebook, model)
    from checker.checking import check_files
    from checker.output import write
    from checker.output.todo import todo_items
    from checker.rulebook.schema import Level

    accepted = waivers_or_exit(waivers, reader.book)
    checklists, failures = check_files(paths, reader, level=None if level == "auto" else Level(level), lang=lang)
    checklists = waived(checklists, accepted, today, reader.book)
    colour = output is None and has_colour(sys.stdout)
    emit(write(checklists, failures, format, book=reader.book, lang=lang, colour=colour, width=width(), formats=TODO_FORMATS), output, lang)
    if format == "table" or output is not None:
        complain(f"{failure.source}: {failure.message}" for failure in failures)
    context.exit(FAILED if failures else NOT_PASSED if any(map(todo_items, checklists)) else PASSED)
