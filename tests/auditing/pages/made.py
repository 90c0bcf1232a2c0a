"""A season put together by hand: the sample reports' verdicts dealt out anew to any number of units, in a folder of results.

Quick, and with something of everything that pages show; the summing is the audit's own.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from checker.auditing.brief import brief_of
from checker.auditing.passages import COPIES, shared_passages
from checker.auditing.roster import Unit
from checker.auditing.stored import RESULTS, TEXTS, text_facts
from checker.auditing.summary import NAME, Copy, Facts, Row, Summary, dump
from checker.auditing.summing import Asked, Gathered, asked_of, gather, summed
from checker.judging.checklist import Checklist, Grade
from checker.output.record import report_record
from checker.rulebook import Rulebook
from checker.rulebook.schema import Status

_FIRST, _SECOND, _ENDING = "青白云石柳松竹梅溪河山岭龙凤金银东西南北", "岩桥湾坪溪塘坝口田垭湖泉岗", ("镇人民政府", "乡人民政府", "街道办事处")
_DEPARTMENTS = ("司法局", "教育局", "财政局", "民政局", "水利局", "农业农村局", "住房和城乡建设局", "生态环境局", "应急管理局", "自然资源局")
_FILED = "2026-03-30T08:00:00+00:00"
ERRORS = (
    {"source": "报送/统计局报告.doc", "code": "encrypted", "message": "文件有密码，请去掉密码后再报送"},
    {"source": "报送/空.pdf", "code": "empty", "message": "没有可读取的文字"},
)


def names(count: int, chance: random.Random) -> list[str]:
    """So many names of units, each once."""
    towns = [f"{a}{b}" for a in _FIRST for b in _SECOND]
    chance.shuffle(towns)
    found = [f"澄安县{name}" for name in _DEPARTMENTS[: max(2, count // 8)]]
    found += [f"{town}{_ENDING[number % 3]}" for number, town in enumerate(towns)]
    found += [f"{town}县{department}" for town in towns for department in _DEPARTMENTS]
    picked = found[:count]
    chance.shuffle(picked)
    return picked


def dealt(bases: Sequence[Checklist], unit: str, number: int, chance: random.Random, *, year: int = 2025, quality: float | None = None) -> Checklist:
    """A checklist for a unit: each verdict is that of one of the reports, more of the good ones for a good unit."""
    mine = [base for base in bases if base.level.value == ("department" if unit.endswith("局") else "township")]
    quality = chance.betavariate(3, 2) if quality is None else quality
    best, *others = sorted(mine, key=lambda base: -base.score)
    others = others or [base for base in bases if base not in mine]
    verdicts = tuple(verdict if chance.random() < quality else chance.choice(others).verdicts[column] for column, verdict in enumerate(best.verdicts))
    judged = [v for v in verdicts if v.status not in (Status.NOT_APPLICABLE, Status.NOT_JUDGED)]
    score = round(100 * sum(v.score for v in judged) / sum(v.weight for v in judged), 1)
    gate = tuple(v.requirement for v in verdicts if v.severity == "core" and v.status is Status.MISSING)
    other = chance.choice(others)
    return replace(
        best,
        source=f"报送/{number:03d}{unit}{year}年度报告.docx",
        sha256=f"{chance.getrandbits(256):064x}",
        unit=unit,
        title=f"{unit}{year}年度法治政府建设情况报告",
        reporting_year=year,
        verdicts=verdicts,
        findings=other.findings if chance.random() < 0.6 else (),
        publication=other.publication,
        score=score,
        grade=Grade.RETURN if score < 60 else Grade.REVISE if gate or score < 80 else Grade.PASS,
        gate=gate,
        result_hash=f"{chance.getrandbits(256):064x}",
        date=f"{year + 1}-0{chance.randint(1, 3)}-{chance.randint(10, 28)}",
    )


def season(folder: Path, bases: Sequence[Checklist], book: Rulebook, count: int, *, previous: bool = True, roster: bool = True, seed: int = 7) -> Summary:
    """A folder of results of so many units, and its summary."""
    chance = random.Random(seed)
    units = names(count, chance)
    good = [chance.betavariate(3, 2) for _ in units]
    checklists = [dealt(bases, unit, number, chance, quality=quality) for number, (unit, quality) in enumerate(zip(units, good, strict=True), start=1)]
    if checklists:  # an older draft of one of them
        checklists.append(replace(checklists[0], source=f"报送/{units[0]}旧稿.docx", date="2026-01-02"))
    earlier = None
    if previous:
        before = [dealt(bases, unit, n, chance, year=2024, quality=max(0.0, q - 0.1)) for n, (unit, q) in enumerate(zip(units[2:], good[2:], strict=True))]
        gone = dealt(bases, "红旗乡人民政府", 999, chance, year=2024)
        earlier = summary_of([*before, gone], book)
    listed = [Unit(unit, "department" if unit.endswith("局") else "township") for unit in units]
    listed += [Unit("白鹭镇人民政府", "township", "王主任 0555-8866"), Unit("澄安县统计局", "department")]
    return written(folder, checklists, book, previous=earlier, roster=listed if roster else None)


def written(folder: Path, checklists: Sequence[Checklist], book: Rulebook, *, previous: Summary | None = None, roster: Sequence[Unit] | None = None) -> Summary:
    """The files of an audit that pages are made from."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = [text_facts(checklist) for checklist in checklists]
    _lines(folder / RESULTS, [report_record(checklist) for checklist in checklists])
    _lines(folder / TEXTS, texts)
    pairs: list[dict[str, object]] = []

    def copies(rows: Sequence[Row]) -> tuple[tuple[Copy, ...], int]:
        if len(rows) < 4:
            return (), 0
        found = []
        for line, (a, b, of_previous) in enumerate(((1, 3, False), (2, 2, True))):
            first, second = rows[a], rows[b]
            shared = shared_passages(texts[first.line], texts[second.line], ())[: 9 - 5 * line]
            sides = {
                name: {"unit": r.unit, "source": r.source, "year": r.year, "line": r.line, "of_previous": False}
                for name, r in (("first", first), ("second", second))
            }
            sides["second"]["of_previous"] = of_previous
            pairs.append({"share": 0.82 - 0.3 * line, "sentences": 41 - line, **sides, "passages": shared})
            found.append(
                Copy(
                    line, 0.82 - 0.3 * line, 41 - line, first.name, first.source, a,
                    second.name, second.source, None if of_previous else b, 2024 if of_previous else 2025, of_previous,
                )
            )  # fmt: skip
        return tuple(found), len(found)

    summary = summed(*_gathered(checklists), ERRORS, _facts(book), alike=lambda one, other: True, copies=copies, roster=roster, previous=previous)
    _lines(folder / COPIES, pairs)
    (folder / NAME).write_bytes(dump(summary))
    return summary


def summary_of(checklists: Sequence[Checklist], book: Rulebook) -> Summary:
    """The summary of reports that nobody looks at."""
    return summed(*_gathered(checklists), (), _facts(book), alike=lambda one, other: False)


def _gathered(checklists: Sequence[Checklist]) -> tuple[Gathered, tuple[Asked, ...]]:
    records = [report_record(c) for c in checklists]
    return gather((brief_of(record, text_facts(c)), _FILED) for record, c in zip(records, checklists, strict=True)), asked_of(records[0]) if records else ()


def _facts(book: Rulebook) -> Facts:
    return Facts("0.1.0", book.id, book.version, "0" * 64, "blank-zh")


def _lines(path: Path, items: Sequence[object]) -> None:
    path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items), "utf-8", errors="surrogatepass", newline="\n")
