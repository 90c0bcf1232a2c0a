"""The command line: arguments in, the line of `checker.check`, exit status out.

Exit status: 0 every report passes, 1 at least one does not, 2 a file could not be read or the call
was wrong (the other files are still reported), 130 interrupted. What takes time to import is
imported inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

import glob
import io
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from checker.output.formats import FORMATS, SUFFIXES, format_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PASSED, NOT_PASSED, FAILED, INTERRUPTED = 0, 1, 2, 130
_FIGURES = ("table", "json")  # the formats of `eval`
# Said again here, because the modules that define them are slow to import; a test compares them.
_LEVELS = ("auto", "township", "county", "department")
_LANGUAGES = ("zh", "en")
_WIDEST = 120  # longer lines are hard to read
_PLAIN_MARKS = str.maketrans("✔✘", "√×")  # for consoles in GBK, which has no dingbats
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Calls(click.Group):
    """Says a wrong call in one line."""

    def main(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        """As click's, with errors as `fazhi: reason` and Ctrl-C as a quiet 130."""
        kwargs["standalone_mode"] = False
        try:
            status = super().main(*args, **kwargs)  # type: ignore[call-overload]
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            status = FAILED
        except click.ClickException as error:
            _complain([error.format_message()])
            status = FAILED
        except click.Abort:
            status = INTERRUPTED
        sys.exit(status if isinstance(status, int) else PASSED)


def _show_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("fazhi-checker")
        except PackageNotFoundError:
            number = "(not installed)"
        click.echo(f"fazhi {number}")
        context.exit()


@click.group(cls=_Calls, context_settings=_CONTEXT)
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version, help="显示版本号。")
def main() -> None:
    """检查法治政府建设年度报告：哪些要素具备、模糊、缺失，依据什么，怎样补写。"""


@main.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--format", type=click.Choice(tuple(FORMATS)), help="输出格式。  [default: -o 的扩展名，或 table]")
@click.option("-o", "--output", metavar="FILE", help="写入文件，不在屏幕显示。")
@click.option("--rulebook", metavar="NAME-or-PATH", help="规则库的名称或文件夹。  [default: outline-2021-2025]")
@click.option("--level", type=click.Choice(_LEVELS), default="auto", show_default=True, help="单位层级；auto 从报告读出。")
@click.option("--model", metavar="auto|none|NAME-or-PATH", default="auto", show_default=True, help="spaCy 训练模型；auto 有则用，none 不用。")
@click.option("--lang", type=click.Choice(_LANGUAGES), default="zh", show_default=True, help="界面语言。")
@click.option("--brief", is_flag=True, help="只显示总表，不显示原文、依据和补写建议。")
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
    brief: bool,
) -> None:
    """检查一份或多份报告（.txt、.md），给出清单、得分和结论。

    退出码：0 全部通过；1 有报告未通过；2 有文件读不了或命令有误（其余文件照常检查）。
    """
    paths = _expand(files)
    if output is not None and any(_same_file(output, path) for path in paths):
        raise click.UsageError(_say(lang, f"-o {output} 会覆盖要检查的报告", f"-o {output} would overwrite a report"))
    format = _format(format, output, lang)

    import gc

    gc.disable()  # what is loaded now stays; there is nothing to collect until the reports come
    from checker.check import check_files
    from checker.output import write
    from checker.reading import Reader
    from checker.rulebook import DEFAULT, RulebookError, load_rulebook
    from checker.rulebook.schema import Level

    try:
        book = load_rulebook(rulebook or DEFAULT)
    except RulebookError as error:
        _complain(map(str, error.defects), prefix="")
        context.exit(FAILED)
    reader = Reader(book, _trained(model))
    gc.freeze()
    gc.enable()
    checklists, failures = check_files(paths, reader, level=None if level == "auto" else Level(level), lang=lang)
    colour = output is None and _has_colour(sys.stdout)
    result = write(checklists, failures, format, book=book, lang=lang, colour=colour, width=_width(), brief=brief)
    _emit(result, output, lang)
    if format == "table" or output is not None:
        _complain(f"{failure.source}: {failure.message}" for failure in failures)
    context.exit(FAILED if failures else PASSED if all(c.grade == "pass" for c in checklists) else NOT_PASSED)


