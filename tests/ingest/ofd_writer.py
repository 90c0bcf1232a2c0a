"""OFD files (GB/T 33190—2016) written by hand, the ways in which three kinds of writers put the same pages down.

The pages are set as an office sets them (GB/T 9704: A4, 28 characters of 3 号 in a line, 22 lines, page numbers in dashes). The three ways are ours,
after what files of such writers look like:

- `lines`: as ofdrw's layout engine: a text object for each line, an offset for each letter, paths relative to the file;
- `runs`: as converters from Word and PDF: a text object for each run of one script, in a unit scaled by CTM, glyphs named by `CGTransform`,
  page numbers and a watermark on a template, absolute paths, the older name space;
- `blocks`: as print drivers: a text object for each paragraph with a `TextCode` for each line, offsets as `g n d`, in page blocks, out of order.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from xml.sax.saxutils import escape

from government_pages import Part, Report

WIDTH, HEIGHT = 210.0, 297.0
LEFT, TOP = 28.0, 37.0
SIZE, STEP = 5.574, 10.0  # 3 号 in millimetres; 22 lines on a page
IN_LINE, IN_PAGE = 28, 22
NAMESPACE = "http://www.ofdspec.org/2016"
_LIST = re.compile(r"[!-~]+|[^!-~]+")
_NEVER_FIRST = "，。、；：？！）》”’%"


@dataclass(frozen=True)
class Set:
    """A line on a page: its words, where its first letter stands and its size, in millimetres."""

    words: str
    x: float
    y: float
    size: float = SIZE
    paragraph: int = 0


@dataclass
class Book:
    """Pages of lines, and of ruling lines as (x0, y0, x1, y1)."""

    pages: list[list[Set]] = field(default_factory=lambda: [[]])
    rules: list[list[tuple[float, float, float, float]]] = field(default_factory=lambda: [[]])
    row: int = 0

    def put(self, words: str, x: float, size: float = SIZE, paragraph: int = 0) -> None:
        if self.row >= IN_PAGE:
            self.pages.append([])
            self.rules.append([])
            self.row = 0
        self.pages[-1].append(Set(words, x, TOP + self.row * STEP + size, size, paragraph))
        self.row += 1


def width(words: str, size: float = SIZE) -> float:
    return sum(size / 2 if word.isascii() else size for word in words)


def wrapped(words: str, first: float, rest: float) -> list[str]:
    """The lines that a paragraph takes, no mark at the beginning of one."""
    lines, line, room = [], "", first
    for word in words:
        if width(line + word) > room + 0.01 and word not in _NEVER_FIRST:
            lines.append(line)
            line, room = "", rest
        line += word
    return [*lines, line]


def typeset(report: Report) -> Book:
    book = Book()
    line = IN_LINE * SIZE
    for key, value in report.pairs:
        book.put(f"{key}：{value}", LEFT)
    for words in wrapped(report.title, 20 * 7.76, 20 * 7.76):
        book.put(words, LEFT + (line - width(words, 7.76) * 1.0) / 2, 7.76)
    book.row += 1
    for number, part in enumerate(report.body, start=1):
        words = part.text.strip()
        if part.rows:
            _table(book, part.rows)
        elif number > len(report.body) - 2 and len(words) < 20:
            book.put(words, LEFT + line - width(words) - 2 * SIZE, paragraph=number)
        else:
            for index, said in enumerate(wrapped(words, line - 2 * SIZE, line)):
                book.put(said, LEFT + (0 if index else 2 * SIZE), paragraph=number)
    return book


def _table(book: Book, rows: Sequence[Sequence[str]]) -> None:
    if book.row + len(rows) > IN_PAGE:
        book.row = IN_PAGE
    columns = max(len(row) for row in rows)
    wide = IN_LINE * SIZE / columns
    top = None
    for row in rows:
        for column, words in enumerate(row):
            size = min(SIZE, (wide - 2) / max(width(words, 1), 1))
            book.put(words, LEFT + column * wide + 1, size)
            book.row -= 1
        if top is None:
            top = TOP + book.row * STEP - 1.5
        book.row += 1
    assert top is not None
    bottom = top + len(rows) * STEP
    book.rules[-1] += [(LEFT, top + n * STEP, LEFT + IN_LINE * SIZE, top + n * STEP) for n in range(len(rows) + 1)]
    book.rules[-1] += [(LEFT + n * wide, top, LEFT + n * wide, bottom) for n in range(columns + 1)]


# -- parts of a package -----------------------------------------------------------------------------


def deltas(words: str, size: float, *, short: bool) -> str:
    steps = [f"{size / 2 if word.isascii() else size:.4g}" for word in words[:-1]]
    if not short:
        return " ".join(steps)
    groups = [(step, len(list(same))) for step, same in groupby(steps)]
    return " ".join(f"g {count} {step}" if count > 1 else step for step, count in groups)


def text_object(said: Set, identity: int, attributes: str = "") -> str:
    """A text object for a line, the way of `lines`."""
    box = f"{said.x:.4f} {said.y - said.size:.4f} {width(said.words, said.size) + 1:.4f} {said.size * 1.3:.4f}"
    code = f'<ofd:TextCode X="0" Y="{said.size:.4f}" DeltaX="{deltas(said.words, said.size, short=False)}">{escape(said.words)}</ofd:TextCode>'
    return f'<ofd:TextObject ID="{identity}" Boundary="{box}" Font="3" Size="{said.size:.4f}" {attributes}>{code}</ofd:TextObject>'


def _rule(rule: tuple[float, float, float, float], identity: int) -> str:
    x0, y0, x1, y1 = rule
    box = f"{x0} {y0} {max(x1 - x0, 0.3):.4f} {max(y1 - y0, 0.3):.4f}"
    path = f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0:.4f} {y1 - y0:.4f}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="{identity}" Boundary="{box}" LineWidth="0.3">{path}</ofd:PathObject>'


def _lines(page: Sequence[Set], first: int) -> str:
    return "".join(text_object(said, first + index) for index, said in enumerate(page))


def _runs(page: Sequence[Set], first: int) -> str:
    scale = 0.3528
    written = []
    for said in page:
        x = said.x
        for found in _LIST.finditer(said.words):
            words, size = found.group(), said.size / scale
            box = f"{x:.4f} {said.y - said.size:.4f} {width(words, said.size):.4f} {said.size * 1.2:.4f}"
            glyphs = " ".join(str(1000 + ord(word) % 3000) for word in words)
            change = f'<ofd:CGTransform CodePosition="0" CodeCount="{len(words)}" GlyphCount="{len(words)}"><ofd:Glyphs>{glyphs}</ofd:Glyphs></ofd:CGTransform>'
            delta = f'DeltaX="{deltas(words, size, short=True)}"' if len(words) > 1 else ""
            code = f'<ofd:TextCode X="0" Y="{size:.4f}" {delta}>{escape(words)}</ofd:TextCode>'
            written.append(
                f'<ofd:TextObject ID="{first + len(written)}" CTM="{scale} 0 0 {scale} 0 0" Boundary="{box}" Font="4" Size="{size:.4f}">'
                f'<ofd:FillColor Value="0 0 0"/>{change}{code}</ofd:TextObject>'
            )
            x += width(words, said.size)
    return "".join(written)


def _blocks(page: Sequence[Set], first: int) -> str:
    written = []
    for number, (_, group) in enumerate(groupby(page, key=lambda said: (said.paragraph, said.size, said.y if not said.paragraph else 0))):
        lines = list(group)
        size, top = lines[0].size, lines[0].y - lines[0].size
        codes = "".join(
            f'<ofd:TextCode X="{line.x - LEFT:.4f}" Y="{line.y - top:.4f}" DeltaX="{deltas(line.words, size, short=True)}">{escape(line.words)}</ofd:TextCode>'
            for line in lines
        )
        box = f"{LEFT} {top:.4f} {IN_LINE * SIZE + 6:.4f} {len(lines) * STEP + 2:.4f}"
        one = f'<ofd:TextObject ID="{first + number}" Boundary="{box}" Font="3" Size="{size:.4f}">{codes}</ofd:TextObject>'
        written.append(f'<ofd:PageBlock ID="{first + 5000 + number}">{one}</ofd:PageBlock>')
    return "".join(reversed(written))


WAYS = {"lines": _lines, "runs": _runs, "blocks": _blocks}


def page_xml(content: str, template: str = "", namespace: str = NAMESPACE) -> str:
    return f'<ofd:Page xmlns:ofd="{namespace}">{template}<ofd:Content><ofd:Layer ID="2">{content}</ofd:Layer></ofd:Content></ofd:Page>'


def package(
    pages: Iterable[str], *, common: str = "", beside: str = "", info: str = "", files: dict[str, str | bytes] | None = None, absolute: bool = False,
    namespace: str = NAMESPACE, bodies: int = 1,
) -> bytes:  # fmt: skip
    """A package of pages (XML each). `bodies`: the pages go to that many documents, in turn."""
    out = io.BytesIO()
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    listed = [list(pages)[n::bodies] for n in range(bodies)] if bodies > 1 else [list(pages)]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        entries = ""
        for number, own in enumerate(listed):
            root = f"Doc_{number}"
            lead = f"/{root}/" if absolute else ""
            items = "".join(f'<ofd:Page ID="{100 + n}" BaseLoc="{lead}Pages/Page_{n}/Content.xml"/>' for n in range(len(own)))
            area = f"<ofd:PageArea><ofd:PhysicalBox>0 0 {WIDTH} {HEIGHT}</ofd:PhysicalBox></ofd:PageArea>"
            document = (
                f'<ofd:Document xmlns:ofd="{namespace}"><ofd:CommonData><ofd:MaxUnitID>99999</ofd:MaxUnitID>{area}{common}</ofd:CommonData>'
                f"<ofd:Pages>{items}</ofd:Pages>{beside}</ofd:Document>"
            )
            file.writestr(f"{root}/Document.xml", head + document)
            for n, page in enumerate(own):
                file.writestr(f"{root}/Pages/Page_{n}/Content.xml", head + page)
            lead = "/" if absolute else ""
            entries += (
                f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>75a1b2a0</ofd:DocID>{info}</ofd:DocInfo><ofd:DocRoot>{lead}{root}/Document.xml</ofd:DocRoot></ofd:DocBody>"
            )
        file.writestr("OFD.xml", f'{head}<ofd:OFD xmlns:ofd="{namespace}" Version="1.1" DocType="OFD">{entries}</ofd:OFD>')
        for name, data in (files or {}).items():
            file.writestr(name, data)
    return out.getvalue()


def ofd(way: str, report: Report) -> bytes:
    """The report as an OFD file, written in one of the `WAYS`."""
    book = typeset(report)
    pages, files, common = [], {}, ""
    for number, (page, rules) in enumerate(zip(book.pages, book.rules, strict=True), start=1):
        foot = Set(f"— {number} —", WIDTH / 2 - 8, 275.0, 4.94)
        content = WAYS[way](page, 1000) + "".join(_rule(rule, 9000 + index) for index, rule in enumerate(rules))
        if way == "runs":
            common += f'<ofd:TemplatePage ID="{50 + number}" BaseLoc="/Doc_0/Tpls/Tpl_{number}/Content.xml"/>'
            files[f"Doc_0/Tpls/Tpl_{number}/Content.xml"] = page_xml(text_object(foot, 1), namespace="http://www.ofdspec.org")
            pages.append(page_xml(content, f'<ofd:Template TemplateID="{50 + number}" ZOrder="Background"/>', "http://www.ofdspec.org"))
        else:
            pages.append(page_xml(content + text_object(foot, 20)))
    return package(pages, common=common, files=files, absolute=way == "runs", namespace="http://www.ofdspec.org" if way == "runs" else NAMESPACE)


def one_page(content: str, **rest: object) -> bytes:
    """A package of one page with these objects."""
    return package([page_xml(content)], **rest)  # type: ignore[arg-type]


def plain(parts: Sequence[str]) -> Report:
    """A report of these paragraphs, the first its title."""
    from checker.ingest import BlockKind

    return Report("plain", parts[0], tuple(Part(BlockKind.PARAGRAPH, part) for part in parts[1:]))
