"""What can be taken home: the file as it came, and what the check says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from checker.desk.accounts.access import user_of
from checker.desk.reports import storage
from checker.desk.reports.access import versions_for
from checker.desk.reports.models import Checked
from checker.desk.reports.results import LANGUAGE, book_of, shown_checklist
from checker.desk.trail.log import Action, record
from checker.output.formats import FORMATS, TODO_FORMATS, Format

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Download:
    """A form in which a result is given out: `what` it is called in file names, and its media type."""

    format: Format
    what: str
    media_type: str


DOWNLOADS: Mapping[str, Download] = {
    "html": Download(FORMATS["html"], "检查结果", "text/html; charset=utf-8"),
    "xlsx": Download(FORMATS["xlsx"], "检查结果", f"{_OFFICE}.spreadsheetml.sheet"),
    "docx": Download(TODO_FORMATS["docx"], "整改清单", f"{_OFFICE}.wordprocessingml.document"),
}


@require_GET
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The file of a version, always to be saved and never to be shown: what is in it came from outside."""
    version = get_object_or_404(versions_for(user_of(request)).defer("record", "text"), pk=pk)
    try:
        content = storage.open_stored(version)
    except FileNotFoundError as gone:
        raise Http404 from gone
    record(Action.DOWNLOADED, request=request, version=version, file=version.name)
    return FileResponse(content, as_attachment=True, filename=version.name, content_type="application/octet-stream")


@require_GET
def export(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """A version's result as a file of its own: a page, a workbook, or the list of what to mend as a document."""
    version = get_object_or_404(versions_for(user_of(request)), pk=pk, checked=Checked.DONE)
    download = DOWNLOADS.get(format)
    if download is None:
        raise Http404
    content = download.format.load()([shown_checklist(version, user_of(request))], [], book_of(version), lang=LANGUAGE)
    record(Action.EXPORTED, request=request, version=version, format=format)
    response = HttpResponse(content, content_type=download.media_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{PurePath(version.name).stem}-{download.what}.{format}") or "attachment"
    return response
