"""What the draft circular says, paragraph by paragraph; every figure is counted, nothing is supposed.

The order is the usual one of such circulars: 总体情况, 做得较好的方面, 存在的主要问题, 有关要求, annexes.
Parts that a season gives no reason for are left out and the numbering closes up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from checker.auditing.pages.overall import handed_in, reporting_year
from checker.auditing.pages.sheets.rows import changed_requirements
from checker.auditing.summary import Counts, RequirementRow, Row, Summary
from checker.judging.checklist import Grade
from checker.output.notice import Letter, page
from checker.output.notice.letter import BLANK, in_arabic
from checker.output.notice.numerals import ChineseNumbers
from checker.output.phrases import plain

_ADDRESSED: Mapping[str, str] = {"county": "各县（市、区）人民政府", "township": "各乡镇人民政府、街道办事处", "department": "政府各部门"}
_LEVEL: Mapping[str, str] = {"county": "县（市、区）政府", "township": "乡镇、街道", "department": "政府部门"}
_MOST_NAMED = 60
_MOST_REQUIREMENTS = 5
_WELL, _WEAK = 0.9, 0.75  # shares of units that have a requirement, from which it is well done, below which it is a common problem
_MOST_ROWS = 1000  # of an annex

Text = tuple[str, str]  # style, words


@dataclass(frozen=True, slots=True)
class Circular:
    """The document's parts: `body` as styles and words, annexes as tables whose first row is the head."""

    issuer: str
    number: str
    title: tuple[str, str]
    addressee: str
    body: tuple[Text, ...]
    annexes: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    date: str


def circular(summary: Summary, letter: Letter, *, basis: str = "") -> Circular:
    """The circular on a season."""
    year = reporting_year(summary.rows)
    shown_year = f"{year}年度" if year else "____年度"
    opening = f"根据{plain(basis)}等有关规定，" if basis else ""
    opening += f"{letter.speaks_of_itself}对各单位报送的{shown_year}法治政府建设年度报告（以下简称年度报告）进行了审核。现将有关情况通报如下。"
    parts = [
        ("总体情况", list(_overall(summary))),
        ("做得较好的方面", list(_well(summary))),
        ("存在的主要问题", list(_problems(summary))),
        ("有关要求", list(_demands(summary, letter))),
    ]
    body: list[Text] = [(page.BODY, opening)]
    number = ChineseNumbers()
    for title, items in parts:
        if items:
            body.append((page.LEVEL_1, f"{number()}、{title}"))
            body += _numbered(items)
    return Circular(
        issuer=plain(letter.issuer),
        number=f"{BLANK}〔{letter.issued.year}〕____号",
        title=(f"关于{shown_year}法治政府建设年度报告", "审核情况的通报"),
        addressee=_addressee(summary),
        body=tuple(body),
        annexes=tuple(_annexes(summary)),
        date=in_arabic(letter.issued),
    )


def _numbered(items: Sequence[tuple[str, Sequence[str]]]) -> Iterator[Text]:
    """（一）, （二） …: a heading and its paragraphs each; an item alone goes without its heading."""
    number = ChineseNumbers()
    for title, paragraphs in items:
        if len(items) > 1:
            yield page.LEVEL_2, f"（{number()}）{title}"
        for words in paragraphs:
            yield page.BODY, words


Items = Iterator[tuple[str, list[str]]]


def _overall(summary: Summary) -> Items:
    there = handed_in(summary)
    came = []
    if there is not None and summary.expected is not None:
        rate = _percent(there, summary.expected)
        came.append(f"应报送年度报告的单位{summary.expected}家，已报送{there}家，报送率{rate}；未报送{len(summary.not_submitted)}家。")
    if summary.choices:
        came.append(f"{len(summary.choices)}家单位重复报送，按日期取最近的一份审核。")
    if summary.errors:
        came.append(f"另有{len(summary.errors)}个文件无法读取，未列入审核。")
    if came:
        yield "报送情况", ["".join(came)]
    if summary.mean is None or summary.median is None:
        return
    scores = [row.score for row in summary.rows]
    shares = ((words, summary.grades.get(grade, 0)) for grade, words in _GRADES.items())
    grades = "，".join(f"{words}的{number}份、占{_percent(number, len(scores))}" for words, number in shares)
    yield (
        "审核情况",
        [
            f"列入审核的年度报告{len(scores)}份，平均得分{summary.mean:.1f}分，中位数{summary.median:.1f}分，最高{max(scores):.1f}分，最低{min(scores):.1f}分"
            f"（满分100分）。审核结论为{grades}。"
        ],
    )
    if len(summary.levels) > 1:
        said = [f"{_LEVEL[level.level]}{level.units}份，平均{level.mean:.1f}分，通过{level.grades.get(Grade.PASS, 0)}份" for level in summary.levels]
        yield "分层级情况", ["；".join(said) + "。"]
    if summary.previous is not None:
        yield "与上次审核比较", ["".join(_compared(summary))]


