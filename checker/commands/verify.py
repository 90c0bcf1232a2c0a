"""`fazhi verify`: a result checked again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.commands.common import FAILED, NOT_PASSED, PASSED, complain, emit, expand, lang_option, reader_or_exit, rulebook_option, say
from checker.commands.waiving import waived, waiver_options, waivers_or_exit

if TYPE_CHECKING:
    from checker.comparison.records import Result
    from checker.comparison.verification import Difference
    from checker.judging import Checklist
    from checker.rulebook import Rulebook


@click.command()
@click.argument("result", metavar="RESULT.json")
@click.argument("files", metavar="[FILE...]", nargs=-1)
@rulebook_option
@click.option("--model", metavar="auto|none|NAME-or-PATH", help="spaCy 训练模型。  [default: 与结果所用的相同]")
@lang_option
@waiver_options
@click.pass_context
def verify(
    context: click.Context, result: str, files: Sequence[str], rulebook: str | None, model: str | None, lang: str, waivers: str | None, today: datetime | None
) -> None:
    """重新检查报告（FILE；不写则用结果里记的路径），核对 check 生成的 JSON 结果（RESULT.json）是否属实。

    不一致的逐条说明：文件、规则库、程序版本有无变化，哪些判定不同。结果用了豁免的，须用 --waivers 给出同一份清单。

    退出码：0 全部属实；1 有不一致；2 有文件读不了、结果里没有这份报告或命令有误。
    """
    from checker.comparison.records import ResultError, read_result

    try:
        stored = read_result(Path(result))
    except ResultError as error:
        complain([f"{error.source}: {error.message(lang)}"])
        context.exit(FAILED)
    matched, strange = _matched(stored, expand(files) if files else [Path(r.source) for r in stored.reports])
    unknown = say(lang, "结果里没有这份报告", "the result has no such report")
    complain(f"{path}: {unknown}" for path in strange)

    reader = reader_or_exit(rulebook or stored.rulebook.id, model or ("none" if stored.pipeline == "blank-zh" else "auto"))
    from checker.checking import check_files
    from checker.output.tables import Words

    accepted = waivers_or_exit(waivers, reader.book)
    words, lines, failed, differs = Words(lang, reader.book), [], bool(strange), False
    for index, path in matched:
        record = stored.reports[index]
        if record.waived_on and waivers is None:
            complain([f"{path}: {say(lang, '这份结果用了豁免，请用 --waivers 给出豁免清单', 'this result was made with waivers: give them with --waivers')}"])
            failed = True
            continue
        checklists, failures = check_files([path], reader, level=record.level, lang=lang)
        complain(f"{failure.source}: {failure.message}" for failure in failures)
        failed = failed or bool(failures)
        day = today or (datetime.fromisoformat(record.waived_on) if record.waived_on else None)
        for checklist in waived(checklists, accepted, day, reader.book):
            found = _differences(stored, index, checklist, reader.book)
            differs = differs or bool(found)
            lines.append(f"{path}: {words['differs' if found else 'confirmed']}")
            lines += [f"    {difference.say(words)}" for difference in found]
    emit("".join(f"{line}\n" for line in lines), None, lang)
    context.exit(FAILED if failed else NOT_PASSED if differs else PASSED)


def _matched(stored: Result, paths: Sequence[Path]) -> tuple[list[tuple[int, Path]], list[Path]]:
    """Each file with the report of the result that it is: by content, else by name, else the only one there is."""
    matched: list[tuple[int, Path]] = []
    strange = []
    names = [report.source.replace("\\", "/").rsplit("/", 1)[-1] for report in stored.reports]
    for path in paths:
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            digest = ""  # told when it is checked
        found = [i for i, report in enumerate(stored.reports) if report.sha256 == digest] or [i for i, name in enumerate(names) if name == path.name]
        if not found and len(paths) == len(stored.reports) == 1:
            found = [0]
        if found:
            matched.append((found[0], path))
        else:
            strange.append(path)
    return matched, strange


def _differences(stored: Result, index: int, checklist: Checklist, book: Rulebook) -> tuple[Difference, ...]:
    from checker.comparison.records import RulebookFacts
    from checker.comparison.verification import Made, differences, made_by
    from checker.output import safe
    from checker.output.record import report_record
    from checker.output.sealing import rulebook_facts
    from checker.version import program_version

    [shown] = safe([checklist], book, stored.lang)
    now = Made(program_version(), RulebookFacts.model_validate(rulebook_facts(book)), checklist.pipeline)
    return differences(stored.raw[index], made_by(stored), report_record(shown), now)
