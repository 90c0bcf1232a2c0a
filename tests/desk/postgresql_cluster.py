"""A PostgreSQL of the tests' own: started in a folder that goes with it. Run with pytest's arguments, it runs pytest on one."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_NAMES = ("postgres", "nobody")  # who runs it where this is root, which PostgreSQL refuses


class NoPostgreSQL(Exception):
    """There is none on this machine."""


def programs() -> Path:
    """The folder of initdb and postgres of the newest version here. Raises `NoPostgreSQL`."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    found += sorted((path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")), key=lambda path: int(path.parent.name.split(".")[0]))
    if not found or sys.platform == "win32":
        raise NoPostgreSQL("PostgreSQL is not installed (initdb)")
    return found[-1]


@contextmanager
def cluster() -> Iterator[str]:
    """Starts a PostgreSQL; gives the URL of its server, without a database. Raises `NoPostgreSQL`."""
    bin = programs()
    folder = Path(tempfile.mkdtemp(prefix="fazhi-pg-", dir="/tmp"))  # a short path, for its socket; and one that others may enter
    user = _user(folder)
    try:
        data, port = folder / "data", _free_port()
        _run([bin / "initdb", "-D", data, "-A", "trust", "-U", "desk", "-E", "UTF8", "--locale=C", "--no-sync"], user)
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off -c max_connections=60"
        _run([bin / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start"], user)
        try:
            yield f"postgres://desk@127.0.0.1:{port}"
        finally:
            _run([bin / "pg_ctl", "-D", data, "-m", "immediate", "stop"], user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(server: str) -> Iterator[str]:
    """A new database on a server; gives its URL."""
    import psycopg

    name = f"desk_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield f"{server}/{name}"


def _user(folder: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    name = next((name for name in _NAMES if name in known), None)
    if name is None:
        raise NoPostgreSQL("root may not run PostgreSQL, and there is no other user")
    shutil.chown(folder, name)
    return {"user": name}


def _run(command: Sequence[object], user: dict[str, Any]) -> None:
    done = subprocess.run([str(part) for part in command], **user, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode:
        raise NoPostgreSQL(f"{command[0]}: {done.stderr.decode('utf-8', 'replace')}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def main(arguments: Sequence[str]) -> int:
    """Runs pytest with the desk on a PostgreSQL; says so where there is none."""
    try:
        with cluster() as server, database(server) as url:
            return subprocess.run([sys.executable, "-m", "pytest", *arguments], env={**os.environ, "FAZHI_DESK_DATABASE_URL": url}).returncode
    except NoPostgreSQL as missing:
        print(f"not run on PostgreSQL: {missing}", file=sys.stderr)
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
