"""Whatever is asked of any address, in any role: an answer, never an error of the program.

The desk has no description of its addresses for programs; one is made here of the URLconf, of the forms that each view's module
has, and of what stands in the fields of the pages. Schemathesis asks what it can think of: real reports with strange words,
numbers without end, characters that no field expects, forms with things missing, files that are none.
"""

from __future__ import annotations

import inspect
import os
import re
import sys
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django import forms
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections, transaction
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from lxml import html

hypothesis = pytest.importorskip("hypothesis")
schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")

WANTED = os.environ.get("FAZHI_FUZZ")  # how many of each address and method, chosen anew each time
NAMES = {"nobody": "", "own": "drafter_a", "reviewer": "reviewer", "administrator": "administrator"}
FEW = {"nobody": 2, "own": 3, "reviewer": 2, "administrator": 1}  # together about a minute
TOKEN = "a" * 32
ASKED = re.compile(r"(?:GET|POST)(?:\.get\(|\[)\"(\w+)\"")
PLACE = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)\$?")

Seen = dict[str, set[str]]


def anything(real: Iterable[str] = (), *more: dict[str, Any]) -> dict[str, Any]:
    """The schema of a value that is a real one, one of `more`, or any text."""
    known = sorted({str(value) for value in real})[:20]  # lxml's strings are of a kind of their own
    return {"anyOf": [*([{"type": "string", "enum": known}] if known else []), *more, {"type": "string", "maxLength": 200}]}


def of_field(field: forms.Field, real: set[str]) -> dict[str, Any]:
    """The schema of what a form's field may be sent."""
    if isinstance(field, forms.FileField):
        return {"type": "string", "format": "binary", "maxLength": 500}
    if isinstance(field, forms.DateField):
        return anything(real, {"type": "string", "format": "date"})
    if isinstance(field, forms.IntegerField | forms.ModelChoiceField):
        return anything(real, {"type": "integer"})
    if isinstance(field, forms.ChoiceField):
        choices = [str(value) for value, label in field.choices if not isinstance(label, list | tuple)]
        return anything(real | set(choices))
    return anything(real)


def addresses(patterns: list[URLPattern | URLResolver], space: str = "", before: str = "/") -> Iterator[tuple[str, str, Any]]:
    """Each page's name, its address as OpenAPI writes it, and its view."""
    for pattern in patterns:
        here = before + PLACE.sub(lambda place: "{" + (place[1] or place[2]) + "}", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space, here)
        else:
            yield f"{space}{pattern.name}", here, pattern.callback


def fields_of(view: Any) -> dict[str, Any]:
    """The fields of every form that the view's module speaks of, and the names that it asks a request for."""
    module = sys.modules[view.__module__]
    made = [value for value in vars(module).values() if isinstance(value, type) and issubclass(value, forms.BaseForm)]
    fields: dict[str, Any] = {name: field for form in made for name, field in getattr(form, "base_fields", {}).items()}
    source = inspect.getsource(module)
    return {**dict.fromkeys(ASKED.findall(source), forms.CharField()), **fields, "page": forms.IntegerField()}


def described(rows: Any, world: Any, seen: Seen) -> dict[str, Any]:
    """The desk as an OpenAPI document."""
    real: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        real[row.page].append(world.args[row.of])
    paths: dict[str, Any] = {}
    for name, address, view in addresses(get_resolver().url_patterns):
        places = re.findall(r"{(\w+)}", address)
        known = [{str(args[i]) for args in real[name] if i < len(args)} or {"1", "accounts"} for i in range(len(places))]
        inside = [{"name": place, "in": "path", "required": True, "schema": anything(known[i], {"type": "integer"})} for i, place in enumerate(places)]
        fields = {field: of_field(how, seen.get(field, set())) for field, how in fields_of(view).items()}
        query = [{"name": field, "in": "query", "schema": schema} for field, schema in fields.items() if "format" not in schema]
        kind = "multipart/form-data" if any(schema.get("format") == "binary" for schema in fields.values()) else "application/x-www-form-urlencoded"
        body = {"required": True, "content": {kind: {"schema": {"type": "object", "properties": fields}}}}
        answers = {"responses": {"default": {"description": "a page"}}}
        paths[address] = {"get": {"parameters": [*inside, *query], **answers}, "post": {"parameters": inside, "requestBody": body, **answers}}
    return {"openapi": "3.0.3", "info": {"title": "desk", "version": "1"}, "paths": paths}


