"""`fazhi desk`: looking after the review desk, with the commands of Django and the desk's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from checker.commands.desk_options import desk_of, desk_options


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@desk_options
@click.argument("command", metavar="COMMAND [ARGS]...", nargs=-1, required=True, type=click.UNPROCESSED)
def desk(command: Sequence[str], **options: Any) -> None:
    """维护审核台：备份、检查设置、改密码等。本命令的选项写在 COMMAND 前面，与 fazhi serve 相同。

    \b
    backup FILE.zip      备份数据库和文件，审核台不用停
    check --deploy       检查安全设置
    changepassword 用户   重设一个用户的密码
    migrate              升级数据库的表（fazhi serve 启动时也会做）
    help                 其余的命令
    """  # noqa: D301 - click knows the mark by its very character
    from checker.desk.starting import DeskError, get_ready, reach_database

    try:
        get_ready(desk_of(**options))
        if command[0] not in ("help", "check"):
            reach_database()
    except DeskError as error:
        raise click.ClickException(str(error)) from None
    from django.core.management import ManagementUtility

    ManagementUtility(["fazhi desk", *command]).execute()
