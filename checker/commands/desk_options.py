"""What `fazhi serve` and `fazhi desk` share: where a desk is, and what an office chooses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from checker.desk.configuration import Configuration

_OPTIONS = (
    click.option(
        "--data",
        metavar="FOLDER",
        type=click.Path(path_type=Path),
        envvar="FAZHI_DESK_DATA",
        help="存放数据库和文件的文件夹。  [default: 用户主目录下的 fazhi-desk]",
    ),
    click.option(
        "--database-url",
        metavar="URL",
        envvar="FAZHI_DESK_DATABASE_URL",
        help="改用 PostgreSQL：postgres://用户:密码@主机:端口/库名；可写在环境变量 FAZHI_DESK_DATABASE_URL 里。",
    ),
    click.option("--hosts", metavar="NAMES", envvar="FAZHI_DESK_HOSTS", default="*", show_default=True, help="允许用来访问的主机名或地址，逗号隔开。"),
    click.option("--https", is_flag=True, envvar="FAZHI_DESK_HTTPS", help="浏览器经由提供 HTTPS 的代理访问；会话只走加密连接。"),
    click.option("--behind-proxy", is_flag=True, envvar="FAZHI_DESK_BEHIND_PROXY", help="前面有反向代理：信任它写明的来访地址和协议。"),
    click.option("--rulebook", metavar="NAME-or-PATH", envvar="FAZHI_DESK_RULEBOOK", help="规则库的名称或文件夹。  [default: outline-2021-2025]"),
)


def desk_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options of a desk to a command; `desk_of` makes its configuration of them."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def desk_of(*, data: Path | None, database_url: str | None, hosts: str, https: bool, behind_proxy: bool, rulebook: str | None) -> Configuration:
    """The configuration of a desk. Paths are whole, so that they mean the same to every process."""
    from checker.desk.configuration import Configuration
    from checker.rulebook import DEFAULT

    return Configuration(
        data=(data or Path.home() / "fazhi-desk").absolute(),
        database_url=database_url or "",
        hosts=tuple(name for name in map(str.strip, hosts.split(",")) if name) or ("*",),
        https=https,
        behind_proxy=behind_proxy,
        rulebook=str(Path(rulebook).absolute()) if rulebook and Path(rulebook).exists() else rulebook or DEFAULT,
    )
