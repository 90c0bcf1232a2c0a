"""`fazhi audit`: a season's submissions in one run."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.commands.common import (
    FAILED,
    INTERRUPTED,
    NOT_PASSED,
    PASSED,
    complain,
    emit,
    expand,
    lang_option,
    level_option,
    model_option,
    rulebook_option,
    rulebook_or_exit,
    say,
    trained,
)
from checker.commands.notices import letter, letter_options
from checker.commands.progress import progress_on
from checker.commands.waiving import waiver_options, waivers_or_exit

if TYPE_CHECKING:
    from checker.auditing.pools import Pool
    from checker.auditing.roster import Unit
    from checker.auditing.season import Earlier
    from checker.auditing.summary import Facts, Summary
    from checker.auditing.worker import Settings
    from checker.output.notice import Letter
    from checker.rulebook import Rulebook
    from checker.rulebook.waivers import Waiver


MOST_PAGES = 3000  # reports; with more, a page and a notice for each would take longer than the audit


@click.command()
@click.argument("places", metavar="PLACE...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FOLDER", required=True, type=click.Path(file_okay=False, path_type=Path), help="结果文件夹；已有的接着检查。")
@click.option("--fresh", is_flag=True, help="不接着上次，从头检查。")
@click.option("--roster", metavar="FILE", type=click.Path(path_type=Path), help="应报单位名单（.xlsx、.csv）：单位、层级、联系人。")
@click.option("--previous", metavar="FOLDER", type=click.Path(path_type=Path), help="上一年的结果文件夹，用来对比。")
@click.option("--workers", metavar="N", type=click.IntRange(1, 512), help="同时检查的进程数。  [default: 处理器核数]")
@click.option("--cluster", metavar="tcp://HOST:PORT", help="在 Dask 集群上检查；给出调度器的地址。")
@rulebook_option
@level_option
@model_option
@lang_option
@waiver_options
@letter_options
@click.option("--no-pages", is_flag=True, help="只要数据（.jsonl、summary.json），不出总表、网页、反馈函和通报。")
@click.pass_context
def audit(
    context: click.Context,
    places: Sequence[str],
    output: Path,
    fresh: bool,
    roster: Path | None,
    previous: Path | None,
    workers: int | None,
    cluster: str | None,
    rulebook: str | None,
    level: str,
    model: str,
    lang: str,
    waivers: str | None,
    today: datetime | None,
    no_pages: bool,
) -> None:
    """成批检查一个县一年的报告：文件夹、压缩包、文件都可以，中途停下可以接着来。

    退出码：0 全部通过；1 有报告未通过；2 有文件读不了或命令有误（其余文件照常检查）；130 中途停下。
    """
    given = expand(places)
    _check_places(given, output, lang)
    units = _roster(roster)
    earlier = _earlier(previous)
    book = rulebook_or_exit(rulebook)
    settings, facts = _settings(book, rulebook, level, model, lang, waivers_or_exit(waivers, book), today)
    from checker.auditing.plan import submissions
    from checker.auditing.season import audit as run_audit

    if fresh:
        _start_over(output, lang)
    files = submissions(given, leave_out=output)
    if not files:
        raise click.UsageError(say(lang, "没有可检查的文件", "there are no files to check"))
    with closing(_pool(cluster, workers, len(files))) as pool, _ending(context, output, lang):
        with progress_on(sys.stderr, lang) as progress:
            summary = run_audit(files, settings, facts, output, pool, roster=units, earlier=earlier, started=progress.started, done=progress.done)
        if not no_pages:
            _write_pages(summary, output, book, letter(context), lang)
    emit(_told(summary, output, lang), None, lang)
    passed = all(row.grade == "pass" for row in summary.rows)
    context.exit(FAILED if summary.errors else PASSED if passed else NOT_PASSED)


@contextmanager
def _ending(context: click.Context, output: Path, lang: str) -> Iterator[None]:
    """What ends a run early is told with how to go on."""
    from checker.auditing.pools import PoolError
    from checker.output.notice import NoticeTemplateError

    try:
        yield
    except KeyboardInterrupt:
        complain([say(lang, "已停下；检查过的都已存好，再运行同一条命令就接着检查", "stopped; what was checked is kept: run the same command to go on")])
        context.exit(INTERRUPTED)
    except PoolError as error:
        raise click.ClickException(str(error)) from None
    except NoticeTemplateError as error:
        raise click.ClickException(f"{error.name}: {error.message(lang)}") from None
    except BlockingIOError:
        raise click.ClickException(f"{output}：{say(lang, '另一个 fazhi audit 正在写这个文件夹', 'another fazhi audit is writing here')}") from None
    except OSError as error:
        why = say(lang, "写不下去；排除原因后再运行同一条命令就接着检查", "cannot be written; mend that and run the same command to go on")
        raise click.ClickException(f"{output}：{why} ({error.strerror})") from None


def _write_pages(summary: Summary, output: Path, book: Rulebook, added: Letter, lang: str) -> None:
    from checker.auditing.pages import write_pages

    each_unit = len(summary.rows) <= MOST_PAGES
    if not each_unit:
        complain([say(lang, f"超过 {MOST_PAGES} 份报告，不逐份出网页和反馈函", f"more than {MOST_PAGES} reports: no page and notice for each")])
    with progress_on(sys.stderr, lang, "写好", "written") as progress:
        progress.started(len(summary.rows) if each_unit else 0, 0)
        kept = write_pages(output, book, letter=added, lang=lang, each_unit=each_unit, done=progress.done)
    complain(say(lang, f"{name}：原文件改动过，新的另存于此", f"{name}: the one before was edited, this is the new one") for name in kept)


def _check_places(places: Sequence[Path], output: Path, lang: str) -> None:
    for place in places:
        if not place.exists():
            raise click.UsageError(f"{place}：{say(lang, '没有这个文件或文件夹', 'no such file or folder')}")
        if place.is_dir() and output.exists() and place.samefile(output):
            raise click.UsageError(say(lang, f"-o {output} 就是要检查的文件夹", f"-o {output} is the folder to check"))


def _roster(path: Path | None) -> tuple[Unit, ...] | None:
    if path is None:
        return None
    from checker.auditing.roster import RosterError, load_roster

    try:
        return load_roster(path)
    except RosterError as error:
        raise click.ClickException(str(error)) from None


def _earlier(folder: Path | None) -> Earlier | None:
    if folder is None:
        return None
    from checker.auditing.season import Earlier
    from checker.auditing.summary import SummaryError, load

    try:
        return Earlier(folder, load(folder))
    except SummaryError as error:
        raise click.ClickException(str(error)) from None


def _settings(
    book: Rulebook, name: str | None, level: str, model: str, lang: str, accepted: Sequence[Waiver], today: datetime | None
) -> tuple[Settings, Facts]:
    """What the results depend on, and what they say of it."""
    import json

    from checker.auditing.summary import Facts
    from checker.auditing.worker import Settings
    from checker.output.sealing import rulebook_facts
    from checker.reading.trained import pipeline_name
    from checker.rulebook import DEFAULT
    from checker.version import program_version

    version, about, pipeline = program_version(), rulebook_facts(book), pipeline_name(trained(model))
    settings = Settings(
        rulebook=str(Path(name).resolve()) if name and Path(name).exists() else name or DEFAULT,
        rulebook_sha256=about["sha256"],
        version=version,
        level=level,
        model=model,
        pipeline=pipeline,
        lang=lang,
        waivers=json.dumps([w.model_dump(mode="json") for w in accepted], ensure_ascii=False) if accepted else "",
        today=(today.date() if today else date.today()).isoformat() if accepted else "",
    )
    return settings, Facts(version, about["id"], about["version"], about["sha256"], pipeline)


def _start_over(folder: Path, lang: str) -> None:
    from checker.auditing.season import FILES

    try:
        for name in FILES:
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise click.ClickException(f"{folder}：{say(lang, '清不掉上次的结果', 'the last results cannot be removed')} ({error.strerror})") from None


def _pool(cluster: str | None, workers: int | None, files: int) -> Pool:
    from checker.auditing.pools import ClusterPool, LocalPool, PoolError, cores

    if cluster is None:
        return LocalPool(min(workers or cores(), files))
    try:
        return ClusterPool(cluster)
    except PoolError as error:
        raise click.ClickException(str(error)) from None


def _told(summary: Summary, output: Path, lang: str) -> str:
    """What the season came to, in a few lines."""
    grades = summary.grades
    lines = [
        say(
            lang,
            f"报告 {len(summary.rows)} 份：通过 {grades['pass']}，修改 {grades['revise']}，退回 {grades['return']}",
            f"{len(summary.rows)} reports: {grades['pass']} pass, {grades['revise']} to revise, {grades['return']} to return",
        )
    ]
    if summary.mean is not None:
        lines.append(say(lang, f"平均 {summary.mean} 分，中位数 {summary.median} 分", f"mean score {summary.mean}, median {summary.median}"))
    if summary.expected is not None:
        missing = len(summary.not_submitted)
        lines.append(say(lang, f"应报 {summary.expected} 个单位，未报 {missing} 个", f"{summary.expected} units on the roster, {missing} have not submitted"))
    for count, chinese, english in (
        (len(summary.choices), "个单位有多份报告，取日期最近的一份", "units with several reports; the latest counts"),
        (len(summary.namesakes), "组同名单位在不同文件夹，分别计入", "names in several folders, counted apart"),
        (summary.copies_found, "对报告大段雷同", "pairs of reports share much"),
        (len(summary.errors), "个文件未能检查", "files could not be checked"),
    ):
        if count:
            lines.append(f"{count} {say(lang, chinese, english)}")
    lines.append(say(lang, f"结果在 {output}", f"results in {output}"))
    return "\n".join(lines) + "\n"
