"""Notices on reports: what the office adds to them on the command line, and the files that they go into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.commands.common import complain, emit, keep, say

if TYPE_CHECKING:
    from checker.judging import Checklist
    from checker.output.notice import Letter
    from checker.rulebook import Rulebook

FORMAT = "docx"
_META = "checker.letter"
_DAY = click.DateTime(["%Y-%m-%d"])


def letter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what goes into a notice beside the report; `letter` collects them."""
    for option in (
        _option("--template", metavar="FILE.docx", type=click.Path(path_type=Path), help="反馈函：本单位的 Word 模板，见 docs/notice-template.md。"),
        _option("--deadline", metavar="YYYY-MM-DD", type=_DAY, help="反馈函：整改期限；不写则留空待填。"),
        _option("--date", metavar="YYYY-MM-DD", type=_DAY, help="反馈函：成文日期。  [default: 今天]"),
        _option("--issuer", metavar="NAME", help="反馈函：发文机关；不写则留空待填。"),
    ):
        command = option(command)
    return command


def _option(name: str, **facts: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option whose value is kept with the call, so that the command need not pass it on."""

    def store(context: click.Context, parameter: click.Parameter, value: Any) -> None:
        context.meta[f"{_META}.{parameter.name}"] = value

    return click.option(name, expose_value=False, callback=store, **facts)


def letter(context: click.Context) -> Letter:
    """The letter that the options of the call describe."""
    from checker.output.notice import Letter

    issuer, day, deadline, template = (context.meta[f"{_META}.{name}"] for name in ("issuer", "date", "deadline", "template"))
    return Letter(day.date() if day else date.today(), issuer or "", deadline.date() if deadline else None, template)


def is_folder(output: str | None) -> bool:
    """Whether `-o` names a folder: one that exists, or a name that ends as folders' names do."""
    return output is not None and (output.endswith(("/", "\\")) or Path(output).is_dir())


def check_target(output: str | None, format: str, reports: int, lang: str) -> None:
    """Raises `click.UsageError` where what is asked for does not fit into `output`: several letters in a file, a folder for anything else."""
    if is_folder(output) and format != FORMAT:
        raise click.UsageError(
            say(
                lang,
                f"-o {output} 是文件夹；只有反馈函按单位分别写入文件夹，请加 --format docx",
                f"-o {output} is a folder; only notices go into one; add --format docx",
            )
        )
    if format == FORMAT and reports > 1 and not is_folder(output):
        raise click.UsageError(
            say(
                lang,
                f"反馈函一个单位一份，{reports} 份报告不能写入同一个文件 {output}；请用 -o 指定文件夹，例如 --format docx -o notices/",
                f"a notice is written to one unit: {reports} reports do not go into the one file {output}; name a folder, e.g. --format docx -o notices/",
            )
        )


def emit_notices(checklists: Sequence[Checklist], paths: Sequence[Path], book: Rulebook, letter: Letter, output: str, lang: str) -> None:
    """A notice on each report into the file `output`, or into the folder under the unit's name; and what to look at before signing.

    `paths` are the reports, none of which is written over. Raises `click.ClickException` for a
    template that cannot be used and a file that cannot be written.
    """
    from checker.output import write
    from checker.output.masking import masked
    from checker.output.notice import NoticeTemplateError, notice_names

    check_target(output, FORMAT, len(checklists), lang)  # an archive is one file and many reports
    safe = [masked(checklist) for checklist in checklists]
    try:
        notices = [write([checklist], (), FORMAT, book=book, letter=letter) for checklist in safe]
    except NoticeTemplateError as error:
        raise click.ClickException(f"{error.name}: {error.message(lang)}") from None
    names = [output] if not is_folder(output) else [str(_made(output, lang) / name) for name in notice_names(safe)]
    for name, notice in zip(names, notices, strict=False):
        keep(name, paths, lang)
        emit(notice, name, lang)
    complain(_before_signing(safe, lang))


def _made(folder: str, lang: str) -> Path:
    path = Path(folder)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"{folder}: {say(lang, '建不了文件夹', 'the folder cannot be made')} ({error.strerror})") from None
    return path


def _before_signing(checklists: Sequence[Checklist], lang: str) -> list[str]:
    """What a person should look at before a notice is signed: it has no place in the letter itself."""
    from checker.output.todo import todo_items

    lines = []
    for checklist in checklists:
        unit = checklist.unit or checklist.source
        lines += [f"{unit}: {notice}" for notice in checklist.notices]
        doubtful = "、".join(item.title for item in todo_items(checklist) if item.review)
        if doubtful:
            lines.append(f"{unit}: {say(lang, f'处在判定边界，发函前请先看：{doubtful}', f'on a boundary, look before signing: {doubtful}')}")
    return lines
