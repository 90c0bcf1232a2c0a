"""A season of invented reports: `make_season(folder, n, seed, formats)` writes n units' reports, the same for the same arguments.

    python tests/auditing/season_maker.py FOLDER N [SEED] [FORMAT,FORMAT…]

Units of three levels lie in a folder for each county. A report is put together from the rulebook's own examples
(some 20 wordings for each requirement, of every status) with other figures, and from sentences about places and
works of its own; good reports say nearly all, bad ones little, late or in general words. Some units copy another's
report, changing names and figures. Formats: txt, md, docx, pdf, html, and zip (three reports in one).
"""

from __future__ import annotations

import html
import io
import random
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from checker.rulebook import load_rulebook

TEXT = ("txt",)
EVERY = ("txt", "md", "docx", "pdf", "html", "zip")
COPIED = 0.03  # the share of units that copy

FIRST = "青白长安永清石龙金银云松柳梅竹兰桂枫杨槐北南东西上下新古双三临平和泰兴隆福瑞祥康宁靖宜"
SECOND = "砚溪河湖山岭坪坝沟谷泉源桥渡口田庄营堡寨岩崖峰岗塘湾洲浦坞墩台坡林森苑亭阁楼关"
BUREAUS = ("司法局", "农业农村局", "市场监督管理局", "应急管理局", "教育局", "民政局", "水利局", "交通运输局")
_WORKS = ("供水管网改造", "老街修缮", "通村道路拓宽", "污水处理站扩容", "农贸市场搬迁", "文化广场提升", "河道清淤", "校舍加固", "电网改造", "公墓整治")
_DEEDS = (
    "{place}{work}中群众提出的{n}条意见逐条答复，{village}村民代表到场见证",
    "{village}与{place}交界处的林地权属之争，经{n}次上门调处签下协议",
    "针对{place}{work}引起的{n}户补偿异议，{village}干部会同工作人员入户核对台账",
    "{village}把{work}的合同交由专人审看，改动条款{n}处后才盖章",
    "在{place}集市设点{n}天，{village}的种植户就{work}当面问了个明白",
    "{place}{work}验收时请来{n}名{village}群众代表，当场记下问题并限期办结",
)
_OPENINGS = (
    "{year}年，{unit}深入贯彻落实《法治政府建设实施纲要（2021—2025年）》，扎实推进法治政府建设。现将有关情况报告如下。",
    "{year}年以来，在上级党委、政府领导下，{unit}坚持依法行政，各项工作有序开展。现报告如下。",
    "{year}年，{unit}认真落实上级关于法治政府建设的部署，持续提升依法行政能力和水平。",
)
_HEADS = ("加强组织领导", "优化政务服务", "规范决策程序", "严格规范执法", "化解矛盾纠纷", "强化监督公开", "深化普法宣传")
_DUTIES = (
    "党政主要负责人认真履行第一责任人职责，主持召开法治建设专题会议{n}次，亲自部署年度法治工作，亲自协调{place}征迁纠纷，带头讲授法治课1次，在年度考核中述法。",
    "主要负责人切实履行推进法治建设第一责任人职责，听取司法所工作汇报{n}次，亲自督办{place}案件，亲自过问执法人员持证情况，年终专题述法。",
    "主要负责人高度重视法治建设。",
)
_PROBLEMS = (
    "一是{place}一带公众参与决策的面还不够宽，网上意见只有{n}条；二是个别案卷说理不充分。原因是专业人员少，学习不深。",
    "一是持证执法人员只有{n}人，难以覆盖{village}；二是规范性文件清理不及时。主要原因是力量不足、培训不够。",
    "工作中还存在一些不足，有待加强。",
)
_PLANS = (
    "（一）在{village}设立意见征集点{n}处。\n（二）每季度评查案卷一次，开展执法培训{n}期。",
    "计划新增法制审核人员{n}名，修订应急预案，在{place}开展普法宣传{n}场。",
    "继续推进法治政府建设，再上新台阶。",
)


