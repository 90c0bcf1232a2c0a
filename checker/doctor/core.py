"""The program itself: whether it runs here, proved by the first example of its own rules."""

from __future__ import annotations

import platform
import sys

from checker.doctor.part import NOTHING, Part, State, Text
from checker.version import program_version

_OLDEST = (3, 11)
_REINSTALL = Text("重新安装程序；Python 须为 3.11 以上", "install the program anew; it needs Python 3.11 or later")
_BUNDLE = Text("用离线安装包重新安装，见《离线安装》", "install anew from the offline archive, see docs/offline.md")


def core() -> Part:
    """The program, its libraries and the rules that ship with it."""
    where = f"fazhi {program_version()}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    try:
        if sys.version_info < _OLDEST:
            raise RuntimeError(f"Python {platform.python_version()}")
        proof = _proof()
    except Exception as error:  # whatever it is, this is the place to tell it
        told = f"{where}; {type(error).__name__}: {error}"
        return _part(State.BROKEN, Text(told, told), _REINSTALL, _BUNDLE)
    return _part(State.OK, Text(f"{where}；{proof.zh}", f"{where}; {proof.en}"))


def _part(state: State, found: Text, remedy: Text = NOTHING, offline: Text = NOTHING) -> Part:
    return Part("core", state, Text("程序和规则库", "program and rules"), Text("检查报告", "checking reports"), found, remedy, offline)


def _proof() -> Text:
    """What was tried and worked. Raises whatever goes wrong."""
    from checker.evaluation.examples import run_examples
    from checker.rulebook import load_rulebook

    book = load_rulebook()
    tried = next(iter(run_examples(book, only=book.requirements[0].id)))
    if not tried.passed:
        raise RuntimeError(f"{tried.requirement}: {tried.verdict.status}")
    name, count = f"{book.id} {book.version}", len(book.requirements)
    return Text(f"规则库 {name}，{count} 项要求，试判正常", f"rulebook {name}, {count} requirements, a trial verdict is right")
