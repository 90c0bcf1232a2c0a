"""The fragment that shows how far a job is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from checker.desk.jobs.models import Job

HTMX = {"HX-Request": "true"}


@pytest.fixture
def job(county: Any) -> Job:
    return Job.objects.create(kind="take_archive", by=county.reviewer, state=Job.State.RUNNING, done=3, total=40, message="<b>某镇</b>/报告.docx")


def test_it_asks_again_while_the_job_is_under_way(job: Job, signed_in: Callable[[str], Client]) -> None:
    response = signed_in("reviewer").get(reverse("jobs:progress", args=[job.pk]), headers=HTMX)
    page = response.content.decode()
    assert f'hx-get="{reverse("jobs:progress", args=[job.pk])}"' in page and 'value="3" max="40"' in page
    assert "&lt;b&gt;某镇" in page and "<b>某镇" not in page
    assert "HX-Refresh" not in response.headers


@pytest.mark.parametrize("state", [Job.State.DONE, Job.State.FAILED])
def test_the_page_is_loaded_again_when_it_is_over(job: Job, signed_in: Callable[[str], Client], state: str) -> None:
    Job.objects.update(state=state)
    response = signed_in("reviewer").get(reverse("jobs:progress", args=[job.pk]), headers=HTMX)
    assert response.headers["HX-Refresh"] == "true" and "hx-get" not in response.content.decode()


def test_a_drafter_sees_own_jobs_only(job: Job, signed_in: Callable[[str], Client], county: Any) -> None:
    own = Job.objects.create(kind="check_version", by=county.drafter_a)
    assert signed_in("drafter_a").get(reverse("jobs:progress", args=[own.pk])).status_code == 200
    assert signed_in("drafter_b").get(reverse("jobs:progress", args=[own.pk])).status_code == 404
    assert signed_in("drafter_a").get(reverse("jobs:progress", args=[job.pk])).status_code == 404
