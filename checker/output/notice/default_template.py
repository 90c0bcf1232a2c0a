"""Makes `template.docx`, the notice as the project ships it: `python -m checker.output.notice.default_template`.

The form is that of a letter between offices (GB/T 9704—2012, 10.1 信函格式): the issuer's name and a
double line in red at the top of the first page, a double line at its foot, page numbers from the
second page on. What the document says stands here; its look in `page`.
"""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from checker.output.notice import page
from checker.output.notice.furniture import page_numbers, red_line
from checker.output.package import repacked
from checker.output.word import element, set_font, with_borders, without_leftovers

TEMPLATE = Path(__file__).with_name("template.docx")

_OPENING = (
    "你单位报送的《{{ 报告标题 }}》（以下简称《报告》）收悉。{% if 主要依据 %}根据{{ 主要依据 }}等有关规定，{% endif %}{{ 自称 }}对《报告》进行了审核。"
    "经审核，《报告》综合得分{{ 得分 }}分（满分100分），审核结论为{{ 结论 }}。"
)
_NOTHING = "《报告》要素齐全、内容具体，未发现需要整改的问题。请按规定的时限和程序报送，并向社会公开。"
_SOME = (
    "{% if 通过 %}为进一步提高报告质量，现将需要完善的内容反馈如下。{% else %}现将审核意见反馈如下，请认真整改。{% endif %}"
    "本次共提出意见{{ 意见数 }}条{% if 必改事项 %}，其中影响审核通过的{{ 必改事项|length }}条{% endif %}。"
)
_ITEM = (
    ("{%p for 事项 in NAME %}", page.BODY),
    ("（{{ 事项.序号 }}）{{ 事项.标题 }}（{{ 事项.类别 }}）", page.LEVEL_2),
    ("1.存在问题。{{ 事项.问题 }}", page.BODY),
    ("{%p if 事项.依据 %}", page.BODY),
    ("2.主要依据。{{ 事项.依据 }}。", page.BODY),
    ("{%p endif %}", page.BODY),
    ("{%p if 事项.整改要求 %}", page.BODY),
    ("{% if 事项.依据 %}3{% else %}2{% endif %}.整改要求。{{ 事项.整改要求 }}", page.BODY),
    ("{%p endif %}", page.BODY),
    ("{%p endfor %}", page.BODY),
)
_RUN_IN = "（{{ 事项.序号 }}）{{ 事项.标题 }}。", "{{ 事项.问题 }}{{ 事项.整改要求 }}{% if 事项.依据 %}（依据：{{ 事项.依据 }}）{% endif %}"
_DEMANDS = (
    "请你单位对照上述意见逐项核实、修改《报告》，于{{ 整改期限 }}前将修改后的《报告》和《整改情况反馈表》（见附件）加盖公章报送{{ 自称 }}，电子版一并报送。",
    "整改要求中留有空白（____）的地方，请按实际工作据实填写；本年度确未发生、未开展的，据实说明，不得虚构。对审核意见有不同看法的，请附书面说明。",
)
_COLUMNS = (("序号", Mm(13)), ("整改事项", Mm(45)), ("问题类别", Mm(22)), ("整改情况", Mm(54)), ("完成时间", Mm(22)))


def build() -> bytes:
    """The template as a .docx package; the same for the same python-docx."""
    document = Document()
    page.set_up_page(document)
    page.set_up_styles(document)
    page.set_up_fonts(document)
    without_leftovers(document, "关于{{ 单位 }}{{ 年度 }}法治政府建设报告审核情况的函")
    document.core_properties.identifier = "{{ 校验码 }}"
    _first_page(document)
    page_numbers(document)
    _letter(document)
    _annex(document)
    content = io.BytesIO()
    document.save(content)
    return repacked(content.getvalue())