@main.command("eval")
@click.argument("gold", metavar="GOLD...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--docs", metavar="FOLDER", type=click.Path(path_type=Path), help="报告所在的文件夹；不写则在标注文件旁边找。")
@click.option("--format", type=click.Choice(_FIGURES), default="table", show_default=True, help="输出格式。")
@click.option("--rulebook", metavar="NAME-or-PATH", help="规则库的名称或文件夹。  [default: outline-2021-2025]")
@click.option("--model", metavar="auto|none|NAME-or-PATH", default="auto", show_default=True, help="spaCy 训练模型。")
@click.option("--min", "bounds", metavar="NAME=VALUE", multiple=True, help="某项指标的下限；有一项达不到，退出码为 1。")
@click.pass_context
def evaluate(context: click.Context, gold: Sequence[Path], docs: Path | None, format: str, rulebook: str | None, model: str, bounds: Sequence[str]) -> None:
    """用标注好的报告（GOLD：标注文件或其文件夹）衡量判定的准确程度，总体和逐项。"""
    from checker.check import check_file
    from checker.evaluation.figures import compare
    from checker.evaluation.gold import GoldError, load_gold
    from checker.evaluation.report import write_figures
    from checker.ingest import ReadError
    from checker.reading import Reader
    from checker.rulebook import DEFAULT, RulebookError, load_rulebook

    try:
        book = load_rulebook(rulebook or DEFAULT)
        reader = Reader(book, _trained(model))
        reports = list(load_gold(gold, docs))
        figures = compare(reports, [check_file(report.path, reader) for report in reports])
    except RulebookError as error:
        _complain(map(str, error.defects), prefix="")
        context.exit(FAILED)
    except (GoldError, ReadError) as error:
        raise click.ClickException(str(error)) from None
    _emit(write_figures(figures, book, format), None, "zh")
    short = []
    for bound in bounds:
        name, _, value = bound.partition("=")
        if name not in figures.values:
            raise click.UsageError(f"--min {bound}：没有“{name}”这项指标；可用：{'、'.join(figures.values)}")
        try:
            low = figures.values[name] < float(value)
        except ValueError:
            raise click.UsageError(f"--min {bound}：“{value}”不是数字") from None
        if low:
            short.append(f"{name} {figures.values[name]:.3f} < {value}")
    _complain(short)
    context.exit(NOT_PASSED if short else PASSED)


def _say(lang: str, chinese: str, english: str) -> str:
    return english if lang == "en" else chinese


def _format(wanted: str | None, output: str | None, lang: str) -> str:
    """The format to write: the one wanted, else the one that the output file's suffix asks for, else a table."""
    format = wanted or (format_of(output) if output is not None else "table")
    if format is None:
        suffixes = " ".join(filter(None, SUFFIXES))
        raise click.UsageError(
            _say(lang, f"-o {output}：扩展名不表示任何输出格式；可用：{suffixes}", f"-o {output}: no output format has this suffix; use one of {suffixes}")
        )
    if FORMATS[format].binary and output is None:
        name = f"FILE{FORMATS[format].suffixes[0]}"
        raise click.UsageError(_say(lang, f"{format} 不能在屏幕显示，请写明 -o {name}", f"{format} cannot be shown on a screen; give -o {name}"))
    return format


def _expand(files: Iterable[str]) -> list[Path]:
    """The paths, with patterns that no shell expanded (as on Windows) expanded here, in order of name."""
    paths: list[Path] = []
    for name in files:
        found = sorted(glob.glob(name, recursive=True)) if glob.has_magic(name) and not os.path.lexists(name) else []
        paths.extend(map(Path, found or [name]))
    return paths


def _same_file(output: str, path: Path) -> bool:
    try:
        return path.samefile(output)
    except OSError:
        return False


def _trained(model: str) -> Any:
    if model == "none":
        return None
    from checker.reading.trained import TrainedModelError, load_trained

    try:
        return load_trained(model)
    except TrainedModelError as error:
        raise click.ClickException(str(error)) from None


def _complain(messages: Iterable[str], *, prefix: str = "fazhi: ") -> None:
    _prepare(sys.stderr)
    for message in messages:
        line = " ".join(message.split())
        click.echo(_fit(f"{prefix}{line}", sys.stderr), err=True)


def _emit(result: str | bytes, output: str | None, lang: str) -> None:
    """A text to the screen or into a file as UTF-8; bytes into a file as they are."""
    if output is None:
        if isinstance(result, bytes):
            raise TypeError("bytes have no screen to go to")
        _prepare(sys.stdout)
        click.echo(_fit(result, sys.stdout), nl=False)
        return
    try:
        Path(output).write_bytes(result if isinstance(result, bytes) else result.encode("utf-8", errors="replace"))
    except OSError as error:
        raise click.ClickException(f"{output}: {_say(lang, '写不了文件', 'cannot be written')} ({error.strerror})") from None


def _prepare(stream: TextIO) -> None:
    """UTF-8 into files and pipes whatever the system's code page; a console keeps its own and never fails."""
    if isinstance(stream, io.TextIOWrapper):
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def _fit(text: str, stream: TextIO) -> str:
    """`text` with marks that the stream's encoding has."""
    try:
        "✔✘".encode(stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return text.translate(_PLAIN_MARKS)
    return text


def _has_colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _width() -> int:
    return min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
