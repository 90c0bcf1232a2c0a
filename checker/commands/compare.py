"""`fazhi compare`: what a resubmission closed, left open and broke; what was taken over from last year."""

from __future__ import annotations

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
from checker.output.formats import COMPARE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.comparison.comparison import Side
    from checker.judging import Checklist
    from checker.reading import Reader


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--last-year/--no-last-year", default=None, help="是否与上一年的正文逐字对比；不写则报告年度不同时对比。")
@click.option("--format", type=click.Choice(tuple(COMPARE_FORMATS)), help="输出格式。  [default: -o 的扩展名，或 table]")
@click.option("-o", "--output", metavar="FILE", help="写入文件，不在屏幕显示。")
@rulebook_option
@level_option
@model_option
@lang_option
@waiver_options
@click.pass_context
def compare(
    context: click.Context,
    old: str,
    new: str,
    last_year: bool | None,
    format: str | None,
    output: str | None,
    rulebook: str | None,
    level: str,
    model: str,
    lang: str,
    waivers: str | None,
    today: datetime | None,
) -> None:
    """对比前后两份（OLD、NEW 为报告，或者 check 生成的 .json 结果）：已整改、仍未整改、新出现，得分变化；

    报告年度不同的，再看逐字沿用了上一年多少，哪些数字没有变。含多份报告的结果按单位对应。

    退出码：0 没有新出现或变差的问题；1 有；2 有文件读不了、没有可对应的单位或命令有误。
    """
    paths = [Path(old), Path(new)]
    if output is not None and any(same_file(output, path) for path in paths):
        raise click.UsageError(say(lang, f"-o {output} 会覆盖要对比的文件", f"-o {output} would overwrite a file that is compared"))
    format = chosen_format(format, output, lang, COMPARE_FORMATS)

    reader = reader_or_exit(rulebook, model)
    from checker.comparison.comparison import compare as compared
    from checker.comparison.comparison import paired
    from checker.output.language import book_in
    from checker.output.tables import Words

    accepted = waivers_or_exit(waivers, reader.book)
    olds, news = (_sides(path, reader, level, lang, lambda c: waived([c], accepted, today, reader.book)[0]) for path in paths)
    if olds is None or news is None:
        context.exit(FAILED)
    pairs, alone = paired(olds, news)
    comparisons = [compared(a, b, last_year=last_year) for a, b in pairs]
    options = {"width": width()}
    wanted = COMPARE_FORMATS[format]
    emit(wanted.load()(comparisons, Words(lang, book_in(reader.book, lang)), **{name: options[name] for name in wanted.options}), output, lang)
    without = say(lang, "另一边没有这个单位", "the other side has no such unit")
    complain(f"{side.record.source}: {side.record.unit}: {without}" for side in alone)
    context.exit(FAILED if not pairs else NOT_PASSED if any(c.changes.worse for c in comparisons) else PASSED)


def _sides(path: Path, reader: Reader, level: str, lang: str, accept: Callable[[Checklist], Checklist]) -> list[Side] | None:
    """The reports of one side; None, with the reason told, where it cannot be read."""
    from checker.checking import INTERNAL_WORDS, read_and_check
    from checker.comparison.comparison import Side
    from checker.comparison.records import ResultError, RulebookFacts, read_result, record_of
    from checker.ingest import ReadError
    from checker.output import safe
    from checker.output.sealing import rulebook_facts
    from checker.rulebook.schema import Level

    try:
        if path.suffix.lower() == ".json":
            result = read_result(path)
            return [Side(record, result.rulebook) for record in result.reports]
        reading, checklist = read_and_check(path, reader, level=None if level == "auto" else Level(level))
        [shown] = safe([accept(checklist)], reader.book, lang)
        return [Side(record_of(shown), RulebookFacts.model_validate(rulebook_facts(reader.book)), reading, shown.text)]
    except (ReadError, ResultError) as error:
        complain([f"{error.source}: {error.message(lang)}"])
    except Exception as error:  # as in check: no traceback, whatever is wrong here
        complain([f"{path}: {INTERNAL_WORDS[lang].format(kind=type(error).__name__)}"])
    return None
