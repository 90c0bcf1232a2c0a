"""`fazhi eval`: accuracy on labelled reports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from checker.commands.common import NOT_PASSED, PASSED, complain, emit, model_option, reader_or_exit, rulebook_option

_FIGURES = ("table", "json")


@click.command("eval")
@click.argument("gold", metavar="GOLD...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--docs", metavar="FOLDER", type=click.Path(path_type=Path), help="报告所在的文件夹；不写则在标注文件旁边找。")
@click.option("--format", type=click.Choice(_FIGURES), default="table", show_default=True, help="输出格式。")
@rulebook_option
@model_option
@click.option("--min", "bounds", metavar="NAME=VALUE", multiple=True, help="某项指标的下限；有一项达不到，退出码为 1。")
@click.pass_context
def evaluate(context: click.Context, gold: Sequence[Path], docs: Path | None, format: str, rulebook: str | None, model: str, bounds: Sequence[str]) -> None:
    """用标注好的报告（GOLD：标注文件或其文件夹）衡量判定的准确程度，总体和逐项。"""
    reader = reader_or_exit(rulebook, model)
    from checker.checking import check_file
    from checker.evaluation.figures import compare
    from checker.evaluation.gold import GoldError, load_gold
    from checker.evaluation.report import write_figures
    from checker.ingest import ReadError

    try:
        reports = list(load_gold(gold, docs))
        figures = compare(reports, [check_file(report.path, reader) for report in reports])
    except (GoldError, ReadError) as error:
        raise click.ClickException(str(error)) from None
    emit(write_figures(figures, reader.book, format), None, "zh")
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
    complain(short)
    context.exit(NOT_PASSED if short else PASSED)
