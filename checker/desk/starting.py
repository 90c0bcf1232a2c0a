"""What comes before Django can be used: the folder, the extra's packages, the database; and what is said where one is not to be had."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from checker.auditing.journal import hold
from checker.desk.configuration import Configuration

SETTINGS = "checker.desk.settings"
_PACKAGES = ("axes", "csp", "dj_database_url", "django", "django_htmx", "waitress", "whitenoise")
_INSTALL = 'pip install "fazhi-checker[desk]"'
_SCHEMES = ("postgres", "postgresql")
_LOCK = "desk.lock"


class DeskError(Exception):
    """A desk that cannot be started; the message is Chinese and names the way out."""


def get_ready(desk: Configuration) -> None:
    """Makes the folder of the desk and sets Django up for it, in this process and those that it starts. Raises `DeskError`."""
    _require(desk)
    try:
        desk.make_ready()
        _use_temporary_folder(desk)
    except OSError as error:
        raise DeskError(f"{desk.data}：建不了文件夹或写不进去（{error.strerror}）；请用 --data 换一个有写权限的文件夹") from None
    os.environ.update(desk.to_environment())
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django

    django.setup()


@contextmanager
def alone(desk: Configuration) -> Iterator[None]:
    """Holds the folder, which is one server's at a time. Raises `DeskError` where another one has it."""
    try:
        file = (desk.data / _LOCK).open("ab")
    except OSError as error:
        raise DeskError(f"{desk.data}：写不进去（{error.strerror}）；请用 --data 换一个有写权限的文件夹") from None
    with file:
        try:
            hold(file)
        except BlockingIOError:
            raise DeskError(f"{desk.data}：另一个 fazhi serve 正在使用这个文件夹；请先停下它，或用 --data 换一个") from None
        yield


def reach_database() -> None:
    """Raises `DeskError` where the database does not answer or is none that can be used."""
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        connection.check_database_version_supported()
    except DatabaseError as error:
        why = " ".join(str(error).split()) or type(error).__name__
        if connection.vendor == "sqlite":
            raise DeskError(f"数据库文件打不开：{connection.settings_dict['NAME']}（{why}）") from None
        raise DeskError(f"数据库连接不上或不能用：{why}；请核对 --database-url，并确认 PostgreSQL（14 以上）正在运行") from None


def bring_up_to_date() -> None:
    """Makes the tables, or changes those of an earlier version. Raises `DeskError` where that cannot be."""
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        raise DeskError(f"数据库的表建不了：{' '.join(str(error).split())}；请确认磁盘有空间、数据库用户有建表的权限") from None


def _require(desk: Configuration) -> None:
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if missing:
        raise DeskError(f"网页审核台需要另外安装：{_INSTALL}（缺少 {'、'.join(missing)}）")
    if not desk.database_url:
        return
    if desk.database_url.partition(":")[0] not in _SCHEMES:
        raise DeskError("--database-url 要写成 postgres://用户:密码@主机:端口/库名；不写则用自带的 SQLite")
    if find_spec("psycopg") is None:
        raise DeskError(f'PostgreSQL 需要驱动 psycopg：{_INSTALL}；本机没有现成的安装包时，pip install "psycopg[c]"')
    import dj_database_url

    try:
        dj_database_url.parse(desk.database_url)
    except ValueError as error:
        raise DeskError(f"--database-url 写得不对（{error}）；应为 postgres://用户:密码@主机:端口/库名") from None


def _use_temporary_folder(desk: Configuration) -> None:
    """Has uploads under way, and whatever else is temporary, on the disk of the desk, where they are removed at the next start."""
    desk.temporary.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = str(desk.temporary)
    os.environ.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), tempfile.tempdir))
