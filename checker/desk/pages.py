"""How pages are made: the templates of every app, and what each page is given."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from jinja2 import Environment

from checker.auditing.pages.dashboard import TEMPLATES as AUDIT_TEMPLATES
from checker.desk.accounts.models import Role
from checker.desk.assets import static
from checker.desk.navigation import links
from checker.output.html import TEMPLATES as REPORT_TEMPLATES
from checker.output.html.environment import environment as make_environment

_HERE = Path(__file__).parent
_FOLDERS = [_HERE / "templates", *sorted(folder / "templates" for folder in _HERE.iterdir() if (folder / "models.py").exists())]


def environment(**_: Any) -> Environment:
    """The templates of the desk and, behind them, those of the report page (`report.html`) and of an audit's overview (`season.html`)."""
    made = make_environment(*_FOLDERS, REPORT_TEMPLATES, AUDIT_TEMPLATES)
    made.globals.update(static=static, url=_url, Role=Role)
    made.filters["when"] = when
    made.filters["day"] = day
    made.filters["filesize"] = filesizeformat
    return made


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """What every page may use beside its own."""
    return {
        "user": getattr(request, "user", None),
        "messages": _messages(request),
        "links": partial(links, request),
        "query": _query(request),
    }


def when(moment: Any, form: str = "%Y-%m-%d %H:%M") -> str:
    """A moment as the office's clock shows it; nothing where there is none."""
    return timezone.localtime(moment).strftime(form) if moment is not None else ""


def day(date: Any) -> str:
    """A date as official documents write it; nothing where there is none."""
    return f"{date.year}年{date.month}月{date.day}日" if date is not None else ""


def _messages(request: HttpRequest) -> Callable[[], Any]:
    return lambda: get_messages(request)


def _query(request: HttpRequest) -> Callable[..., str]:
    """The page's own query with some values changed: a filtered list's next page."""

    def changed(**values: Any) -> str:
        query = request.GET.copy()
        for name, value in values.items():
            query[name] = str(value)
        return query.urlencode()

    return changed


def _url(name: str, /, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)
