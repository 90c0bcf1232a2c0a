"""What changed between two rulebooks, and which reports come out otherwise for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from checker.ingest import Document
from checker.judging import Checklist, judge
from checker.reading import Reader
from checker.rulebook.schema import Rulebook


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `what` is `added`, `removed` or `changed`; `at` names the requirement, instrument or setting and its key."""

    what: str
    at: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Flip:
    """A verdict that the two rulebooks come to differently, or a grade (`requirement` empty)."""

    source: str
    requirement: str
    before: str
    after: str


def changes(before: Rulebook, after: Rulebook) -> list[Change]:
    """The changes of what decides or is said: requirements, sources, words, weights, scoring. Id, title and version are left out."""
    found: list[Change] = []
    found += _by_id({r.id: r for r in before.requirements}, {r.id: r for r in after.requirements}, "")
    found += _by_id({i.id: i for i in before.instruments}, {i.id: i for i in after.instruments}, "instruments.")
    for name in ("period", "profiles", "scoring", "findings", "vocabulary", "chapters"):
        found += _values(name, _plain(getattr(before, name)), _plain(getattr(after, name)))
    return found


def flips(before: Rulebook, after: Rulebook, documents: Iterable[Document]) -> list[Flip]:
    """The verdicts and grades that differ on the documents, requirement by requirement."""
    readers = Reader(before), Reader(after)
    found: list[Flip] = []
    for document in documents:
        first, second = (judge(reader.understand(document), reader.book) for reader in readers)
        found += _flips_of(first, second)
    return found


def _flips_of(before: Checklist, after: Checklist) -> Iterator[Flip]:
    was = {v.requirement: v.status.value for v in before.verdicts}
    for verdict in after.verdicts:
        old = was.pop(verdict.requirement, "")
        if old != verdict.status.value:
            yield Flip(after.source, verdict.requirement, old, verdict.status.value)
    for requirement, old in was.items():
        yield Flip(after.source, requirement, old, "")
    if before.grade is not after.grade:
        yield Flip(after.source, "", before.grade.value, after.grade.value)


def _by_id(before: dict[str, Any], after: dict[str, Any], prefix: str) -> Iterator[Change]:
    for key, old in before.items():
        if key not in after:
            yield Change("removed", f"{prefix}{key}", before=old.title)
        elif old != after[key]:
            yield from _values(f"{prefix}{key}", _plain(old), _plain(after[key]))
    for key, new in after.items():
        if key not in before:
            yield Change("added", f"{prefix}{key}", after=new.title)


def _plain(value: Any) -> Any:
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _values(at: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(k for k in after if k not in before)]:
            yield from _values(f"{at}.{key}", before.get(key), after.get(key))
    elif isinstance(before or [], list) and isinstance(after or [], list):
        yield from _lists(at, before or [], after or [])
    elif before is None:
        yield Change("added", at, after=str(after))
    elif after is None:
        yield Change("removed", at, before=str(before))
    else:
        yield Change("changed", at, str(before), str(after))


def _lists(at: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Change]:
    if all(isinstance(item, dict) and "id" in item for item in (*before, *after)):
        old, new = {i["id"]: i for i in before}, {i["id"]: i for i in after}
        for key in [*old, *(k for k in new if k not in old)]:
            yield from _values(f"{at}.{key}", old.get(key), new.get(key))
        return
    for item in before:
        if item not in after:
            yield Change("removed", at, before=_short(item))
    for item in after:
        if item not in before:
            yield Change("added", at, after=_short(item))


def _short(item: Any) -> str:
    return str(item.get("text", item)) if isinstance(item, dict) else str(item)