@dataclass(frozen=True, slots=True)
class Made:
    """A unit of a made season: its name, county and level, how well it writes (0 to 1), where its report is, and whose it copied."""

    unit: str
    county: str
    level: str
    quality: float
    path: Path
    copied: str = ""


def make_season(folder: Path, n: int, seed: int = 1, formats: Sequence[str] = EVERY, *, year: int = 2025) -> list[Made]:
    """Writes the reports of `n` units below `folder`; returns them in the order of making."""
    rnd = random.Random(seed)
    made: list[Made] = []
    packed: dict[Path, list[tuple[str, str]]] = {}
    earlier: list[tuple[str, list[str]]] = []
    for unit, county, level in _units(n, rnd):
        quality = min(max(rnd.gauss(0.6, 0.25), 0.05), 1.0)
        copied = ""
        if earlier and rnd.random() < COPIED:
            copied, lines = rnd.choice(earlier)
            lines = [_other_figures(line.replace(copied, unit), rnd) for line in lines]
        else:
            lines = _report(unit, county, level, quality, year, rnd)
        earlier = [*earlier[-50:], (unit, lines)]
        format = rnd.choice(formats)
        text = _text(lines, unit, year)
        place = folder / county
        if format == "zip":
            archive = next((path for path, members in packed.items() if path.parent == place and len(members) < 3), place / f"打包{len(packed) + 1}.zip")
            packed.setdefault(archive, []).append((f"{unit}.txt", text))
            path = archive
        else:
            path = place / f"{unit}.{format}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(as_file(format, text))
        made.append(Made(unit, county, level, quality, path, copied))
    for archive, members in packed.items():
        archive.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
            for name, text in members:
                file.writestr(zipfile.ZipInfo(name, (year + 1, 1, 15, 8, 0, 0)), text.encode())
    return made


