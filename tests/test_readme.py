"""What the READMEs show is what a run gives. `make refresh` writes it anew; look at the difference before you keep it.

An excerpt stands under `<!-- run: fazhi … [a:b] [@word] -->`: the command, and what of its output is shown: lines, or
from the first line that holds a word to the next empty one.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker import cli

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "reports" / "README.md"]
EXCERPT = re.compile(r"<!-- run: fazhi (?P<command>.*?) (?P<slices>(?:\[[^\] ]+\] ?)+)-->\n```text\n(?P<shown>.*?)```", re.DOTALL)


def shown(command: str, slices: str) -> str:
    arguments: list[str] = []
    for word in command.split():
        found = sorted(p.as_posix() for p in Path().glob(word) if p.stem != "README") if "*" in word else [word]
        arguments.extend(found)
    lines = CliRunner().invoke(cli.main, [*arguments, "--model", "none"], env={"COLUMNS": "80"}).stdout.splitlines()
    return "\n…\n".join("\n".join(piece(lines, which)) for which in re.findall(r"\[([^\]]+)\]", slices)) + "\n"


def piece(lines: list[str], which: str) -> list[str]:
    if which.startswith("@"):
        first = next(i for i, line in enumerate(lines) if which[1:] in line)
        return lines[first : lines.index("", first)]
    start, _, end = which.partition(":")
    return lines[int(start or 0) : int(end) if end else None]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_excerpts_are_what_a_run_gives(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = page.read_text("utf-8")
    found = list(EXCERPT.finditer(text))
    assert found
    fresh = EXCERPT.sub(lambda m: m[0][: m.start("shown") - m.start()] + shown(m["command"], m["slices"]) + "```", text)
    if os.environ.get("FAZHI_REFRESH") == "1":
        page.write_text(fresh, "utf-8")
    assert fresh == page.read_text("utf-8"), "the output has changed: make refresh, and look at the difference"


def test_every_sample_is_described() -> None:
    page = (ROOT / "reports" / "README.md").read_text("utf-8")
    for path in (ROOT / "reports").iterdir():
        assert path.stem == "README" or f"`{path.name}`" in page


def test_both_languages_show_the_same_commands() -> None:
    english, chinese = (set(re.findall(r"--[a-z]+", p.read_text("utf-8"))) for p in PAGES[:2])
    assert chinese - {"--"} <= english
