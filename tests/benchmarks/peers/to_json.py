"""This engine, from a text to the line of JSON that a program would keep."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from checker.checking import check_document
from checker.ingest import document_from_text
from checker.output.language import in_language
from checker.output.masking import masked
from checker.output.record import report_record
from checker.output.sealing import result_hash, rulebook_facts
from checker.reading import Reader
from checker.rulebook import load_rulebook
from checker.version import program_version


def prepare(_: dict[str, Any]) -> tuple[Callable[[str], str], Callable[[str], int]]:
    reader = Reader(load_rulebook())
    facts, version = rulebook_facts(reader.book), program_version()

    def run(text: str) -> int:
        checklist = masked(in_language(check_document(document_from_text(text), reader), "zh", names=False))
        record = report_record(checklist)
        record["result_hash"] = result_hash(record, version, facts, checklist.pipeline)
        json.dumps(record, ensure_ascii=False)
        return sum(len(verdict.evidence) for verdict in checklist.verdicts)

    run("一、成效\n")
    return str, run
