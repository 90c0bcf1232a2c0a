"""Where in a page the article stands.

The article is the narrowest element that holds nearly all sentences of the page: menus, lists of links and
footers have none. Where other long texts stand beside it, readability is asked which of them is the article.
Of that extractor only the place is taken: what it would print lacks short lines, signatures and rows.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Sequence

from lxml import etree
from lxml.html import HtmlElement

from checker.ingest.web.walk import Line

_NEARLY_ALL = 0.95  # of the sentences, by characters: the page has no other text
_MOST = 0.8  # of the sentences stand in the article, where nothing else tells
_LEAST = 0.55  # of the sentences stand in what the extractor says, or it is not believed
_FEWEST_LINES = 3  # fewer are a paragraph, not an article
_SENTENCE = re.compile(r"[。；！？]")
_MADE_AS_TEXT = re.compile(r"Microsoft Word|Word\.Document|LibreOffice|OpenOffice|WPS|Kingsoft", re.I)
_MARK = "data-fazhi"
_MARKED = re.compile(rf'{_MARK}="(\d+)"')
# How content management systems of government sites name the article: 大汉 zoom, 拓尔思 TRS_Editor, 开普 UCAP-CONTENT.
_NAMES = re.compile(r"zoom|trs_|ucap|newscontent|article", re.I)
# What is asked of the extractor, whose time grows faster than the page.
_MOST_ELEMENTS = 10_000
_MOST_CHARACTERS = 300_000
_DEEPEST = 60

logging.getLogger("readability").setLevel(logging.CRITICAL)  # its failures are answered here


def article_of(body: HtmlElement, lines: Sequence[Line]) -> HtmlElement:
    """The element that holds the article whole; the body, where nothing stands around it."""
    makers = (meta.get("content", "") for meta in body.getroottree().iter("meta") if meta.get("name", "").lower() in ("generator", "progid"))
    if any(_MADE_AS_TEXT.search(maker) for maker in makers):
        return body
    spoken = _weights(body, lines)
    if not spoken:
        return body
    whole = _narrowed(body, spoken, _NEARLY_ALL)
    if _narrowed(body, spoken, _LEAST) is whole:
        return whole
    told = _told(body, lines)
    if told is not None and whole in told.iterancestors() and spoken.get(told, (0, 0))[0] >= _LEAST * spoken[body][0]:
        return told
    return _narrowed(body, spoken, _MOST)


def is_sentence(line: Line) -> bool:
    """Whether the line says something, and is more than a link."""
    return bool(_SENTENCE.search(line.text)) and line.linked * 2 < len(line.text)


def _weights(body: HtmlElement, lines: Sequence[Line]) -> dict[HtmlElement, tuple[int, int]]:
    """Of each element, the characters of sentences in it, and how many lines they are."""
    weights: dict[HtmlElement, tuple[int, int]] = {}
    for line in lines:
        if is_sentence(line):
            characters, count = weights.get(line.element, (0, 0))
            weights[line.element] = (characters + len(line.text), count + 1)
    for element in reversed(list(body.iter())):  # those inside before those around them
        parent = element.getparent()
        if element in weights and element is not body and parent is not None:
            characters, count = weights.get(parent, (0, 0))
            weights[parent] = (characters + weights[element][0], count + weights[element][1])
    return weights


def _narrowed(body: HtmlElement, weights: dict[HtmlElement, tuple[int, int]], share: float) -> HtmlElement:
    """The narrowest element with that share of the body's sentences, which is more than a paragraph."""
    node, total = body, weights[body][0]
    while True:
        heaviest = max(node, key=lambda child: weights.get(child, (0, 0)), default=None)
        if heaviest is None:
            return node
        characters, count = weights.get(heaviest, (0, 0))
        if characters < share * total or count < _FEWEST_LINES:
            return node
        node = heaviest


def _told(body: HtmlElement, lines: Sequence[Line]) -> HtmlElement | None:
    """What the extractor takes for the article; None where it finds none or the page is too large to ask."""
    elements = [element for element in body.iter() if isinstance(element.tag, str)]
    if len(elements) > _MOST_ELEMENTS or sum(len(line.text) for line in lines) > _MOST_CHARACTERS:
        return None
    if any(len(list(line.element.iterancestors())) > _DEEPEST for line in lines):
        return None
    for number, element in enumerate(elements):
        element.set(_MARK, str(number))
    page = copy.deepcopy(body)
    for element in elements:
        del element.attrib[_MARK]
    kept = {elements[int(number)] for number in _MARKED.findall(_summary(page)) if int(number) < len(elements)}
    weights = _weights(body, [line for line in lines if line.element in kept])
    return _narrowed(body, weights, _NEARLY_ALL) if weights else None


def _summary(body: HtmlElement) -> str:
    """The extractor's HTML of the article; "" where it finds none."""
    from readability import Document as Readable  # only pages with several texts need it
    from readability.readability import Unparseable

    try:
        return str(Readable(body, positive_keywords=_NAMES, handle_failures="ignore").summary(html_partial=True))
    except (Unparseable, etree.LxmlError, ValueError):
        return ""
