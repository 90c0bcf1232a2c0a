"""A county in which everything has been done once, and the table of who reaches which page of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

SAMPLES = Path(__file__).parents[3] / "reports"
ROLES = ("nobody", "own", "other", "reviewer", "administrator")


@dataclass(frozen=True)
class Row:
    """One line of the table: a page with what its address holds, asked for in one way, and what each role gets."""

    page: str
    of: str
    method: str
    gets: dict[str, str]


@dataclass(frozen=True)
class Page:
    """A page that the desk has: the name it is called by, and the view behind it."""

    name: str
    view: Any


def _rows() -> Iterator[Row]:
    for line in Path(__file__).with_name("roles.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            page, of, method, *gets = line.split()
            yield Row(page, of, method, dict(zip(ROLES, gets, strict=True)))


def _pages(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[Page]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _pages(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield Page(f"{space}{pattern.name}", pattern.callback)


@pytest.fixture(scope="session")
def rows() -> list[Row]:
    """The table."""
    return list(_rows())


@pytest.fixture(scope="session")
def pages() -> list[Page]:
    """Every page that the desk has, Django's admin among them (`admin:…`)."""
    return list(_pages(get_resolver().url_patterns))


@pytest.fixture
def world(county: Any) -> Any:
    """The county after 青砚镇 has handed in a report and checked another by itself.

    `args` are those of the table's addresses, `data` what is asked of a page or sent to it.
    """
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import RequestFactory

    from checker.desk.accounts import first_run
    from checker.desk.jobs.models import Job
    from checker.desk.jobs.running import work_off
    from checker.desk.overview.season_files import folder_of
    from checker.desk.reports import intake, lifecycle
    from checker.desk.reports.models import Submission, Version
    from checker.desk.review.models import Item, Override

    submission = Submission.objects.get(unit=county.a)
    request = RequestFactory().post("/", REMOTE_ADDR="10.1.2.3")
    request.user = county.drafter_a
    token = first_run.sign()
    content = (SAMPLES / "qingyan.txt").read_bytes()
    made = [intake.take_in(submission, SimpleUploadedFile("qingyan.txt", content), county.drafter_a, request, False) for _ in range(2)]
    work_off()
    version, draft = (Version.objects.get(pk=one.pk) for one in made)
    lifecycle.hand_in(version, by=county.drafter_a)
    requirement = next(name for name, one in version.record["requirements"].items() if one["status"] != "present")
    override = Override.objects.create(
        version=version, requirement=requirement, status="present", machine_status="missing", reason="见附件", by=county.reviewer
    )
    item = Item.objects.create(submission=submission, kind="added", title="补写公开网址", opened_in=version, opened_by=county.reviewer)
    made_files = folder_of(county.season)
    made_files.mkdir(parents=True)
    (made_files / "summary.xlsx").write_bytes(b"PK")
    archive = {"season": county.season.pk, "year": county.season.year, "stored": "nowhere.zip", "name": "各单位.zip"}
    args: dict[str, tuple[Any, ...]] = {
        "-": (),
        "token": (token,),
        "user": (county.drafter_b.pk,),
        "unit": (county.a.pk,),
        "season": (county.season.year,),
        "season_line": (county.season.year, submission.pk),
        "season_file": (county.season.year, "summary.xlsx"),
        "submission": (submission.pk,),
        "version": (version.pk,),
        "version_json": (version.pk, "xlsx"),
        "draft": (draft.pk,),
        "override": (override.pk,),
        "item": (item.pk,),
        "version_about": (version.pk,),
        "job": (Job.objects.filter(kind="check_version").latest("pk").pk,),
        "archive": (Job.objects.create(kind="take_archive", payload=archive, by=county.reviewer).pk,),
    }
    data = {"version_about": {"requirement": requirement}}
    return SimpleNamespace(**vars(county), submission=submission, version=version, draft=draft, args=args, data=data)


@pytest.fixture
def address(world: Any) -> Callable[[Row], str]:
    """The address of a row's page."""
    return lambda row: reverse(row.page, args=world.args[row.of])


@pytest.fixture
def ask(world: Any, address: Callable[[Row], str]) -> Callable[[Client, Row], Any]:
    """Asks for a row's page as the row says."""

    def asked(client: Client, row: Row) -> Any:
        return (client.get if row.method == "GET" else client.post)(address(row), world.data.get(row.of))

    return asked
