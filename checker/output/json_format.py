"""The checklists as one JSON object, schema "1"; `record` says what its reports hold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import StringIO

from checker.failure import Failure
from checker.judging.checklist import Checklist
from checker.output.record import report_record
from checker.output.sealing import rulebook_facts
from checker.rulebook import Rulebook
from checker.version import program_version

SCHEMA = "1"


def write_json(checklists: Sequence[Checklist], failures: Sequence[Failure], book: Rulebook, *, lang: str = "zh") -> str:
    """The JSON object as text, ending with a line end. The same input gives the same text."""
    answer = {
        "schema": SCHEMA,
        "lang": lang,
        "version": program_version(),
        "rulebook": rulebook_facts(book),
        "pipeline": checklists[0].pipeline if checklists else "",
        "reports": [report_record(c) for c in checklists],
        "errors": [{"source": f.source, "code": f.code, "message": f.message} for f in failures],
    }
    text = StringIO()  # `dumps` would gather millions of pieces before it joins them
    json.dump(answer, text, ensure_ascii=False, indent=2)
    text.write("\n")
    return text.getvalue()
