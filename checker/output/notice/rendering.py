"""A Word template and facts to a document, by docxtpl: sandboxed, escaped, and strict about placeholders."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from checker.output.package import repacked

_NO_SUCH = re.compile(r"'([^']*)'(?: is undefined)?$")  # how Jinja ends what it says of an unknown name
_COMPILED: dict[str, Template] = {}
_MOST_COMPILED = 32
_NO_DOCUMENT = (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError, AttributeError)


class NoticeTemplateError(Exception):
    """A template that cannot be used, told in Chinese and English for the person who made it."""

    def __init__(self, name: str, chinese: str, english: str) -> None:
        self.name, self._chinese, self._english = name, chinese, english
        super().__init__(f"{name}: {chinese}")

    def message(self, lang: str = "zh") -> str:
        """The reason in Chinese (`zh`) or English (`en`), without the template's name."""
        return self._english if lang == "en" else self._chinese


class _Environment(ImmutableSandboxedEnvironment):
    """A sandbox that compiles the text of a template once, however many letters are made of it."""

    def from_string(self, source: str | nodes.Template, *more: Any, **named: Any) -> Template:
        if not isinstance(source, str) or more or named:
            return super().from_string(source, *more, **named)
        if source not in _COMPILED:
            if len(_COMPILED) >= _MOST_COMPILED:
                _COMPILED.clear()
            _COMPILED[source] = super().from_string(source)
        return _COMPILED[source]


@cache
def _environment() -> _Environment:
    # Autoescape, because docxtpl puts the values into the XML of the document.
    return _Environment(autoescape=True, undefined=StrictUndefined)


def render(template: bytes, facts: Mapping[str, Any], *, name: str) -> bytes:
    """The template with its placeholders filled in; the same input gives the same bytes.

    Facts are text, never markup or template: what looks like either stays as it is. `name` is the
    template's file name, for the error. Raises `NoticeTemplateError`.
    """
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.init_docx()
    except _NO_DOCUMENT:
        raise NoticeTemplateError(name, "不是 Word 文档（.docx），请用 Word 或 WPS 另存为 .docx", "is no Word document (.docx)") from None
    try:
        document.render(dict(facts), _environment(), autoescape=True)
    except UndefinedError as error:
        raise _unknown(name, error, facts) from None
    except SecurityError:
        raise NoticeTemplateError(name, "用了不允许的写法：占位符只能取值、判断和循环", "does what a template may not do") from None
    except TemplateError as error:
        raise _malformed(name, error) from None
    except (etree.XMLSyntaxError, AttributeError, TypeError, ValueError, ArithmeticError) as error:
        text = f"{type(error).__name__}: {error}"
        raise NoticeTemplateError(name, f"填不进内容（{text}），请对照默认模板检查占位符", f"cannot be filled in ({text})") from None
    content = io.BytesIO()
    document.save(content)
    return repacked(content.getvalue())


def _unknown(name: str, error: UndefinedError, facts: Mapping[str, Any]) -> NoticeTemplateError:
    found = _NO_SUCH.search(error.message or "")
    asked = found[1] if found else str(error)
    known = sorted(_names(facts))
    near = get_close_matches(asked, known, n=1, cutoff=0.4)
    hint, hint_english = (f"，是否应为“{near[0]}”", f"; did you mean “{near[0]}”") if near else ("", "")
    return NoticeTemplateError(
        name, f"没有“{asked}”这个占位符{hint}；可用：{'、'.join(known)}", f"“{asked}” is no placeholder{hint_english}; there are {', '.join(known)}"
    )


def _malformed(name: str, error: TemplateError) -> NoticeTemplateError:
    around = list(getattr(error, "docx_context", ()))
    line = around[3].strip() if len(around) > 3 else ""
    near, near_english = (f"（“{line[:60]}”附近）", f" near “{line[:60]}”") if line else ("", "")
    reason = error.message if isinstance(error, TemplateSyntaxError) else str(error)
    return NoticeTemplateError(name, f"占位符写法有误{near}：{reason}", f"a placeholder is malformed{near_english}: {reason}")


def _names(facts: Mapping[str, Any]) -> set[str]:
    """The names of all facts, those of items included."""
    names = set(facts)
    for value in facts.values():
        if isinstance(value, list) and value:
            names |= set(value[0])
    return names
