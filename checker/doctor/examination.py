"""All parts, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Callable
from importlib import metadata

from checker.doctor.core import core
from checker.doctor.fonts import fonts
from checker.doctor.kept import cache
from checker.doctor.part import Part, State, Text
from checker.doctor.reading_parts import office, recognition, trained_pipeline

_WHEEL = Text("在能上网的电脑上用 pip download 取得 wheel，拷来安装", "fetch the wheel with pip download elsewhere and carry it in")


def database() -> Part:
    """The driver of PostgreSQL."""
    purpose = Text("审核台用 PostgreSQL；自带的 SQLite 不用它", "PostgreSQL for the review desk; its own SQLite does without")
    return _package("psycopg", Text("PostgreSQL 驱动 psycopg", "PostgreSQL driver psycopg"), purpose)


def desk() -> Part:
    """Django, which the review desk is made with."""
    purpose = Text("网页审核台（fazhi serve）", "the review desk in the browser (fazhi serve)")
    return _package("django", Text("Django", "Django"), purpose, '"fazhi-checker[desk]"')


def cluster() -> Part:
    """Dask, which spreads work over machines."""
    purpose = Text("几台电脑一起检查一批报告；一台电脑不用它", "many reports on several machines; one does without")
    return _package("dask", Text("Dask", "Dask"), purpose)


PARTS: tuple[Callable[[], Part], ...] = (core, cache, office, recognition, trained_pipeline, fonts, desk, database, cluster)


def examine() -> list[Part]:
    """How it is with every part on this machine. Takes some seconds, since programs and models are started."""
    return [part() for part in PARTS]


def _package(name: str, title: Text, purpose: Text, wanted: str = "") -> Part:
    """A package, which is had by installing `wanted`, else by its own name."""
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        get = f"python -m pip install {wanted or name}"
        return Part(name, State.MISSING, title, purpose, Text("没有安装", "not installed"), Text(f"需要时：{get}", f"when needed: {get}"), _WHEEL)
    return Part(name, State.OK, title, purpose, Text(f"版本 {version}", f"version {version}"))
