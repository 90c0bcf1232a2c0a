"""A copy of the desk in one file, taken while it runs: the database as of one moment, and every file that it speaks of.

Files are written before their entry in the database and never changed, so that those found after the database was copied
are all that the copy needs.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

SQLITE, POSTGRESQL = "desk.sqlite3", "desk.pgdump"
_FOLDERS = ("files", "rulebooks")
_KEY = "secret-key"
_NO_PG_DUMP = (
    "备份 PostgreSQL 要用它自带的 pg_dump，本机没有找到；请安装 postgresql-client，"
    "或先用单位自己的办法备份数据库，再复制数据文件夹里的 files、rulebooks 和 secret-key"
)


class BackupError(Exception):
    """A copy that cannot be made; the message is Chinese and names the way out."""


def back_up(target: Path) -> int:
    """Writes the copy as the zip file `target`, which is there only when it is whole; returns how many files it has.

    Unpacked into an empty folder it is the desk's `--data` again (a PostgreSQL database goes back with `pg_restore`).
    Raises `BackupError`, and `OSError` where the file cannot be written.
    """
    if target.exists():
        raise BackupError(f"{target} 已经有了；请换一个文件名")
    beside = target.with_name(f"{target.name}.part")
    data: Path = settings.DESK.data
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as work, zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as packed:
            database = _database(Path(work))
            packed.write(database, database.name, zipfile.ZIP_DEFLATED)
            packed.write(data / _KEY, _KEY)
            for folder in _FOLDERS:
                for path in sorted((data / folder).rglob("*")):
                    if path.is_file() and not _under_way(path.relative_to(data)):
                        packed.write(path, path.relative_to(data).as_posix())
            count = len(packed.namelist())
        _keep_private(beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return count


def _under_way(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _keep_private(path: Path) -> None:
    """The copy holds reports and the key: nobody else reads it, and the disk has it."""
    os.chmod(path, 0o600)
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _database(folder: Path) -> Path:
    return _sqlite(folder / SQLITE) if connection.vendor == "sqlite" else _postgresql(folder / POSTGRESQL)


def _sqlite(path: Path) -> Path:
    with closing(sqlite3.connect(f"{Path(connection.settings_dict['NAME']).as_uri()}?mode=ro", uri=True)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    return path


def _postgresql(path: Path) -> Path:
    program = shutil.which("pg_dump")
    if program is None:
        raise BackupError(_NO_PG_DUMP)
    facts = connection.settings_dict
    known = {"PGHOST": facts["HOST"], "PGPORT": facts["PORT"], "PGUSER": facts["USER"], "PGPASSWORD": facts["PASSWORD"], "PGDATABASE": facts["NAME"]}
    given = {name: str(value) for name, value in known.items() if value}  # not on the command line, which others may see
    done = subprocess.run([program, "--format=custom", "--file", str(path)], env={**os.environ, **given}, stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode:
        raise BackupError(f"pg_dump 没有成功：{' '.join(done.stderr.decode('utf-8', 'replace').split())}")
    return path
