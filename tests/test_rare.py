"""A rare pattern is a pattern like any other, only later."""

from __future__ import annotations

import re

import pytest

from checker.rare import rare

TEXT = "石板滩镇、青砚镇和云岫乡"
PATTERN = "(?P<name>[\u4e00-\u9fff]{2,3})(镇|乡)"


def test_it_finds_what_a_pattern_finds() -> None:
    known, late = re.compile(PATTERN), rare(PATTERN)
    assert [m.span("name") for m in late.finditer(TEXT)] == [m.span("name") for m in known.finditer(TEXT)] != []
    for name, arguments in {"search": (TEXT, 5), "match": (TEXT, 5, 8), "fullmatch": ("青砚镇",)}.items():
        mine, theirs = getattr(late, name)(*arguments), getattr(known, name)(*arguments)
        assert mine is not None and mine.span() == theirs.span()
    assert late.sub("某", TEXT) == known.sub("某", TEXT) and late.split(TEXT) == known.split(TEXT) and late.findall(TEXT) == known.findall(TEXT)
    assert (late.pattern, late.groups, dict(late.groupindex)) == (known.pattern, known.groups, dict(known.groupindex))


def test_it_is_compiled_once_and_not_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_now = re.compile

    def counting(pattern: str) -> re.Pattern[str]:
        compiled.append(pattern)
        return compile_now(pattern)

    monkeypatch.setattr(re, "compile", counting)
    late = rare(PATTERN)
    assert compiled == []
    assert late.search(TEXT) and late.search(TEXT) and late.match(TEXT)
    assert compiled == [PATTERN]


def test_what_a_pattern_has_not_it_has_not() -> None:
    assert not hasattr(rare(PATTERN), "no_such_method")


def test_every_rare_pattern_of_the_program_compiles() -> None:
    """A slip in one would come to light only in the report that it is for."""
    import pkgutil
    from importlib import import_module

    import checker

    seen = 0
    for package in ("ingest", "judging", "privacy", "reading"):
        for module in pkgutil.walk_packages([f"{checker.__path__[0]}/{package}"], f"checker.{package}."):
            for value in vars(import_module(module.name)).values():
                if type(value) is type(rare("")):
                    assert value.groups >= 0
                    seen += 1
    assert seen > 30
