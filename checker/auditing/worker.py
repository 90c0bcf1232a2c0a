"""The work of one process: some files in, an entry of the journal for each out.

Everything that crosses the border between processes is plain data, so that the same function runs
in a pool of this machine and on a cluster.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache, partial
from itertools import cycle
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING

from checker.auditing import clock
from checker.auditing.journal import Entry, as_line, key_of
from checker.auditing.plan import Submission, shown
from checker.ingest import Document, ReadError
from checker.ingest.recognition import AT_ONCE, Recognition
from checker.ingest.sandbox import Sandbox
from checker.privacy import mask

if TYPE_CHECKING:
    from checker.failure import Failure
    from checker.judging import Checklist
    from checker.reading import Reader

# Seconds for understanding and judging one report, which takes some 30 ms, and 10 s where it is as long as allowed.
PATIENCE = 120.0
_NOT_THE_RESULT = ("rulebook", "model")
_ONE_AT_A_TIME = Lock()  # a worker of a cluster may have several threads; spaCy's vocabulary and the sandboxes have one owner


@dataclass(frozen=True, slots=True)
class Settings:
    """What a result depends on beside the file.

    `rulebook` is a name or a folder and `model` what `--model` says: both only say where to find what
    `rulebook_sha256` and `pipeline` stand for. `waivers` is a JSON list of accepted exceptions and `today`
    the day (ISO 8601) they are applied by; both empty where there are none.
    """

    rulebook: str
    rulebook_sha256: str
    version: str
    level: str = "auto"
    model: str = "none"
    pipeline: str = "blank-zh"
    lang: str = "zh"
    waivers: str = ""
    today: str = ""

    def fingerprint(self) -> str:
        """A short hash of the settings: equal for equal results, wherever the rulebook lies."""
        facts = {key: value for key, value in asdict(self).items() if key not in _NOT_THE_RESULT}
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]


def examine(settings: Settings, files: Sequence[Submission], recognition: Recognition = AT_ONCE) -> list[Entry]:
    """The entries of some files, in their order. Nothing that is wrong with a file is raised; what `recognition.heard` raises is.

    A report that takes longer than `PATIENCE` ends the process.
    """
    with _ONE_AT_A_TIME:
        return _examine(settings, files, recognition)


def warm(settings: Settings) -> None:
    """Makes what the first file of these settings would wait for: the reader, and the processes that read."""
    with _ONE_AT_A_TIME:
        _reader(settings.rulebook, settings.rulebook_sha256, settings.model)
        for sandbox in _kept_sandboxes():
            sandbox.start()


def _examine(settings: Settings, files: Sequence[Submission], recognition: Recognition) -> list[Entry]:
    from checker.checking import check_stream
    from checker.failure import Failure
    from checker.output import safe_failures, unsealed
    from checker.rulebook.schema import Level

    reader = _reader(settings.rulebook, settings.rulebook_sha256, settings.model)
    level = None if settings.level == "auto" else Level(settings.level)
    by_path = {file.path: file for file in files}
    checklists: dict[Path, list[Checklist]] = {path: [] for path in by_path}
    failures: dict[Path, list[Failure]] = {path: [] for path in by_path}
    for path, result in check_stream(by_path, reader, level=level, lang=settings.lang, read_all=partial(_read_all, recognition=recognition)):
        [source] = shown([result.source], by_path[path])
        if isinstance(result, Failure):
            failures[path].append(replace(result, source=source))
        else:
            checklists[path].append(replace(result, source=source))
    accepted = _waived((c for found in checklists.values() for c in found), settings, reader)
    written = (unsealed(checklist, settings.lang) for checklist in accepted)
    fingerprint, rulebook = settings.fingerprint(), _rulebook(settings.rulebook, settings.rulebook_sha256, settings.model)
    return [
        _entry(key_of(file.name, file.sha256, fingerprint), mask(file.name), [next(written) for _ in checklists[path]], safe_failures(failures[path]), rulebook)
        for path, file in by_path.items()
    ]


def _entry(key: str, name: str, checklists: Iterable[Checklist], failures: Iterable[Failure], rulebook: Mapping[str, str]) -> Entry:
    from checker.auditing.brief import brief_of, to_line
    from checker.auditing.stored import text_facts
    from checker.output.sealing import sealed_record

    reports = [(sealed_record(c, rulebook), text_facts(c)) for c in checklists]
    return Entry(
        key,
        name,
        records=tuple(as_line(record) for record, _ in reports),
        errors=tuple(as_line(asdict(f)) for f in failures),
        texts=tuple(as_line(text) for _, text in reports),
        briefs=tuple(to_line(brief_of(record, text)) for record, text in reports),
    )


def _waived(checklists: Iterable[Checklist], settings: Settings, reader: Reader) -> Iterable[Checklist]:
    if not settings.waivers:
        return checklists
    from checker.judging.waiving import waive
    from checker.rulebook.waivers import Waiver

    waivers = [Waiver.model_validate(facts) for facts in json.loads(settings.waivers)]
    return map(partial(waive, waivers=waivers, book=reader.book, today=date.fromisoformat(settings.today)), checklists)


def _read_all(paths: Iterable[Path], recognition: Recognition) -> Iterator[Document | ReadError]:
    """As that of `checker.ingest`, with the processes that read kept for the next call, and an end to judging that hangs."""
    from checker.ingest import read_all

    sandboxes = cycle(_kept_sandboxes())
    with closing(read_all(paths, new_sandbox=lambda: next(sandboxes), recognition=recognition)) as documents:
        try:
            for document in documents:
                clock.end_after(PATIENCE)
                yield document
                clock.stop()  # reading has clocks of its own
        finally:
            clock.stop()


class _Kept(Sandbox):
    """A process for reading that stays for the next files; it goes when its pipe is closed, with this process."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass


@lru_cache(maxsize=1)
def _kept_sandboxes() -> tuple[Sandbox, Sandbox]:
    return _Kept(), _Kept()  # one call of `read_all` takes two


@lru_cache(maxsize=1)
def _reader(rulebook: str, rulebook_sha256: str, model: str) -> Reader:
    """The reader, made once for a process; the hash tells a rulebook that was changed meanwhile (a cluster stays up for days)."""
    import gc

    from checker.reading.readers import reader_of
    from checker.reading.trained import load_trained

    reader = replace(reader_of(rulebook), trained=None if model == "none" else load_trained(model))
    _ = reader.nlp  # made now, so that it is never looked at by the collector again
    gc.collect()
    gc.freeze()
    return reader


@lru_cache(maxsize=1)
def _rulebook(rulebook: str, rulebook_sha256: str, model: str) -> dict[str, str]:
    """What results are sealed with of the reader's rulebook; taking the hash of a rulebook takes as long as half a report."""
    from checker.output.sealing import rulebook_facts

    return rulebook_facts(_reader(rulebook, rulebook_sha256, model).book)
