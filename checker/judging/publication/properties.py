"""`metadata`: what the file's properties tell: who wrote and saved it, where, from which template, from which earlier report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.ingest import Aside, AsideKind
from checker.judging.checklist import PublicationNote
from checker.judging.findings.names import is_place
from checker.judging.publication.sight import MOST_PLACES, PERSON_PROPERTIES, Sight
from checker.rare import rare
from checker.wording import Wording, joined

_TITLES = ("标题", "主题", "原标题", "文件标题")
# What tells of no person, office or earlier report: programs, times, counts.
_SILENT = ("应用程序", "编辑程序", "生成程序", "创建时间", "修改时间", "打印时间", "最后保存时间", "编辑时间（分钟）", "修订次数", "版本", "KSOProductBuildVer")
_AUTHORS = (
    ((AsideKind.INSERTED, AsideKind.DELETED), Wording("修订痕迹的作者", "authors of tracked changes")),
    ((AsideKind.COMMENT,), Wording("批注的作者", "authors of comments")),
)
_NOT_WORDS = re.compile(r"[\W_]+")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_TOWN = rare(r"([\u4e00-\u9fff]{2,4})(镇|乡|街道|苏木|县|旗|区|市)")
_BUREAU = rare(r"(?:[\u4e00-\u9fff]{2,4}(?:省|市|县|区|旗))?([\u4e00-\u9fff]{2,10}?(?:局|委员会|办公室|厅))")


def properties(sight: Sight) -> Iterator[PublicationNote]:
    """A note for each property that tells something, and for who made the changes and comments. Names are masked."""
    told: set[str] = set()
    of_name: dict[str, list[Aside]] = {}
    for aside in sight.asides:
        if aside.kind is AsideKind.PROPERTY and aside.text.strip() and aside.name not in _SILENT:
            of_name.setdefault(aside.name, []).append(aside)
    for name, asides in of_name.items():
        if name in PERSON_PROPERTIES:
            persons = list(dict.fromkeys(person for a in asides for person in sight.persons(a.text)))
            told.update(persons)
            yield from _note(len(persons), sight.words(asides[0]), sight.masked_names(persons))
        else:
            values = list(filter(None, (_value(sight, a) for a in asides)))
            yield from _note(len(values), sight.words(asides[0]), joined(values[:MOST_PLACES], "；", "; "))
    for kinds, words in _AUTHORS:
        authors = list(dict.fromkeys(person for a in sight.asides if a.kind in kinds for person in sight.persons(a.author)))
        if set(authors) - told:
            yield from _note(len(authors), words, sight.masked_names(authors))


def _note(count: int, place: str, excerpt: str) -> Iterator[PublicationNote]:
    if count:
        yield PublicationNote("metadata", count, place, excerpt)


def _value(sight: Sight, aside: Aside) -> str:
    """What a property says that is not a person's name; "" where it tells nothing."""
    # Of a path, the folders may hold a user's name.
    value = aside.text.strip() if aside.name in _TITLES else re.split(r"[\\/]", aside.text.strip())[-1]
    if not value or value.casefold() in sight.ordinary:
        return ""
    if aside.name not in _TITLES:
        return sight.excerpt(value)
    reasons = _misfit(sight, value)
    if not reasons:
        return ""
    why, shown = joined(reasons, "；", "; "), sight.excerpt(value)
    return Wording(f"“{shown}”，{why}", f"“{shown}”: {why.english}")


def _misfit(sight: Sight, title: str) -> list[Wording]:
    """Why a title in the properties is not this report's; empty where it may be."""
    reading = sight.reading
    identity = reading.identity
    own = reading.text[slice(*identity.title)] if identity.title else ""
    year = _other_year(title, identity.year)
    unit = _other_unit(title, identity.unit + own)
    reasons = []
    if year:
        reasons.append(Wording(f"年度（{year}）与报告不同，像是旧稿改写", f"another year ({year}) than the report's: perhaps an old draft rewritten"))
    if unit:
        chinese = f"单位（{unit}）与报告不同，像是用别的单位的文件改写"
        reasons.append(Wording(chinese, f"another unit (“{unit}”) than the report's: perhaps another unit's file rewritten"))
    words, wanted = _NOT_WORDS.sub("", title), _NOT_WORDS.sub("", own)
    if not reasons and own and words not in wanted and wanted not in words:
        reasons.append(Wording("与报告标题不同", "another title than the report's"))
    return reasons


def _other_year(title: str, year: int | None) -> str:
    years = _YEAR.findall(title)
    return years[0] if years and year is not None and str(year) not in years else ""


def _other_unit(title: str, own: str) -> str:
    """The unit that the title names (of 岚川县白马镇 the last), where it is not the report's."""
    units = [found[1] for found in _BUREAU.finditer(title)] or [
        name + found[2] for found in _TOWN.finditer(title) if (name := next((found[1][-n:] for n in (2, 3, 4) if is_place(found[1][-n:])), ""))
    ]
    return units[-1] if units and own and units[-1] not in own else ""
