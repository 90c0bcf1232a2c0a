"""All verdicts pinned: a line for each report of the gold, the samples and the corpus, compared with those in `verdicts.tsv`.

    python -m benchmarks.verdicts [--write]            compares them, or pins them anew
    python -m benchmarks.verdicts --records FILE       writes the whole records, a line of JSON each, to be compared with those of another state

A line has the report's name, a letter for the status of each requirement, the score, the codes of the findings, and
hashes of three parts of the record (`report_record`): the requirements, findings and publication notes, the rest.
What makes the engine faster must leave every line as it is; what changes verdicts on purpose is written anew with
`make refresh`, and the difference is read before it is kept.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.corpus import reports
from checker.checking import check_document
from checker.ingest import read_bytes
from checker.output import safe
from checker.output.record import report_record
from checker.reading import Reader
from checker.rulebook import load_rulebook

ROOT = Path(__file__).parents[2]
PINNED = Path(__file__).with_name("verdicts.tsv")
CORPUS = 1_000
_PARTS = (("requirements",), ("findings", "publication"))
_NAMED = ("requirements", "findings or publication notes", "title, unit, year or the like")
_LETTERS = {"present": "P", "vague": "V", "missing": "M", "not_applicable": "-", "not_judged": "?"}
_STATUSES = {letter: status for status, letter in _LETTERS.items()}


def files() -> Iterator[tuple[str, bytes]]:
    """The labelled reports and the samples, by name."""
    for folder in (ROOT / "reports", ROOT / "tests" / "gold"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".txt", ".md") and path.stem != "README":
                yield path.relative_to(ROOT).as_posix(), path.read_bytes()


def corpus(step: int = 1) -> Iterator[tuple[str, bytes]]:
    """Every `step`th report of the corpus, by name."""
    for number in range(0, CORPUS, step):
        for made in reports(1, first=number):
            yield f"corpus/{made.name}.txt", made.text.encode()


def lines(sources: Iterable[tuple[str, bytes]], reader: Reader | None = None) -> list[str]:
    """The line of each report, as checked now; before them one that names the requirements."""
    reader = reader or Reader(load_rulebook())
    header = "\t".join(("report", " ".join(requirement.id for requirement in reader.book.requirements), "score", "findings", "hashes"))
    return [header, *map(_line, records(sources, reader))]


def records(sources: Iterable[tuple[str, bytes]], reader: Reader) -> Iterator[dict[str, Any]]:
    """The record of each report, as checked now, but for the hash that has the program's version."""
    for checklist in safe((check_document(read_bytes(data, name), reader) for name, data in sources), reader.book):
        record = report_record(checklist)
        del record["result_hash"]
        yield record


def _line(record: dict[str, Any]) -> str:
    name = record.pop("source")
    letters = "".join(_LETTERS[verdict["status"]] for verdict in record["requirements"].values())
    codes = ",".join(f"{code}×{count}" for code, count in sorted(Counter(finding["code"] for finding in record["findings"]).items()))
    score = record["score"]
    parts = [{key: record.pop(key) for key in keys} for keys in _PARTS]
    return "\t".join((name, letters, str(score), codes or "-", " ".join(map(_hash, (*parts, record)))))


def _hash(part: Any) -> str:
    return hashlib.sha256(json.dumps(part, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()[:10]


def differences(pinned: Sequence[str], now: Sequence[str]) -> list[str]:
    """What is otherwise in the lines `now` than in the pinned ones of the same reports, a line each; requirements by id."""
    requirements = _requirements(pinned[0])
    if requirements != _requirements(now[0]):
        return [f"the requirements are others: {sorted(set(requirements) ^ set(_requirements(now[0]))) or 'their order'}"]
    known = {line.split("\t")[0]: line for line in pinned[1:]}
    found: list[str] = []
    for line in now[1:]:
        name = line.split("\t")[0]
        if name not in known:
            found.append(f"{name}: is not pinned")
        elif line != known[name]:
            found += [f"{name}: {difference}" for difference in _difference(known[name].split("\t"), line.split("\t"), requirements)]
    return found


def _requirements(header: str) -> list[str]:
    return header.split("\t")[1].split(" ")


def _difference(was: Sequence[str], now: Sequence[str], requirements: Sequence[str]) -> Iterator[str]:
    for requirement, before, after in zip(requirements, was[1], now[1], strict=True):
        if before != after:
            yield f"{requirement} {_STATUSES[before]} → {_STATUSES[after]}"
    for name, before, after in zip(("score", "findings"), was[2:4], now[2:4], strict=True):
        if before != after:
            yield f"{name} {before} → {after}"
    parts = [name for name, before, after in zip(_NAMED, was[4].split(" "), now[4].split(" "), strict=True) if before != after]
    if parts and was[1:4] == now[1:4]:
        yield f"the same statuses and score, but otherwise said or placed in: {'; '.join(parts)}"


def pinned() -> list[str]:
    """The lines as committed."""
    return PINNED.read_text("utf-8").splitlines()


def write(now: Sequence[str]) -> None:
    """Pins the lines."""
    PINNED.write_text("\n".join(now) + "\n", "utf-8", newline="\n")


def main(arguments: Sequence[str]) -> int:
    """Compares every line, or pins them all anew; 1 where there is a difference."""
    if arguments and arguments[0] == "--records":
        with open(arguments[1], "w", encoding="utf-8", newline="\n") as file:
            for record in records((*files(), *corpus()), Reader(load_rulebook())):
                file.write(json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n")
        return 0
    now = lines((*files(), *corpus()))
    found = differences(pinned(), now) if PINNED.exists() else []
    print("\n".join((*found, f"{len(now) - 1} reports, {len(found)} differences")))
    if "--write" in arguments:
        write(now)
        return 0
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
