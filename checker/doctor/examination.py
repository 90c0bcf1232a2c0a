"""All parts, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Callable
from importlib import metadata

from checker.doctor.core import core
from checker.doctor.fonts import fonts
from checker.doctor.part import Part, State, Text
from checker.doctor.reading_parts import office, recognition, trained_pipeline

_WHEEL = Text("在能上网的电脑上用 pip download 取得 wheel，拷来安装", "fetch the wheel with pip download elsewhere and carry it in")


def database() -> Part:
    """The driver of PostgreSQL."""
    purpose = Text("结果存入数据库；现有的命令都不用它", "results in a database; no command needs it")
    return _package("psycopg", Text("PostgreSQL 驱动 psycopg", "PostgreSQL driver psycopg"), purpose)


def cluster() -> Part:
    """Dask, which spreads work over machines."""
    purpose = Text("几台电脑一起检查一批报告；一台电脑不用它", "many reports on several machines; one does without")
    return _package("dask", Text("Dask", "Dask"), purpose)


PARTS: tuple[Callable[[], Part], ...] = (core, office, recognition, trained_pipeline, fonts, database, cluster)


def examine() -> list[Part]:
    """How it is with every part on this machine. Takes some seconds, since programs and models are started."""
    return [part() for part in PARTS]


def _package(name: str, title: Text, purpose: Text) -> Part:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        get = f"python -m pip install {name}"
        return Part(name, State.MISSING, title, purpose, Text("没有安装", "not installed"), Text(f"需要时：{get}", f"when needed: {get}"), _WHEEL)
    return Part(name, State.OK, title, purpose, Text(f"版本 {version}", f"version {version}"))
