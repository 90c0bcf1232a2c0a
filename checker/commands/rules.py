"""`fazhi rules`: for those who write rules. Thin: arguments in, `checker.authoring`, exit status out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.commands.common import NOT_PASSED, PASSED, emit, rulebook_or_exit

if TYPE_CHECKING:
    from checker.ingest import Document
    from checker.rulebook import Rulebook

_BOOK = click.argument("rulebook", metavar="[NAME-or-PATH]", default="outline-2021-2025")
_GOLD = click.option(
    "--gold", "folders", metavar="FOLDER", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path), help="报告所在的文件夹，可给多个。"
)


@click.group()
def rules() -> None:
    """检查、试验、查看和新建规则库。"""


@rules.command()
@_BOOK
@_GOLD
@click.pass_context
def check(context: click.Context, rulebook: str, folders: Sequence[Path]) -> None:
    """检查规则库写得对不对，指出文件和行；给了 --gold，还列出从未命中过的词条。

    退出码：0 没有错误（提示不算）；2 有错误。
    """
    from checker.authoring.remarks import remarks
    from checker.authoring.sources import sources_of

    book = rulebook_or_exit(rulebook)
    found = remarks(book, sources_of(rulebook), _documents(folders))
    shown = [r for r in found if folders or r.code != "silent"]
    count = Counter(r.code for r in found)
    lines = [str(remark) for remark in shown]
    lines.append(f"{book.title}（{book.id}，版本 {book.version}）：{len(book.requirements)} 项要求，没有错误，{len(shown)} 条提示。")
    if not folders and count["silent"]:
        lines.append(f"另有 {count['silent']} 个词条在例句里没有命中过；加 --gold 文件夹 可在报告上核对并列出。")
    emit("\n".join(lines) + "\n", None, "zh")
    context.exit(PASSED)


@rules.command()
@_BOOK
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("-v", "--verbose", is_flag=True, help="通过的例句也列出。")
@click.pass_context
def test(context: click.Context, rulebook: str, ids: Sequence[str], verbose: bool) -> None:
    """运行规则里的例句，列出不符的：应为什么、实为什么、为什么。

    退出码：0 全部符合；1 有不符的；2 规则库有错误。
    """
    from checker.authoring.describe import REASONS, STATUSES
    from checker.evaluation.examples import ExampleResult, run_examples
    from checker.reading import Reader

    book = rulebook_or_exit(rulebook)
    _known(book, ids)
    reader = Reader(book)
    results = [r for only in (ids or ("",)) for r in run_examples(book, reader=reader, only=only)]
    wrong = [r for r in results if not r.passed]

    def told(result: ExampleResult) -> str:
        example, verdict = result.example, result.verdict
        expected = STATUSES[result.expected] + (f"（{REASONS[example.reason]}）" if example.reason else "")
        actual = STATUSES.get(verdict.status, verdict.status.value) + (f"（{REASONS[verdict.reason]}）" if verdict.reason else "")
        parts = f"\n    组成  应有 {'、'.join(example.parts)}；读到 {'、'.join(verdict.parts) or '无'}" if example.parts is not None else ""
        said = "".join(f"\n    原文  「{e.quote}」" for e in verdict.evidence[:2])
        near = "".join(f"\n    相近  「{e.quote}」{f'（{e.discount}）' if e.discount else ''}" for e in verdict.near_misses[:2])
        mark = "✔" if result.passed else "✘"
        head = f"{mark} {result.requirement}\n    例句  {' '.join(example.text.split())}\n    应为  {expected}\n    实为  {actual}：{verdict.explanation}"
        return f"{head}{parts}{said}{near}"

    lines = [told(r) for r in (results if verbose else wrong)]
    lines.append(f"{len(results)} 条例句，{len(wrong)} 条不符。")
    emit("\n".join(lines) + "\n", None, "zh")
    context.exit(NOT_PASSED if wrong else PASSED)


@rules.command()
@click.argument("id_", metavar="ID")
@click.option("--rulebook", metavar="NAME-or-PATH", default="outline-2021-2025", show_default=True, help="规则库的名称或文件夹。")
@click.option("--format", type=click.Choice(("markdown", "html")), help="输出格式；不写则按 -o 的扩展名，默认 markdown。")
@click.option("-o", "--output", metavar="FILE", help="写入文件，不在屏幕显示。")
@click.option("--terms/--no-terms", default=True, show_default=True, help="是否列出词条。")
@click.pass_context
def show(context: click.Context, id_: str, rulebook: str, format: str | None, output: str | None, terms: bool) -> None:
    """说明一项要求：问什么、依据什么、怎样判、写什么、例句和词条。ID 写 all 为全部。"""
    from checker.authoring.describe import describe, reference
    from checker.authoring.page import page

    book = rulebook_or_exit(rulebook)
    if id_ == "all":
        text = reference(book)
    else:
        _known(book, (id_,))
        text = describe(next(r for r in book.requirements if r.id == id_), book, terms=terms)
    html = (format or ("html" if (output or "").lower().endswith((".html", ".htm")) else "markdown")) == "html"
    emit(page(text) if html else text, output, "zh")


@rules.command()
@click.option("-o", "--output", "folder", metavar="FOLDER", type=click.Path(path_type=Path), default=Path("schema"), show_default=True, help="写到哪里。")
def schema(folder: Path) -> None:
    """写出规则文件的 JSON Schema，供编辑器边写边提示和检查。"""
    from checker.authoring.editor_schema import editor_schemas

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"{folder}: 建不了文件夹（{error.strerror}）") from None
    for name, text in editor_schemas().items():
        emit(text, str(folder / name), "zh")
    emit(f"已写入 {folder}：{'、'.join(editor_schemas())}\n", None, "zh")


@rules.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--extends", metavar="NAME-or-PATH", default="outline-2021-2025", show_default=True, help="扩展哪个规则库。")
@click.option("--title", metavar="TEXT", default="", help="规则库的名称，例如“某县法治政府建设年度报告规则库”。")
@click.pass_context
def new(context: click.Context, folder: Path, extends: str, title: str) -> None:
    """新建一个本地规则库：在原有规则库上只写不同的地方。"""
    from checker.authoring.scaffold import scaffold

    base = rulebook_or_exit(extends)
    beneath = str(Path(extends).resolve()) if Path(extends).is_dir() else extends
    try:
        files = scaffold(folder, base, extends=beneath, title=title)
    except FileExistsError:
        raise click.ClickException(f"{folder}: 已有内容，请换一个空的或还没有的文件夹") from None
    except OSError as error:
        raise click.ClickException(f"{folder}: 写不了（{error.strerror}）") from None
    emit("".join(f"已写入 {file}\n" for file in files) + f"改好后运行 fazhi rules test {folder}\n", None, "zh")


@rules.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@_GOLD
@click.option("--terms/--no-terms", default=False, show_default=True, help="是否逐条列出增减的词条。")
@click.pass_context
def diff(context: click.Context, before: str, after: str, folders: Sequence[Path], terms: bool) -> None:
    """两个规则库有什么不同；给了 --gold，还列出哪些报告的判定因此改变。

    退出码：0 没有不同；1 有不同；2 规则库有错误。
    """
    from checker.authoring.difference import Change, changes, flips

    first, second = rulebook_or_exit(before), rulebook_or_exit(after)
    found = changes(first, second)
    marks = {"added": "+", "removed": "-", "changed": "~"}

    def told(change: Change) -> str:
        words = " → ".join(filter(None, (change.before, change.after)))
        return f"{marks[change.what]} {change.at}: {' '.join(words.split())}"

    if terms:
        lines = [told(change) for change in found]
    else:
        counts = Counter((change.at, change.what) for change in found)
        alone = {(change.at, change.what): change for change in found}
        lines = [told(alone[key]) if count == 1 else f"{marks[key[1]]} {key[0]}: {count} 项" for key, count in counts.items()]
    lines.append(f"{len(found)} 处不同。")
    if folders:
        documents = _documents(folders)
        turned = flips(first, second, documents)
        lines += [f"{flip.source}: {flip.requirement or '结论'}: {flip.before or '（无）'} → {flip.after or '（无）'}" for flip in turned]
        lines.append(f"{len(documents)} 份报告中，{len({flip.source for flip in turned})} 份的判定不同，共 {len(turned)} 处。")
    emit("\n".join(lines) + "\n", None, "zh")
    context.exit(NOT_PASSED if found else PASSED)


def _known(book: Rulebook, ids: Sequence[str]) -> None:
    from checker.rulebook.errors import did_you_mean

    known = [r.id for r in book.requirements]
    for id_ in ids:
        if id_ not in known:
            raise click.UsageError(f"没有编号为“{id_}”的要求{did_you_mean(id_, known)}")


def _documents(folders: Sequence[Path]) -> list[Document]:
    from checker.authoring.remarks import documents_in

    return list(documents_in(folders))
