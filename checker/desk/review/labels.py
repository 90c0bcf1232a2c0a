"""The overrides of a season together: a page, and files for `fazhi eval` and for authors of rules."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import PurePosixPath

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from checker.desk.accounts.access import reviewers_only, user_of
from checker.desk.reports import storage
from checker.desk.reports.access import versions_for
from checker.desk.reports.models import Checked, Version
from checker.desk.review.downloads import attachment
from checker.desk.review.labelled import cases_of, example_file, has_labels, label_file
from checker.desk.review.models import Override
from checker.desk.review.reading import WORDS_OF
from checker.desk.trail.log import Action, record
from checker.desk.units.models import Season

_MOST = 500  # versions: a season has some hundreds of units
_README = """审核人改判形成的标注

每个 .yaml 是一份报告的标注，旁边是所标注的文件。用法：

    fazhi eval 解压后的文件夹

只标注改判过的要求；一致性问题列的是审核后成立的全部。改判多发生在程序判错的地方，所以这里的正确率低于全部报告的正确率，
宜用来比较规则修改前后。文件是单位报送的原件，可能含个人信息，请勿外传。
"""


@reviewers_only
@require_GET
def overview(request: HttpRequest, year: int) -> HttpResponse:
    """Which requirements were overridden how often in a season."""
    season = get_object_or_404(Season, year=year)
    cases = [case for version in _overridden(request, season) for case in cases_of(version)]
    titles = {case.requirement: case.title for case in cases}
    counts = Counter((case.requirement, case.machine, case.status) for case in cases)
    rows = [(titles[key], key, WORDS_OF[machine], WORDS_OF[status], count) for (key, machine, status), count in counts.most_common()]
    return render(request, "review/labels.html", {"season": season, "rows": rows, "cases": cases, "statuses_of": WORDS_OF})


@reviewers_only
@require_GET
def cases(request: HttpRequest, year: int) -> HttpResponse:
    """The labelled cases of a season: an archive of reports as they were handed in, each with its labels. 404 where there are none."""
    season = get_object_or_404(Season, year=year)
    content = io.BytesIO()
    count = 0
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("说明.txt", _README)
        for version in _overridden(request, season):
            name = f"{version.sha256[:12]}-{version.number}"
            document = name + PurePosixPath(version.stored).suffix
            if not has_labels(version):
                continue
            try:
                with storage.open_stored(version) as file:
                    archive.writestr(document, file.read())
            except OSError:
                continue  # a file that is gone cannot be measured on
            archive.writestr(f"{name}.yaml", label_file(version, document))
            count += 1
    if not count:
        raise Http404
    record(Action.EXPORTED, request=request, what="cases", year=year, count=count)
    return attachment(content.getvalue(), "application/zip", f"{year}年度改判标注.zip")


@reviewers_only
@require_GET
def examples(request: HttpRequest, year: int) -> HttpResponse:
    """The overrides of a season as examples of a rulebook, in YAML."""
    season = get_object_or_404(Season, year=year)
    found = [case for version in _overridden(request, season) for case in cases_of(version)]
    if not found:
        raise Http404
    record(Action.EXPORTED, request=request, what="examples", year=year, count=len(found))
    return attachment(example_file(found), "application/yaml; charset=utf-8", f"{year}年度改判例句.yaml")


def _overridden(request: HttpRequest, season: Season) -> QuerySet[Version]:
    """The versions handed in of a season on which an override stands, the last ones first."""
    stands = Override.objects.filter(version=OuterRef("pk"), withdrawn_at=None)
    found = versions_for(user_of(request)).filter(Exists(stands), submission__season=season, checked=Checked.DONE, number__isnull=False)
    return found.defer("record", "text").prefetch_related("overrides").order_by("submission__unit__name", "number")[:_MOST]
