"""`fazhi serve` and `fazhi desk` as they are called: what they say where something is wrong, and copies that are whole."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from running_desk import SEED, Browser, Desk, until

from checker.cli import main
from checker.desk import starting


@pytest.fixture
def here(tmp_path: Path) -> Desk:
    """A desk that is not running, with a SQLite of its own."""
    return Desk(tmp_path / "running")


def refused(desk: Desk, *arguments: str) -> str:
    """What is said by `fazhi serve`, which does not start: one line, no traceback."""
    done = desk.command("serve", "--port", "0", "--data", str(desk.data), *arguments)
    assert done.returncode == 2 and done.stdout == ""
    [line] = done.stderr.splitlines()
    return line


def test_a_port_that_is_taken(here: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        line = refused(here, "--port", str(port))
    assert f"127.0.0.1:{port}" in line and "--port" in line


def test_a_folder_that_cannot_be_written(here: Desk) -> None:
    here.data.write_text("a file")
    assert "--data" in refused(here)


def test_a_database_that_does_not_answer(here: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
    line = refused(here, "--database-url", f"postgres://desk:secret-word@127.0.0.1:{port}/desk")
    assert "连接不上" in line and "PostgreSQL" in line and "secret-word" not in line


@pytest.mark.parametrize("url", ["mysql://desk@127.0.0.1/desk", "desk", "sqlite:///desk.sqlite3"])
def test_a_database_of_another_kind(here: Desk, url: str) -> None:
    assert "postgres://" in refused(here, "--database-url", url)


def test_a_file_that_is_no_database(here: Desk) -> None:
    here.data.mkdir()
    (here.data / "desk.sqlite3").write_bytes(b"this is not a database" * 100)
    assert "desk.sqlite3" in refused(here)


def test_a_rulebook_that_is_not_there(here: Desk) -> None:
    assert "没有这个规则库" in refused(here, "--rulebook", "outline-1999")


def test_the_extra_is_not_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(starting, "find_spec", lambda name: None)
    done = CliRunner().invoke(main, ["serve", "--data", str(tmp_path / "running")])
    assert done.exit_code == 2 and 'pip install "fazhi-checker[desk]"' in done.output
    assert not (tmp_path / "running").exists()


def test_the_deployment_check_finds_nothing_with_https(here: Desk) -> None:
    options = ["--data", str(here.data), "--https", "--behind-proxy", "--hosts", "desk.example.cn"]
    done = here.command("desk", *options, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert here.command("desk", "--data", str(here.data), "check", "--deploy", "--fail-level", "WARNING").returncode == 1  # it does look


def test_the_first_run_and_another_server_in_the_same_folder(here: Desk) -> None:
    here.start()
    try:
        address = next(line[line.index("http://") :].strip() for line in here.said if "/accounts/first-run/" in line)
        page = Browser(here.url).get(address)
        assert 'name="csrfmiddlewaretoken"' in page
        assert "另一个 fazhi serve" in refused(here)
        assert (here.data / "secret-key").stat().st_mode & 0o077 == 0
    finally:
        assert here.stop() == 0


@pytest.mark.slow
def test_a_copy_of_a_desk_that_runs_is_whole(desk: Desk, report: bytes, tmp_path: Path) -> None:
    submission = desk.inside(SEED)
    desk.start()
    browser = Browser(desk.url)
    browser.sign_in("drafter")
    address = browser.upload(submission, report)
    until(lambda: 'id="progress"' not in browser.get(address))
    path = tmp_path / "copy.zip"
    done = desk.command("desk", "--data", str(desk.data), "backup", str(path))
    assert done.returncode == 0, done.stderr
    assert path.stat().st_mode & 0o077 == 0
    again = desk.command("desk", "--data", str(desk.data), "backup", str(path))
    assert again.returncode != 0 and "已经有了" in again.stderr
    assert desk.stop() == 0

    copy = Desk(tmp_path / "copy")
    with zipfile.ZipFile(path) as packed:
        packed.extractall(copy.data)
    kept = sorted(p for p in (copy.data / "files").rglob("*") if p.is_file())
    assert [p.read_bytes() for p in kept] == [report]
    assert list((copy.data / "rulebooks").glob("*.json"))
    if desk.database_url:
        listed = subprocess.run(["pg_restore", "--list", str(copy.data / "desk.pgdump")], capture_output=True, encoding="utf-8")
        assert listed.returncode == 0 and "TABLE DATA public reports_version" in listed.stdout
        return
    with sqlite3.connect(copy.data / "desk.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        [(record,)] = database.execute("SELECT record FROM reports_version").fetchall()
    assert json.loads(record)["unit"] == "青砚镇人民政府"
    copy.start()
    browser = Browser(copy.url)
    browser.sign_in("drafter")
    assert "青砚镇" in browser.get(address.removeprefix(desk.url))
    assert copy.stop() == 0
