"""Two reviewers at the same moment: one is done, the other is told; on a database that locks rows, and on SQLite, which has one writer."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

pytest.importorskip("django", reason="needs the extra [desk]")

from django.db import connection
from django.urls import reverse

from checker.desk.review.models import Decision, Item, Override
from checker.desk.review.seen import effective_of
from checker.desk.review.turns import stamp_of
from checker.output.todo import todo_items
from checker.rulebook.schema import Status

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Any) -> list[int]:
    """The status of each call, made in threads of their own that begin together."""
    together = Barrier(len(calls))

    def run(call: Any) -> int:
        together.wait()
        try:
            return int(call().status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def test_of_two_overrides_at_once_one_is_made(signed_in: Any, handed_in: Any, sample: Any) -> None:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("a database in memory is not shared between threads")
    version = handed_in(sample())
    about = next(v.requirement for v in effective_of(version).verdicts if v.status is Status.MISSING)
    address, stamp = reverse("review:override", args=[version.pk]), stamp_of(version.submission)
    clients = [signed_in("reviewer"), signed_in("administrator")]
    facts = [{"requirement": about, "status": s, "reason": "附件已写明", "stamp": stamp} for s in ("present", "vague")]
    codes = at_once(*(lambda c=c, f=f: c.post(address, f) for c, f in zip(clients, facts, strict=True)))
    assert Counter(codes) == {302: 1, 409: 1}
    assert Override.objects.count() == 1


def test_of_two_decisions_at_once_one_is_made(signed_in: Any, handed_in: Any, sample: Any) -> None:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("a database in memory is not shared between threads")
    version = handed_in(sample())
    address, stamp = reverse("review:decide", args=[version.pk]), stamp_of(version.submission)
    clients = [signed_in("reviewer"), signed_in("administrator")]
    facts = [{"outcome": o, "note": "见清单", "due": "2099-01-01", "stamp": stamp} for o in ("returned", "passed")]
    codes = at_once(*(lambda c=c, f=f: c.post(address, f) for c, f in zip(clients, facts, strict=True)))
    assert Counter(codes) == {302: 1, 409: 1}
    assert Decision.objects.count() == 1
    version.submission.refresh_from_db()
    assert (version.submission.state == "returned") == (Item.objects.count() == len(todo_items(sample())))
