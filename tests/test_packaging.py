"""What is shipped: a wheel that brings the rules and finds them where it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True, timeout=300)
    [path] = folder.glob("*.whl")
    return path


@pytest.mark.slow
def test_the_wheel_brings_every_rule_and_nothing_odd(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = {f"checker/_rules/{p.relative_to(ROOT / 'rules').as_posix()}" for p in (ROOT / "rules").rglob("*.yaml")}
    assert rules <= names
    assert rules
    assert "checker/py.typed" in names
    beside = {p.relative_to(ROOT).as_posix() for p in (ROOT / "checker").rglob("*") if p.suffix in (".html", ".css", ".js", ".docx", ".md")}
    shipped = {name for name in beside if not name.startswith("checker/release/")}  # what makes the archive is not in it
    assert len(shipped) > 3
    assert shipped <= names
    assert {n.split("/")[0] for n in names} == {"checker", f"{wheel.name.split('-py3')[0]}.dist-info"}
    assert not [n for n in names if "__pycache__" in n]


@pytest.mark.slow
def test_the_wheel_works_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    report = ROOT / "reports" / "qingyan.txt"
    command = [sys.executable, "-m", "checker", "check", "--model", "none", "--brief", str(report)]
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(site)}, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    where = subprocess.run(
        [sys.executable, "-c", "from checker.rulebook import rules_folder; print(rules_folder())"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert Path(where.stdout.strip()) == site / "checker" / "_rules"


def test_no_dependency_is_a_url_or_the_placeholder_of_the_trained_pipeline() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    everything = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    assert not [d for d in everything if "@" in d or "core_web" in d.replace("-", "_")]
    assert all(">=" in d for d in project["dependencies"])  # a lower bound, and none pinned