_GRADES: Mapping[str, str] = {Grade.PASS: "通过", Grade.REVISE: "修改后重新报送", Grade.RETURN: "退回重写"}
_SHORT: Mapping[str, str] = {Grade.PASS: "通过", Grade.REVISE: "修改后报", Grade.RETURN: "退回"}


def _compared(summary: Summary) -> Iterator[str]:
    previous = summary.previous
    assert previous is not None
    if previous.mean is not None and summary.mean is not None:
        gain = round(summary.mean - previous.mean, 1)
        moved = f"提高{gain:.1f}分" if gain > 0 else f"下降{-gain:.1f}分" if gain < 0 else "持平"
        yield f"平均得分由上次的{previous.mean:.1f}分变为{summary.mean:.1f}分，{moved}。"
    rose, fell = sum(c.change > 0 for c in previous.changes), sum(c.change < 0 for c in previous.changes)
    yield f"两次都报送的{len(previous.changes)}家单位中，得分上升的{rose}家，下降的{fell}家。"
    changed = changed_requirements(summary)
    up = [r for r in reversed(changed) if (r.change or 0) >= 0.05][:3]
    down = [r for r in changed if (r.change or 0) <= -0.05][:3]
    if up:
        yield f"具备率（按要求写明的报告所占比例，下同）上升较多的是{_moved(up)}。"
    if down:
        yield f"具备率{'' if up else '（按要求写明的报告所占比例，下同）'}下降较多的是{_moved(down)}。"


def _moved(requirements: Iterable[RequirementRow]) -> str:
    return "、".join(f"{_quoted(r.title)}（由{_share(r.previous_share)}到{_share(r.counts.share)}）" for r in requirements)


def _well(summary: Summary) -> Items:
    passed = [row for row in summary.rows if row.grade == Grade.PASS]
    if passed:
        yield "通过审核的单位", [f"审核结论为通过的单位{len(passed)}家：{_names(passed, scores=True)}。"]
    good = sorted((r for r in summary.requirements if (r.counts.share or 0) >= _WELL), key=lambda r: -(r.counts.share or 0))
    if good:
        named = "、".join(f"{_quoted(r.title)}" for r in good[: 2 * _MOST_REQUIREMENTS])
        more = "等" if len(good) > 2 * _MOST_REQUIREMENTS else ""
        yield "落实较好的要求", [f"{named}{more}{len(good)}项要求，{_WELL:.0%}以上的年度报告已经写明。"]


def _problems(summary: Summary) -> Items:
    if summary.not_submitted:
        yield "有的单位没有报送", [f"未报送的单位{len(summary.not_submitted)}家：{_listed([u.unit for u in summary.not_submitted])}。"]
    weak = [r for r in map(summary.requirement, summary.weakest) if (r.counts.share or 0) < _WEAK][:_MOST_REQUIREMENTS]
    if weak:
        yield "有的要求普遍落实不够", [f"{number}.{_quoted(r.title)}。{_lacking(r.counts)}" for number, r in enumerate(weak, start=1)]
    gated = [row for row in summary.rows if row.gate]
    if gated:
        titles = {r.id: r.title for r in summary.requirements}
        count = Counter(id for row in gated for id in row.gate)
        kinds = "、".join(f"{_quoted(titles.get(id, id))}{number}份" for id, number in count.most_common(_MOST_REQUIREMENTS))
        yield "有的报告缺少必备内容", [f"{len(gated)}份年度报告缺少影响审核通过的必备内容，其中缺少{kinds}。"]
    if summary.findings:
        kinds = "、".join(f"{_quoted(f.title)}{len(f.rows)}份" for f in summary.findings[: 2 * _MOST_REQUIREMENTS])
        yield "有的报告前后不一致、文字不规范", [f"审核中发现下列情形：{kinds}。"]
    unready = sum(row.publication > 0 for row in summary.rows)
    if unready:
        yield "有的文件不宜直接公开", [f"{unready}份报送文件中有批注、修订痕迹、个人信息等公开前须处理的内容。"]
    if summary.copies:
        yield "有的报告内容雷同", [_alike(summary)]


