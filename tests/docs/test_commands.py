"""Commands and options that the documentation names are those that there are."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from checker import cli

ROOT = Path(__file__).parents[2]
PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "CONTRIBUTING.md", ROOT / "README.md", ROOT / "README.zh-CN.md"]
DJANGO = {"backup", "changepassword", "check", "load_audit", "migrate"}
CALL = re.compile(r"^(?:\s*|.*`)fazhi (?P<rest>[a-z-][^`#\n]*)", re.MULTILINE)


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that words begin with, and the words after it. Raises `AssertionError` where there is none."""
    context = click.Context(cli.main)
    command: click.Command = cli.main
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name, *words = words
        found = command.get_command(context, name.split("|")[0])
        assert found is not None, f"no command {name}"
        command = found
    return command, words


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_call_on_the_page_can_be_made(page: Path) -> None:
    calls = [match["rest"].split() for match in CALL.finditer(page.read_text("utf-8"))]
    assert calls or page.name not in ("reviewers.md", "rule-authors.md", "offline.md", "faq.md", "README.md")
    for call in calls:
        command, rest = command_of(call)
        if command.context_settings.get("ignore_unknown_options"):  # its own options stand before a command of Django's, which has others
            place = next(i for i, word in enumerate(rest) if word in DJANGO)
            rest = rest[:place]
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)} | {"--help", "-h"}
        strange = [word for word in rest if re.fullmatch(r"--?[a-z][a-z-]*", word) and word not in known]
        assert strange == [], f"fazhi {' '.join(call)}"


def test_every_command_is_told_to_reviewers_or_to_rule_authors() -> None:
    told = "".join((ROOT / "docs" / name).read_text("utf-8") for name in ("reviewers.md", "rule-authors.md", "faq.md", "desk.md"))
    assert [name for name in cli.COMMANDS if f"fazhi {name}" not in told] == []
