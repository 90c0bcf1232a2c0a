"""The archive for this machine, installed with the network shut off, and a report checked with what was installed."""

from __future__ import annotations

import os
import platform
import shutil
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from checker.release.bundle import build
from checker.release.targets import PLATFORMS, PYTHONS, Target
from checker.release.wheels import FetchError

SYSTEM = f"{platform.system()}-{platform.machine()}".lower()
PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"
pytestmark = pytest.mark.slow


def shut_off() -> list[str]:
    """What to put before a command so that it has no network: a network namespace of its own, where one may be made."""
    command = ["unshare", "--net"] if os.name == "posix" and os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    allowed = shutil.which("unshare") and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    return command if allowed else []


def environment(home: Path) -> dict[str, str]:
    """A home without settings; a proxy that refuses, for where there is no namespace."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), f"http://127.0.0.1:{port}")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHON", "VIRTUAL_ENV"))}
    return {**kept, **proxies, "HOME": str(home), "USERPROFILE": str(home), "PYTHON": sys.executable}


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if SYSTEM not in PLATFORMS or PYTHON not in PYTHONS:
        pytest.skip(f"the archive is not made for {SYSTEM} with Python {PYTHON}")
    folder = tmp_path_factory.mktemp("bundle")
    try:
        archive = build(folder, [Target(SYSTEM, PYTHON)], (), None)
    except FetchError as error:
        pytest.skip(f"the wheels cannot be fetched here: {error}")
    zipfile.ZipFile(archive).extractall(folder)
    return folder / archive.stem


def test_it_installs_and_checks_a_report_without_a_network(unpacked: Path, tmp_path: Path) -> None:
    installer = [str(unpacked / "install.bat")] if os.name == "nt" else ["sh", str(unpacked / "install.sh")]
    target = tmp_path / "fazhi"
    done = subprocess.run(
        [*shut_off(), *installer, str(target)], env=environment(tmp_path), capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=900
    )
    assert done.returncode == 0, done.stdout + done.stderr
    program = target / ("Scripts" if os.name == "nt" else "bin") / "fazhi"
    call = [*shut_off(), str(program), "check", "--brief", str(unpacked / "samples" / "qingyan.txt")]
    checked = subprocess.run(call, cwd=tmp_path, env=environment(tmp_path), capture_output=True, timeout=120)
    assert checked.returncode == 0, checked.stderr.decode()
    assert "青砚镇" in checked.stdout.decode()


def test_a_damaged_or_lost_file_stops_the_installation(unpacked: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(unpacked, folder)
    (folder / "LICENSE").write_bytes(b"changed")
    lost = sorted((folder / "wheels").iterdir())[0]
    lost.unlink()
    done = subprocess.run([sys.executable, str(folder / "install.py"), str(tmp_path / "fazhi")], capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 1
    assert "LICENSE" in done.stdout and lost.name in done.stdout
    assert not (tmp_path / "fazhi").exists()


def test_what_the_archive_holds(unpacked: Path) -> None:
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert {"安装说明.md", "install.py", "install.sh", "install.bat", "SHA256SUMS", "LICENSE", "licenses/README.md", "samples/qingyan.txt"} <= names
    listed = {line.partition("  ")[2] for line in (unpacked / "SHA256SUMS").read_text("utf-8").splitlines()}
    assert listed == names - {"SHA256SUMS"}
    assert b"\r\n" in (unpacked / "install.bat").read_bytes() and b"\r" not in (unpacked / "install.sh").read_bytes()