def _alike(summary: Summary) -> str:
    old = sum(copy.of_previous for copy in summary.copies)
    found = max(summary.copies_found, len(summary.copies))
    with_own = f"（其中与上一年度报告比对的{old}组）" if old else ""
    return f"经比对，除通用表述外仍有较多相同内容的报告{found}组{with_own}。是否照抄照搬，由{BLANK}逐组核实后处理。"


def _demands(summary: Summary, letter: Letter) -> Items:
    deadline = in_arabic(letter.deadline)
    if summary.not_submitted:
        yield "限期补报", [f"未报送的单位应当于{deadline}前补报年度报告，并书面说明未按时报送的原因。"]
    waiting = [
        (grade, words, [row for row in summary.rows if row.grade == grade])
        for grade, words in ((Grade.REVISE, "审核结论为修改后重新报送的单位"), (Grade.RETURN, "审核结论为退回重写的单位"))
    ]
    if any(rows for _, _, rows in waiting):
        said = [f"下列单位应当对照审核意见逐项整改，于{deadline}前将修改后的年度报告和整改情况报送{letter.speaks_of_itself}。"]
        said += [f"{words}{len(rows)}家：{_names(rows)}。" for _, words, rows in waiting if rows]
        yield "限期整改", said
    yield "规范公开", ["年度报告经审核通过后，按照规定的程序和时限向社会公开；公开前应当处理批注、修订痕迹和个人信息，并完成保密审查。"]
    yield "联系方式", [f"整改中的问题，请与{letter.speaks_of_itself}联系（联系人：{BLANK}，电话：{BLANK}）。"]


def _annexes(summary: Summary) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    if not summary.rows:
        return
    titles = {r.id: r.title for r in summary.requirements}
    head = ("名次", "单位", "层级", "得分", "审核结论", "缺少的必备内容")
    shown = summary.rows[:_MOST_ROWS]
    results = [
        (str(r.rank), plain(r.name), _LEVEL[r.level], f"{r.score:.1f}", _SHORT[r.grade], "、".join(plain(titles.get(id, id)) for id in r.gate)) for r in shown
    ]
    more = [("", f"其余{len(summary.rows) - len(shown)}家见 summary.xlsx", "", "", "", "")] if len(shown) < len(summary.rows) else []
    yield "年度报告审核结果一览表", (head, *results, *more)
    head = ("序号", "要求", "具备", "不具体", "缺失", "具备率")
    counted = [
        (str(n), plain(r.title), str(r.counts.present), str(r.counts.vague), str(r.counts.missing), _share(r.counts.share))
        for n, r in enumerate(summary.requirements, start=1)
    ]
    yield "各项要求落实情况统计表", (head, *counted)


def _addressee(summary: Summary) -> str:
    levels = {row.level for row in summary.rows} | {unit.level for unit in summary.not_submitted}
    return ("，".join(words for level, words in _ADDRESSED.items() if level in levels) or BLANK) + "："


def _lacking(counts: Counts) -> str:
    lacking = counts.vague + counts.missing
    said = [f"没有写明的{counts.missing}份" if counts.missing else "", f"写得不完整、不具体的{counts.vague}份" if counts.vague else ""]
    return f"应写的{counts.judged}份中，未达到要求的{lacking}份，占{_percent(lacking, counts.judged)}；其中{'，'.join(filter(None, said))}。"


def _names(rows: Sequence[Row], *, scores: bool = False) -> str:
    return _listed([f"{plain(row.name)}（{row.score:.1f}分）" if scores else row.name for row in rows])


def _listed(names: Sequence[str]) -> str:
    """Names in a row; of many the first, the others in the annex."""
    if len(names) <= _MOST_NAMED:
        return "、".join(map(plain, names))
    return "、".join(map(plain, names[:_MOST_NAMED])) + "等，其余名单见附件或汇总表"


def _quoted(title: str) -> str:
    inside = plain(title).translate(str.maketrans("“”", "‘’"))
    return f"“{inside}”"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "0%"


def _share(share: float | None) -> str:
    return "—" if share is None else f"{100 * share:.1f}%"
