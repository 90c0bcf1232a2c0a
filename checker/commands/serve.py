"""`fazhi serve`: the review desk."""

from __future__ import annotations

import sys
from typing import Any

import click

from checker.commands.common import fit, prepare, rulebook_or_exit
from checker.commands.desk_options import desk_of, desk_options


@click.command()
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="监听的地址；0.0.0.0 让局域网里的电脑都能访问。")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="监听的端口；0 由系统选一个空闲的。")
@click.option("--workers", metavar="N", type=click.IntRange(1, 64), help="同时检查的进程数，每个约占 300 MB 内存。  [default: 处理器核数，2 到 4]")
@desk_options
def serve(host: str, port: int, workers: int | None, **options: Any) -> None:
    """在浏览器里审核：单位报送、县级审核、退回整改、跟踪销号。

    第一次启动会建好数据库，并给出建立管理员的地址。按 Ctrl+C 停止；随时可以再启动，没做完的会接着做。
    """
    desk = desk_of(**options)
    rulebook_or_exit(desk.rulebook)
    from checker.desk.starting import DeskError

    prepare(sys.stdout)
    try:
        from checker.desk.server import Place, serve

        serve(desk, Place(host, port, workers or 0), _say)
    except DeskError as error:
        raise click.ClickException(str(error)) from None


def _say(line: str) -> None:
    click.echo(fit(line, sys.stdout))
    sys.stdout.flush()
