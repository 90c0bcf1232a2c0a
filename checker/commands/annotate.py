"""`fazhi annotate`: the submitted Word file with the review's remarks in its margin."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from checker.commands.common import (
    NOT_PASSED,
    PASSED,
    complain,
    emit,
    keep,
    lang_option,
    level_option,
    model_option,
    reader_or_exit,
    rulebook_option,
    say,
)
from checker.commands.waiving import waived, waiver_options, waivers_or_exit

_DAY = click.DateTime(["%Y-%m-%d"])
# What a word processor turns into .docx without loss; for the rest, comments have no place in the file.
_CONVERTIBLE = (".doc", ".docm", ".dot", ".dotx", ".wps", ".wpt", ".rtf", ".odt", ".uot", ".uof")


@click.command()
@click.argument("file", metavar="FILE.docx", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FILE.docx", required=True, help="写入的文件；原文件不动。")
@click.option("--author", default="依法治县办审核", show_default=True, help="批注人。")
@click.option("--initials", default="审核", show_default=True, help="批注人缩写。")
@click.option("--date", "when", metavar="YYYY-MM-DD", type=_DAY, help="批注日期。  [default: 今天]")
@rulebook_option
@level_option
@model_option
@lang_option
@waiver_options
@click.pass_context
def annotate(
    context: click.Context,
    file: Path,
    output: str,
    author: str,
    initials: str,
    when: datetime | None,
    rulebook: str | None,
    level: str,
    model: str,
    lang: str,
    waivers: str | None,
    today: datetime | None,
) -> None:
    """把审核意见作为批注写进报告（.docx），正文一字不改。

    不具体、有矛盾的，批注在原文上；缺失的，批注在应写的章节标题上。
    退出码：0 通过；1 未通过；2 文件读不了或命令有误。
    """
    keep(output, [file], lang)
    if Path(output).suffix.lower() != ".docx":
        raise click.UsageError(
            say(lang, f"-o {output}：批注后的文件是 .docx，请写明 -o FILE.docx", f"-o {output}: what comes out is a .docx; give -o FILE.docx")
        )
    _refuse_other_formats(file, lang)
    from checker.ingest import ReadError, read_one
    from checker.judging import judge
    from checker.output.annotate import Reviewer, annotated
    from checker.rulebook.schema import Level

    reader = reader_or_exit(rulebook, model)
    accepted = waivers_or_exit(waivers, reader.book)
    try:
        document = read_one(file)
        if document.format != "docx":
            raise click.UsageError(_not_word(file, lang))
        reading = reader.understand(document)
        judged = judge(reading, reader.book, level=None if level == "auto" else Level(level))
        (checklist,) = waived([judged], accepted, today, reader.book)
        reviewer = Reviewer(when or datetime.now().replace(microsecond=0), author, initials)
        result = annotated(file.read_bytes(), checklist, reading, reader.book, reviewer)
    except ReadError as error:
        raise click.ClickException(f"{error.source}: {error.message(lang)}") from None
    emit(result, output, lang)
    complain(f"{file}: {notice}" for notice in checklist.notices)
    context.exit(PASSED if checklist.grade == "pass" else NOT_PASSED)


def _refuse_other_formats(file: Path, lang: str) -> None:
    suffix = file.suffix.lower()
    if suffix in _CONVERTIBLE:
        raise click.UsageError(
            say(lang, f"{file}：请先用 Word 或 WPS 另存为 .docx，再加批注", f"{file}: save it as .docx in a word processor first, then annotate that")
        )
    if suffix != ".docx":
        raise click.UsageError(_not_word(file, lang))


def _not_word(file: Path, lang: str) -> str:
    return say(
        lang,
        f"{file}：只有 Word 文档（.docx）能加批注；其他格式请用 fazhi check {file.name} -o result.html 对照原文查看",
        f"{file}: only Word files (.docx) take comments; see the marked text with fazhi check {file.name} -o result.html",
    )
