"""How what is seen is said: the places of asides in Chinese words, and excerpts that give nothing away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from checker.ingest import Aside, AsideKind, Place
from checker.judging.findings.places import block_on
from checker.privacy import mask, mask_name, mask_names
from checker.rare import rare
from checker.reading.model import Reading
from checker.rulebook.schema import Marks
from checker.wording import Wording, joined, say

LONGEST_EXCERPT = 24  # enough to find it, too little to spread it
MOST_PLACES = 3
PERSON_PROPERTIES = ("作者", "创建者", "最后保存者", "最后修改者", "修订者", "修订人", "管理者", "经理", "批注者")
WATERMARK = Wording("水印", "watermark")
_ELSEWHERE = Wording("正文之外", "beside the text")
WORDS: Mapping[AsideKind, Wording] = {
    AsideKind.HEADER: Wording("页眉", "header"),
    AsideKind.FOOTER: Wording("页脚", "footer"),
    AsideKind.FOOTNOTE: Wording("脚注", "footnote"),
    AsideKind.COMMENT: Wording("批注", "comments"),
    AsideKind.INSERTED: Wording("修订插入的文字", "inserted text"),
    AsideKind.DELETED: Wording("修订删除的文字", "deleted text"),
    AsideKind.HIDDEN: Wording("隐藏文字", "hidden text"),
    AsideKind.EMBEDDED: Wording("嵌入的文件", "embedded files"),
}
# An author may be an office: that is no secret, and it tells where to ask.
_OFFICE = rare(r"[\u4e00-\u9fff]{2,}(?:政府|办事处|委员会|办公室|[局所办站院队室科股部]|中心|公司|集团|协会)")
_NAME_SEPARATORS = re.compile(r"[;；,，、/|]")


@dataclass(frozen=True)
class Sight:
    """A reading, and the rulebook's words for what to look for in the file around it."""

    reading: Reading
    marks: Marks

    @property
    def asides(self) -> tuple[Aside, ...]:
        """What the file carries apart from the text, as its reader gave it."""
        return self.reading.document.asides

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Values of properties that tell of nobody, folded."""
        return frozenset(word.casefold() for word in self.marks.ordinary)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The persons that the file names as authors of it, of its changes or comments, in order of appearance."""
        values = (a.text if a.kind is AsideKind.PROPERTY and a.name in PERSON_PROPERTIES else a.author for a in self.asides)
        return tuple(dict.fromkeys(name for value in values for name in self.persons(value)))

    def persons(self, value: str) -> Iterator[str]:
        """The names in a value such as 张三；李四, without those of a program or a machine."""
        for name in map(str.strip, _NAME_SEPARATORS.split(value)):
            if name and name.casefold() not in self.ordinary:
                yield name

    def words(self, aside: Aside) -> Wording:
        """Where an aside stands, without its place in the text: 页眉, 文件属性“作者”."""
        if aside.kind is AsideKind.PROPERTY:
            return Wording(f"文件属性“{aside.name}”", f"file property “{aside.name}”")
        return WATERMARK if is_watermark(aside) else WORDS.get(aside.kind, _ELSEWHERE)

    def line(self, line: int | None) -> str:
        """A line of the text in the words of a person who looks it up (第 3 段); "" for none."""
        if line is None:
            return ""
        block = block_on(self.reading.document, line)
        place = block.place if block is not None and (block.place.line == line or block.place.page) else Place(line=line)
        return Wording(place.describe(), place.describe("en"))

    def place(self, aside: Aside) -> str:
        """Where in the file an aside stands: the place of its line, or what its reader calls it (第3页白色文字); "" where nothing is known."""
        if aside.line is not None or aside.kind is AsideKind.PROPERTY:
            return self.line(aside.line)
        name = aside.name.removesuffix(self.words(aside))
        return Wording(name, f"“{name}”") if name else ""

    def excerpt(self, text: str, longest: int = LONGEST_EXCERPT) -> str:
        """The beginning of `text`, with what is personal in it masked. Masked first, since half a number is not known as one."""
        line = " ".join(mask_names(mask(text), filter(is_persons, self.names)).split())
        return line if len(line) <= longest else line[:longest] + "…"

    def masked_names(self, names: Sequence[str]) -> str:
        """Names with their first characters readable, so that whoever removes them knows which."""
        shown = "、".join(mask_name(name) if is_persons(name) else name for name in names[:MOST_PLACES])
        return Wording(f"{shown}等 {len(names)} 人", f"{shown} and others, {len(names)} persons") if len(names) > MOST_PLACES else shown


def is_persons(name: str) -> bool:
    """Whether the name of an author is a person's (or a machine's), not an office's; of one character nothing can be told."""
    return len(name) > 1 and not _OFFICE.fullmatch(name)


def is_watermark(aside: Aside) -> bool:
    """Whether an aside is words across the page."""
    return WATERMARK in aside.name and aside.kind is not AsideKind.PROPERTY


def where(words: str, places: Iterable[str]) -> str:
    """Words with places behind them: 批注（第 3 段、第 5 段等 4 处）."""
    shown = listed(places)
    return Wording(f"{words}（{shown}）", f"{say(words, 'en')} ({shown.english})") if words and shown else words or shown


def listed(places: Iterable[str]) -> Wording:
    """Places, each once, the first few of them: 第 3 段、第 5 段、第 9 段等 12 处."""
    distinct = list(dict.fromkeys(filter(None, places)))
    shown, many = joined(distinct[:MOST_PLACES], "、", ", "), len(distinct)
    return Wording(f"{shown}等 {many} 处", f"{shown.english} and others, {many} places") if many > MOST_PLACES else shown
