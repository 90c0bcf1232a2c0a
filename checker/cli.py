"""The command line: the list of commands, and how a call ends.

Exit status: 0 every report passes, 1 at least one does not, 2 a file could not be read or the call
was wrong (the other files are still reported), 130 interrupted. Only the command that is called is
imported, and what takes time to import is imported inside it, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module

import click

from checker.commands.common import FAILED, INTERRUPTED, PASSED, complain

# name: (module:command, its line in the list of commands)
COMMANDS: Mapping[str, tuple[str, str]] = {
    "check": ("checker.commands.check:check", "检查一份或多份报告，给出清单、得分和结论。"),
    "todo": ("checker.commands.todo:todo", "只列需要整改的，最要紧的在前，带依据和写法。"),
    "audit": ("checker.commands.audit:audit", "成批检查一个县一年的报告，汇总、对比、查重，可以接着做。"),
    "compare": ("checker.commands.compare:compare", "与上一稿或者上一年的报告对比：改好了什么，哪些没动。"),
    "verify": ("checker.commands.verify:verify", "重新检查，核对一份 JSON 结果是否属实。"),
    "annotate": ("checker.commands.annotate:annotate", "把审核意见作为批注写进报告（.docx）。"),
    "eval": ("checker.commands.evaluate:evaluate", "用标注好的报告衡量判定的准确程度。"),
    "doctor": ("checker.commands.doctor:doctor", "看本机有哪些可选的部分，没有的怎样装。"),
    "serve": ("checker.commands.serve:serve", "在浏览器里审核：单位报送、县级审核、退回整改、跟踪销号。"),
    "desk": ("checker.commands.desk:desk", "维护审核台：备份、检查设置、改密码。"),
    "rules": ("checker.commands.rules:rules", "检查、试验、查看和新建规则库。"),
}
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Calls(click.Group):
    """Imports the command that is called, and says a wrong call in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def main(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        """As click's, with errors as `fazhi: reason` and Ctrl-C as a quiet 130."""
        kwargs["standalone_mode"] = False
        try:
            status = super().main(*args, **kwargs)  # type: ignore[call-overload]
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            status = FAILED
        except click.ClickException as error:
            complain([error.format_message()])
            status = FAILED
        except click.Abort:
            status = INTERRUPTED
        sys.exit(status if isinstance(status, int) else PASSED)


def _show_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from checker.version import program_version

        click.echo(f"fazhi {program_version()}")
        context.exit()


@click.group(cls=_Calls, context_settings=_CONTEXT)
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version, help="显示版本号。")
def main() -> None:
    """检查法治政府建设年度报告：哪些要素具备、模糊、缺失，依据什么，怎样补写。"""