def _letter(document: DocumentObject) -> None:
    _say(document, "{{ 空白 }}〔{{ 发文年份 }}〕____号", page.NUMBER)
    _blank(document, 2)
    title = _say(document, "关于{{ 单位 }}{{ 年度 }}", page.TITLE)
    title.add_run().add_break()
    title.add_run("法治政府建设报告{% if 意见数 %}的整改反馈函{% else %}审核情况的反馈函{% endif %}")
    _blank(document)
    _say(document, "{{ 单位 }}：", page.ADDRESSEE)
    _say(document, _OPENING + "{% if 意见数 %}" + _SOME + "{% else %}" + _NOTHING + "{% endif %}", page.BODY)
    _part(document, "必改事项", "影响审核通过的问题", "下列内容是年度报告的必备内容，《报告》没有反映本年度的实际工作，不补写的不能通过审核。")
    _part(document, "完善事项", "需补充完善的内容", "")
    _part(document, "更正事项", "需核对更正的问题", "", run_in=True)
    _part(document, "公开前事项", "公开前需处理的事项", "下列情况不影响审核结论，请在向社会公开前处理完毕。", run_in=True)
    _say(document, "{%p if 豁免事项 %}", page.BODY)
    _say(document, "{{ 序号() }}、同意暂不整改的事项", page.LEVEL_1)
    _say(document, "{% for 事项 in 豁免事项 %}{{ 事项.标题 }}（{{ 事项.理由 }}）{% if not loop.last %}；{% endif %}{% endfor %}。", page.BODY)
    _say(document, "{%p endif %}", page.BODY)
    _say(document, "{%p if 意见数 %}", page.BODY)
    _say(document, "{{ 序号() }}、整改和反馈要求", page.LEVEL_1)
    for sentence in _DEMANDS:
        _say(document, sentence, page.BODY)
    _say(document, "{%p endif %}", page.BODY)
    _say(document, "特此函告。", page.BODY)
    _say(document, "{%p if 意见数 %}", page.BODY)
    _blank(document)
    _say(document, "附件：整改情况反馈表", page.ANNEX)
    _say(document, "{%p endif %}", page.BODY)
    _blank(document, 2)
    for words in ("{{ 发文机关 }}", "{{ 成文日期 }}"):
        signature = _say(document, f"\t{words}", page.SIGNATURE)
        signature.paragraph_format.tab_stops.add_tab_stop(Pt(19 * 15.79), WD_TAB_ALIGNMENT.CENTER)
        signature.paragraph_format.keep_together = True
    _say(document, "（联系人：{{ 空白 }}，电话：{{ 空白 }}）", page.BODY)


def _part(document: DocumentObject, name: str, title: str, introduction: str, *, run_in: bool = False) -> None:
    """A part of the letter that is there only when it has items."""
    _say(document, f"{{%p if {name} %}}", page.BODY)
    _say(document, f"{{{{ 序号() }}}}、{title}", page.LEVEL_1)
    if introduction:
        _say(document, introduction, page.BODY)
    if run_in:
        _say(document, f"{{%p for 事项 in {name} %}}", page.BODY)
        paragraph = _say(document, "", page.BODY)
        _in_font(paragraph, _RUN_IN[0], page.KAI)
        paragraph.add_run(_RUN_IN[1])
        _say(document, "{%p endfor %}", page.BODY)
    else:
        for text, style in _ITEM:
            _say(document, text.replace("NAME", name), style)
    _say(document, "{%p endif %}", page.BODY)


def _annex(document: DocumentObject) -> None:
    """The form that comes back, on a page of its own."""
    _say(document, "{%p if 意见数 %}", page.BODY)
    _say(document, "附件", page.ANNEX_MARK)
    _blank(document)
    _say(document, "整改情况反馈表", page.TITLE)
    _blank(document)
    table = document.add_table(rows=4, cols=len(_COLUMNS))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    with_borders(table)
    for index, (name, width) in enumerate(_COLUMNS):
        table.columns[index].width = width
        for row in table.rows:
            row.cells[index].width = width
        _in_cell(document, table.rows[0].cells[index], name, font=page.HEI)
    _in_cell(document, table.rows[1].cells[0], "{%tr for 行 in 反馈表 %}")
    for index, text in enumerate(("{{ 行.序号 }}", "{{ 行.事项 }}", "{{ 行.类别 }}")):
        _in_cell(document, table.rows[2].cells[index], text)
    for index in (3, 4):
        _in_cell(document, table.rows[2].cells[index], "")
    _in_cell(document, table.rows[3].cells[0], "{%tr endfor %}")
    table.rows[2].height = Mm(14)  # room to write
    for row, mark in ((table.rows[0], "tblHeader"), (table.rows[2], "cantSplit")):
        row._tr.get_or_add_trPr().append(element(mark))
    _say(document, "填报单位（盖章）：　　　　　　　填报人：　　　　电话：　　　　　　日期：", page.CELL)
    _say(document, "{%p endif %}", page.BODY)


def _first_page(document: DocumentObject) -> None:
    """10.1: the issuer's name in red, double lines of 170 mm below it and at the foot, no page number."""
    section = document.sections[0]
    mark = section.first_page_header.paragraphs[0]
    mark.style, mark.text = document.styles[page.MARK], "{{ 发文机关 }}"
    red_line(mark, "bottom", "thickThinSmallGap")
    foot = section.first_page_footer.paragraphs[0]
    foot.style = document.styles[page.MARK]
    foot.paragraph_format.line_spacing = Pt(6)
    red_line(foot, "top", "thinThickSmallGap")


def _say(document: DocumentObject, text: str, style: str) -> Paragraph:
    return document.add_paragraph(text, document.styles[style])


def _blank(document: DocumentObject, lines: int = 1) -> None:
    for _ in range(lines):
        _say(document, "", page.BODY)


def _in_font(paragraph: Paragraph, text: str, font: str) -> None:
    set_font(paragraph.add_run(text)._r.get_or_add_rPr(), font)


def _in_cell(document: DocumentObject, cell: _Cell, text: str, *, font: str = page.FANG_SONG) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = document.styles[page.CELL]
    _in_font(paragraph, text, font)


if __name__ == "__main__":
    TEMPLATE.write_bytes(build())
