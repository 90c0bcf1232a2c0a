"""What a page says of itself where nobody looks: its `<meta>` tags, its `<title>`, what Word put into it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from checker.ingest.document import Aside, AsideKind

# The tags that government sites must have (《政府网站发展指引》附件，国办发〔2017〕47号) and older names of the same.
_KEYS = {
    "articletitle": "标题",
    "contenttitle": "标题",
    "pubdate": "发布日期",
    "publishdate": "发布日期",
    "contentsource": "来源",
    "source": "来源",
    "keywords": "关键词",
}
_TITLES = ("articletitle", "contenttitle")
_PROPERTIES = {"author": "作者", "generator": "生成程序"}
# Of Word's `<o:DocumentProperties>`, which stands in a comment.
_OFFICE = {"Author": "作者", "LastAuthor": "最后保存者", "Company": "公司", "Manager": "经理", "Template": "模板", "LastSaved": "最后保存时间"}
_OFFICE_VALUE = re.compile(rf"<o:({'|'.join(_OFFICE)})>([^<>]{{1,200}})</o:\1>")
_SITE = re.compile(r"\s*[_|｜–—]+\s*|\s*-{1,2}\s*(?!\d)|\s{2,}")
# A page says a thing once; what its own table says is what people see.
_SAME = (
    ("发布日期", "发布时间", "公开日期", "公开时间"),
    ("来源", "信息来源", "文章来源", "发布机构", "发文机关", "发布单位", "制发机关"),
    ("标题", "信息名称", "名称"),
    ("关键词", "主题词"),
)
_LONGEST = 200


def declared_metadata(root: HtmlElement, seen: set[str]) -> dict[str, str]:
    """What the tags say by the Chinese keys of a page's table, without what the table itself says (`seen`)."""
    said: dict[str, str] = {}
    for name, content in _tags(root):
        key = _KEYS.get(name)
        if key is not None and not any(key in same and seen.intersection(same) for same in _SAME) and key not in seen:
            said.setdefault(key, content)
    return said


def declared_titles(root: HtmlElement) -> list[str]:
    """What may be the article's title, the surest first: the tags for it, the page's title, and that without the site's name."""
    titles = [content for wanted in _TITLES for name, content in _tags(root) if name == wanted]
    title = root.findtext(".//title")
    if title and title.strip():
        title = title.strip()[:_LONGEST]
        titles += [title, *_SITE.split(title)]
    return [title for title in titles if title]


def declared_properties(root: HtmlElement, text: str) -> list[Aside]:
    """Who and what made the page, as far as it says. `text` is that of the whole page."""
    said = {_PROPERTIES[name]: content for name, content in _tags(root) if name in _PROPERTIES}
    said |= {_OFFICE[found[1]]: found[2].strip() for found in _OFFICE_VALUE.finditer(text) if found[2].strip()}
    return [Aside(AsideKind.PROPERTY, content, name=name) for name, content in said.items()]


def _tags(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in root.iter("meta"):
        name, content = meta.get("name", "").strip().lower(), " ".join(meta.get("content", "").split())
        if name and content:
            yield name, content[:_LONGEST]
