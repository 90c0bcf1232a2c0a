"""Puts the marks of a comment into a document; runs may be cut in two, and nothing else changes."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from checker.output.annotate.placing import Anchor, Character

Element = etree._Element
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def mark(anchor: Anchor, number: int) -> None:
    """Marks the anchor's words as what comment `number` is about."""
    w = f"{{{etree.QName(anchor.paragraph).namespace}}}"
    start, end = (etree.Element(f"{w}commentRange{side}", {f"{w}id": str(number)}) for side in ("Start", "End"))
    reference = etree.Element(f"{w}r")
    etree.SubElement(reference, f"{w}commentReference", {f"{w}id": str(number)})
    if anchor.first is None or anchor.last is None:
        _around(anchor.paragraph, start, end, reference, f"{w}pPr")
        return
    # The end first: cutting there leaves the characters before it where they are.
    last = _cut(anchor.last, after=True)
    last.addnext(reference)
    last.addnext(end)
    _cut(anchor.first, after=False).addprevious(start)


def _around(paragraph: Element, start: Element, end: Element, reference: Element, properties: str) -> None:
    first = paragraph.find(properties)
    if first is None:
        paragraph.insert(0, start)
    else:
        first.addnext(start)
    paragraph.extend((end, reference))


def _cut(character: Character, *, after: bool) -> Element:
    """The run that begins with the character, or, `after`, ends with it: cut off from its run where it must be."""
    text = character.text
    run = text.getparent()
    assert run is not None  # a w:t that was found below a paragraph
    outer = list(run.iterancestors(run.tag))
    if outer or len(text):  # inside a ruby or the like, which is one thing; or no text that Word would write
        return outer[-1] if outer else run
    offset = character.offset + (1 if after else 0)
    whole = text.text or ""
    head, tail = whole[:offset], whole[offset:]
    following = list(text.itersiblings())
    preceding = [sibling for sibling in text.itersiblings(preceding=True) if not _is_properties(sibling)]
    if (not tail and not following) if after else (not head and not preceding):
        return run
    second = etree.Element(run.tag)
    second.attrib.update(run.attrib)
    properties = next((child for child in run if _is_properties(child)), None)
    if properties is not None:
        second.append(deepcopy(properties))
    if tail or not after:
        piece = etree.SubElement(second, text.tag)
        piece.attrib.update(text.attrib)
        _write(piece, tail)
    second.extend(following)
    if head or after:
        _write(text, head)
    else:
        run.remove(text)
    second.tail, run.tail = run.tail, None
    run.addnext(second)
    return run if after else second


def _write(text: Element, words: str) -> None:
    text.text = words
    if words != words.strip():
        text.set(_SPACE, "preserve")


def _is_properties(element: Element) -> bool:
    return isinstance(element.tag, str) and element.tag.endswith("}rPr")
