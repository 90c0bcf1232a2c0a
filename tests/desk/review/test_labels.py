"""Overrides as labels that `fazhi eval` takes, and as examples that a rulebook takes."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

pytest.importorskip("django", reason="needs the extra [desk]")

from django.urls import reverse

from checker.cli import main
from checker.desk.reports import storage
from checker.desk.review.keys import finding_keys
from checker.desk.review.models import Override
from checker.desk.review.seen import effective_of
from checker.rulebook.schema import Examples, Status

SAMPLES = Path(__file__).parents[3] / "reports"


@pytest.fixture
def labelled(county: Any, handed_in: Any, sample: Any) -> Any:
    """A version with three overridden requirements (one without a quote, one that does not apply) and a dismissed finding."""
    version = handed_in(sample())
    stored = storage.store_chunks([(SAMPLES / "shinian.txt").read_bytes()], "shinian.txt")
    version.stored = stored.path
    version.save()
    counts = effective_of(version)
    missing = [v for v in counts.verdicts if v.status is Status.MISSING]
    start = counts.text.index("石碾乡")

    def said(requirement: str, status: str, **more: Any) -> None:
        Override.objects.create(version=version, requirement=requirement, status=status, reason="审核时\n看到的", by=county.reviewer, **more)

    said(missing[0].requirement, "present", machine_status="missing", quote=counts.text[start : start + 20], start=start, end=start + 20)
    said(missing[1].requirement, "vague", machine_status="missing", ground="generic")
    said(missing[2].requirement, "not_applicable", machine_status="missing")
    said(finding_keys(counts)[0], "not_applicable")
    version.ids = [v.requirement for v in missing[:3]]
    return version


def test_cases_are_measured_by_eval(signed_in: Any, labelled: Any, tmp_path: Path) -> None:
    answer = signed_in("reviewer").get(reverse("review:cases", args=[2025]))
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(tmp_path)
    [labels] = tmp_path.glob("*.yaml")
    facts = yaml.safe_load(labels.read_text("utf-8"))
    assert set(facts["requirements"]) == set(labelled.ids[:2])
    assert facts["requirements"][labelled.ids[0]]["reason"] == "full" and facts["requirements"][labelled.ids[0]]["evidence"]
    result = CliRunner().invoke(main, ["eval", str(tmp_path), "--format", "json"])
    assert result.exit_code == 0, result.output
    figures = json.loads(result.output)
    assert figures["documents"] == 1 and figures["verdicts"] == 2
    assert figures["values"]["status_accuracy"] == 0 and figures["values"]["finding_p"] < 1  # what the reviewers put right
    assert [m["expected"] for m in figures["misses"]] == ["present/full", "vague/generic"]


def test_examples_have_the_form_of_a_rulebook(signed_in: Any, labelled: Any, book: Any) -> None:
    content = signed_in("reviewer").get(reverse("review:examples", args=[2025])).content.decode()
    rules = yaml.safe_load(content)
    assert [rule["id"] for rule in rules] == labelled.ids[:2]
    assert Examples.model_validate(rules[0]["examples"]).present[0].text.startswith("石碾乡")
    assert "审核时 看到的" in content or "审核时看到的" in content
    assert "石碾乡人民政府 2025 年度 第 1 稿" in content


def test_the_page_counts_them(signed_in: Any, labelled: Any) -> None:
    page = signed_in("reviewer").get(reverse("review:labels", args=[2025])).content.decode()
    assert labelled.ids[0] in page and "石碾乡人民政府 2025 年度 第 1 稿" in page
    assert signed_in("drafter_b").get(reverse("review:cases", args=[2025])).status_code == 403


def test_nothing_to_give_out(signed_in: Any, county: Any) -> None:
    client = signed_in("reviewer")
    assert "没有改判" in client.get(reverse("review:labels", args=[2025])).content.decode()
    for name in ("cases", "examples"):
        assert client.get(reverse(f"review:{name}", args=[2025])).status_code == 404
    assert client.get(reverse("review:labels", args=[1999])).status_code == 404