def _units(n: int, rnd: random.Random) -> Iterator[tuple[str, str, str]]:
    """Names, no two alike: some twenty towns and a few bureaus to a county."""
    counties = [a + b + "县" for a in FIRST for b in SECOND]
    towns = [a + b + kind for kind in ("镇", "乡", "街道") for a in FIRST for b in SECOND]
    towns += [a + b + c + kind for kind in ("镇", "乡") for a in FIRST for b in SECOND for c in "湾头口前岭"]
    rnd.shuffle(counties)
    rnd.shuffle(towns)
    for place in range(n):
        county = counties[place // 24 % len(counties)]
        turn = place % 24
        if turn == 0:
            yield f"{county}人民政府", county, "county"
        elif turn in (1, 2, 3):
            yield f"{county}{BUREAUS[(place // 24 + turn) % len(BUREAUS)]}", county, "department"
        else:
            name = towns[place]
            yield f"{name}办事处" if name.endswith("街道") else f"{name}人民政府", county, "township"


@lru_cache(maxsize=1)
def _wordings() -> list[dict[str, list[str]]]:
    """For each requirement said in sentences, its examples by status: one line each."""
    found = []
    for requirement in load_rulebook().requirements:
        if requirement.kind not in ("specific", "parts"):
            continue
        by_status: dict[str, list[str]] = {}
        for status in ("present", "vague", "missing"):
            texts = (example if isinstance(example, str) else example.text for example in getattr(requirement.examples, status))
            by_status[status] = [text for text in texts if "\n" not in text and 12 <= len(text) <= 160]
        if by_status["present"]:
            found.append(by_status)
    return found


def _report(unit: str, county: str, level: str, quality: float, year: int, rnd: random.Random) -> list[str]:
    def filled(pattern: str) -> str:
        village, place = _name(rnd) + "村", _name(rnd)
        return pattern.format(unit=unit, year=year, n=rnd.randint(2, 90), village=village, place=place, work=rnd.choice(_WORKS))

    lines = [filled(rnd.choice(_OPENINGS)), f"一、{year}年法治政府建设主要举措和成效"]
    said = []
    for wordings in _wordings():
        luck = rnd.random()
        status = "present" if luck < quality else "vague" if luck < quality + 0.15 else "missing" if luck < quality + 0.3 else ""
        choice = wordings.get(status, [])
        if choice:
            said += [_other_figures(text, rnd) for text in rnd.sample(choice, min(len(choice), rnd.choice((1, 2, 2))))]
    size = max(len(said) // len(_HEADS), 1)
    for number, head in enumerate(_HEADS):
        part = said[number * size : (number + 1) * size if number < len(_HEADS) - 1 else None]
        own = [filled(rnd.choice(_DEEDS)) + "。" for _ in range(rnd.randint(1, 2))]
        lines += [f"（{'一二三四五六七'[number]}）{head}", *part, *own]
    if rnd.random() < quality + 0.1:
        lines += ["二、党政主要负责人履行推进法治建设第一责任人职责情况", filled(_better(_DUTIES, quality, rnd))]
    if rnd.random() < quality + 0.2:
        lines += ["三、存在的不足和原因", filled(_better(_PROBLEMS, quality, rnd))]
    if rnd.random() < quality + 0.2:
        lines += [f"四、{year + 1}年法治政府建设主要安排", *filled(_better(_PLANS, quality, rnd)).split("\n")]
    if rnd.random() < 0.9:
        lines += [unit, f"{year + 1}年1月{rnd.randint(4, 28)}日"]
    return lines


def _better(wordings: Sequence[str], quality: float, rnd: random.Random) -> str:
    return wordings[-1] if rnd.random() > quality + 0.2 else rnd.choice(wordings[:-1])


def _name(rnd: random.Random) -> str:
    return rnd.choice(FIRST) + rnd.choice(SECOND) + rnd.choice(FIRST + SECOND)


def _other_figures(text: str, rnd: random.Random) -> str:
    """The text with other figures of as many digits; years stay."""
    return re.sub(r"(?<![\d.—-])\d{1,3}(?![\d.年月日])", lambda m: str(rnd.randint(10 ** (len(m[0]) - 1), 10 ** len(m[0]) - 1)), text)


def _text(lines: Sequence[str], unit: str, year: int) -> str:
    return f"{unit}{year}年度法治政府建设工作报告\n\n" + "\n".join(f"　　{line}" for line in lines) + "\n"


def as_file(format: str, text: str) -> bytes:
    if format in ("txt", "md"):
        return text.encode()
    title, *lines = (line.strip("　\n") for line in text.split("\n") if line.strip("　\n"))
    if format == "html":
        body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines)
        return f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1>\n{body}</body></html>'.encode()
    return _docx(title, lines) if format == "docx" else _pdf(title, lines)


def _docx(title: str, lines: Sequence[str]) -> bytes:
    from datetime import datetime

    from docx import Document

    document = Document()
    document.core_properties.created = document.core_properties.modified = datetime(2026, 1, 15)
    document.add_paragraph(title)
    for line in lines:
        document.add_paragraph(f"　　{line}")
    out = io.BytesIO()
    document.save(out)
    same = io.BytesIO()
    with zipfile.ZipFile(out) as written, zipfile.ZipFile(same, "w", zipfile.ZIP_DEFLATED) as file:
        for info in written.infolist():  # the writer puts in the time of day
            file.writestr(zipfile.ZipInfo(info.filename, (2026, 1, 15, 8, 0, 0)), written.read(info), zipfile.ZIP_DEFLATED)
    return same.getvalue()


def _pdf(title: str, lines: Sequence[str]) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    y = 0.0
    printed = [title, *(part for line in lines for part in re.findall(".{1,32}", f"　　{line}"))]
    for number, line in enumerate(printed):
        if y < 80:
            if number:
                canvas.showPage()
            canvas.setFont("STSong-Light", 13)
            y = 770.0
        if number == 0:
            canvas.drawCentredString(297, y, line)
        else:
            canvas.drawString(72, y, line)
        y -= 24
    canvas.save()
    return out.getvalue()


if __name__ == "__main__":
    target, count, *more = sys.argv[1:]
    units = make_season(Path(target), int(count), int(more[0]) if more else 1, more[1].split(",") if len(more) > 1 else TEXT)
    print(len(units))