def in_the_fields(rows: Any, address: Callable[[Any], str], client: Client) -> Seen:
    """What the fields of the pages hold, by their names: stamps, ids, choices."""
    seen: Seen = defaultdict(set)
    for row in rows:
        if row.method == "GET" and row.gets["administrator"] == "in":
            response = client.get(address(row))
            if response.headers["Content-Type"].startswith("text/html") and not response.streaming and response.content:
                for field in html.document_fromstring(response.content.decode()).xpath("//main//*[@name]"):
                    seen[field.get("name")] |= set(field.xpath(".//option/@value")) | {field.get("value") or ""}
    return seen


@pytest.mark.slow
@pytest.mark.parametrize("role", list(NAMES))
def test_no_request_is_answered_by_an_error(role: str, rows: Any, world: Any, address: Callable[[Any], str], signed_in: Callable[[str], Client]) -> None:
    from checker.desk.wsgi import application

    schema = schemathesis.openapi.from_dict(described(rows, world, in_the_fields(rows, address, signed_in("administrator"))))
    schema.app = application
    real_args = {at: [world.args[row.of] for row in rows if row.page == name] for name, at, _ in addresses(get_resolver().url_patterns)}
    errors: list[str] = []
    answers: dict[int, int] = defaultdict(int)

    def note(**_: Any) -> None:
        errors.append(traceback.format_exc())

    cookies = {"csrftoken": TOKEN} | ({"sessionid": signed_in(NAMES[role]).cookies["sessionid"].value} if NAMES[role] else {})
    quiet = hypothesis.settings(
        max_examples=int(WANTED or FEW[role]),
        derandomize=WANTED is None,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )

    def ask(case: Any, real: int) -> None:
        known = [args for args in real_args[case.operation.path] if len(args) == len(case.path_parameters)]
        if real and known:  # mostly what is there
            case.path_parameters = dict(zip(case.path_parameters, map(str, known[real % len(known)]), strict=True))
        with transaction.atomic():  # what one asks for is not there for the next
            response = case.call(headers={"X-CSRFToken": TOKEN}, cookies=cookies)
            transaction.set_rollback(True)
        answers[response.status_code] += 1
        assert response.status_code < 500 and not errors, f"{case.as_curl_command()}\n{''.join(errors)}"

    got_request_exception.connect(note)
    # As Django's own test client does: a request's end must not close the connection that the test's transaction is on.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        for operation in schema.get_all_operations():
            if role == "administrator" or not operation.ok().path.startswith("/admin/"):
                quiet(hypothesis.given(case=operation.ok().as_strategy(), real=hypothesis.strategies.integers(0, 3))(ask))()
    finally:
        got_request_exception.disconnect(note)
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
    assert answers[302 if role == "nobody" else 200] > 10, dict(answers)


def test_the_test_itself_sees_an_error(world: Any, signed_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.desk.trail.models import Entry
    from checker.desk.wsgi import application

    def broken(*_: Any, **__: Any) -> Model:
        raise RuntimeError("broken")

    monkeypatch.setattr(Entry.objects, "select_related", broken)
    schema = schemathesis.openapi.from_dict({"openapi": "3.0.3", "info": {"title": "desk", "version": "1"}, "paths": {"/log/": {"get": {"responses": {}}}}})
    schema.app = application
    [operation] = schema.get_all_operations()
    response = operation.ok().Case().call(cookies={"sessionid": signed_in("administrator").cookies["sessionid"].value})
    assert response.status_code == 500
