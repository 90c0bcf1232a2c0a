"""`result_hash`: by which anybody can tell that a result is what the program gave, and give again.

SHA-256 over the canonical JSON (sorted keys, no white space, UTF-8) of what made the result (program
version, rulebook with the hash of its content, pipeline) and of the report's record as in the JSON
output, without the file's name: the same file, rulebook and version give the same hash on any machine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from checker.judging.checklist import Checklist
from checker.output.record import report_record
from checker.rulebook import Rulebook
from checker.version import program_version

_NOT_SEALED = ("source", "result_hash")


def sealed(checklists: Iterable[Checklist], book: Rulebook) -> Iterator[Checklist]:
    """The (masked) checklists with their `result_hash`, one by one."""
    facts = rulebook_facts(book)
    for checklist in checklists:
        yield replace(checklist, result_hash=sealed_record(checklist, facts)["result_hash"])


def sealed_record(checklist: Checklist, rulebook: Mapping[str, str]) -> dict[str, Any]:
    """The record of a (masked) checklist with its `result_hash`; `rulebook` are the `rulebook_facts` of the one it was judged by."""
    record = report_record(checklist)
    record["result_hash"] = result_hash(record, program_version(), rulebook, checklist.pipeline)
    return record


def result_hash(record: Mapping[str, Any], version: str, rulebook: Mapping[str, str], pipeline: str) -> str:
    """The hash of one report's record, as 64 hexadecimal digits."""
    report = {key: value for key, value in record.items() if key not in _NOT_SEALED}
    return _digest({"version": version, "rulebook": dict(rulebook), "pipeline": pipeline, "report": report})


def rulebook_facts(book: Rulebook) -> dict[str, str]:
    """Which rulebook: id, version, and the hash of all that it says (comments, layout and English aside)."""
    return {"id": book.id, "version": book.version, "sha256": _digest(book.model_dump(mode="json", exclude={"english"}))}


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
