"""The one form of the drafter's pages."""

from __future__ import annotations

from django import forms

from checker.ingest.formats import SUFFIXES

ACCEPTED = ",".join(suffix for suffix in SUFFIXES if suffix != ".zip")  # an archive may hold several reports, a version is one
KINDS = "Word（.docx、.doc）、WPS（.wps）、PDF、OFD、网页（.html、.mht）、纯文本（.txt、.md）和扫描图片"


class UploadForm(forms.Form):
    """A file to be checked. What is in it is judged when it is read, not by its name."""

    file = forms.FileField(
        label="报告文件",
        allow_empty_file=True,  # storage says what to do with one
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": "请先选择要上传的报告文件。", "invalid": "没有收到文件；请重新选择后再上传。"},
    )
