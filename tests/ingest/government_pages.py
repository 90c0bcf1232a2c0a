"""Pages of government sites, each written the way one make of content management system lays an article out.

A make is a function of a report's parts to HTML. The markup is ours, after the patterns of the makes that
are met most; around the article stand menus, tools, lists of links and a footer, as on every such site.
"""

# ruff: noqa: E501  (markup as sites write it)
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from checker.ingest import BlockKind, read


@dataclass(frozen=True)
class Part:
    """A paragraph of a report as its author meant it: no wraps inside, no sign of Markdown before it."""

    kind: BlockKind
    text: str
    level: int | None = None
    rows: tuple[tuple[str, ...], ...] = ()  # of a table, which is one part


@dataclass(frozen=True)
class Report:
    """A report: its title (in one line, as pages put it), what follows, and the pairs of a page's own table where the text begins with one."""

    name: str
    title: str
    body: tuple[Part, ...]
    pairs: tuple[tuple[str, str], ...] = ()


def report_at(path: Path) -> Report:
    """The report in a file of text or Markdown, taken apart."""
    document = read(path)
    parts: list[Part] = []
    for block in document.blocks:
        if block.kind in (BlockKind.METADATA, BlockKind.NAVIGATION):
            continue
        start, end = block.source_span(0, len(block.text))
        begin = document.text.rfind("\n", 0, start) + 1
        stop = document.text.find("\n", end)
        raw = document.text[begin : stop if stop >= 0 else len(document.text)]
        if block.kind is BlockKind.TABLE_ROW:
            row = tuple(re.split(r"\s*[|｜]\s*|[ \u3000]{2,}|\t+", raw.strip().strip("|").strip()))
            if parts and parts[-1].rows:
                parts[-1] = replace(parts[-1], rows=(*parts[-1].rows, row))
            else:
                parts.append(Part(block.kind, "", rows=(row,)))
            continue
        text = "".join(line.strip() for line in raw.splitlines()).lstrip("# ")
        parts.append(Part(block.kind, text, block.level))
    titled = next(number for number, part in enumerate(parts, start=1) if "法治" in part.text)
    return Report(path.stem, "".join(part.text for part in parts[:titled]), tuple(parts[titled:]), tuple(document.metadata.items()))


Make = Callable[[Report], str]

_MENU = "".join(
    f'<li><a href="/col/{n}/">{word}</a></li>' for n, word in enumerate(("网站首页", "走进澄安", "政务公开", "政务服务", "互动交流", "专题专栏", "法治政府建设"))
)
_LATEST = "".join(
    f'<li><a href="/art/{n}.html" title="{word}">{word}</a><span>2026-01-{10 + n}</span></li>'
    for n, word in enumerate(
        (
            "县政府召开常务会议研究部署重大行政决策合法性审查工作",
            "澄安县2024年度法治政府建设情况报告",
            "关于公开征求《澄安县烟花爆竹管理办法（草案）》意见的公告",
            "柳津街道聘请法律顾问，组织行政执法三项制度培训5期",
            "图解：一图读懂行政复议法",
        )
    )
)
_FOOT = (
    "主办单位：澄安县人民政府办公室　承办单位：澄安县大数据中心　联系电话：0999-5550123<br>网站标识码：9999990001　"
    '<a href="https://beian.miit.gov.cn">示ICP备00000000号</a>　<img src="/images/gov.png" alt="公安备案">示公网安备 99999999999999号'
)


def _meta_tags(report: Report, title_name: str = "ArticleTitle") -> str:
    tags = [("SiteName", "澄安县人民政府门户网站"), ("SiteDomain", "www.chengan.example"), ("SiteIDCode", "9999990001"), ("ColumnName", "法治政府建设年度报告")]
    tags += [(title_name, report.title), ("Keywords", "法治政府,年度报告")]
    tags += [(name, value) for key, name in (("发布日期", "PubDate"), ("发布机构", "ContentSource")) for k, value in report.pairs if k == key]
    return "\n".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in tags)


def _words(part: Part) -> str:
    """The words of a part as markup: of a table, the table."""
    cells = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in part.rows)
    return f'<table border="1" cellspacing="0">{cells}</table>' if cells else escape(part.text)


def _is_signed(report: Report, index: int) -> bool:
    return index >= len(report.body) - 2 and len(report.body[index].text) < 20


def jcms(report: Report) -> str:
    """大汉版通 jcms: `<meta name="ContentTitle">`, a table of 公开目录, the article in `#zoom` between marks in comments."""
    rows, pairs = "", list(report.pairs)
    for at in range(0, len(pairs), 2):
        cells = "".join(f'<td class="xxgkTD1" width="15%"><b>{key}：</b></td><td class="xxgkTD2">{escape(value)}</td>' for key, value in pairs[at : at + 2])
        rows += f"<tr>{cells}</tr>\n"
    table = f'<table class="xxgk_table" width="100%" cellspacing="0">{rows}</table>' if rows else ""
    body = ""
    for index, part in enumerate(report.body):
        style = "text-align: right;" if _is_signed(report, index) else "text-indent: 2em; text-align: justify;"
        words = f"<strong>{_words(part)}</strong>" if part.text.startswith(("一、", "二、", "三、", "四、")) else _words(part)
        body += f'<p style="{style} line-height: 2;"><span style="font-family: 仿宋_GB2312; font-size: 21px;">{words}</span></p>\n'
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>澄安县人民政府 法治政府建设年度报告 {escape(report.title)}</title>
{_meta_tags(report, "ContentTitle")}
<script type="text/javascript" src="/script/jquery.js"></script><style>.zoom p{{margin:0}}</style></head><body>
<div id="header"><div class="logo"><a href="/"><img src="/images/logo.png" /></a></div><ul class="nav">{_MENU}</ul></div>
<div class="weizhi">您当前的位置：<a href="/">首页</a> &gt; <a href="/col/1/">政务公开</a> &gt; <a href="/col/2/">法治政府建设年度报告</a></div>
<div class="main"><div class="left"><h3>最新信息</h3><ul>{_LATEST}</ul></div>
<div id="article" class="main-fl bt-left">{table}
<!--<$[信息名称]>begin--><p class="title con-title" style="text-align:center">{escape(report.title)}</p><!--<$[信息名称]>end-->
<p class="explain"><i>浏览次数：<script>document.write("<span id='hits'></span>");</script></i> 字号：[ <a href="javascript:doZoom(16)">大</a> <a href="javascript:doZoom(14)">中</a> <a href="javascript:doZoom(12)">小</a> ]</p>
<div id="zoom" class="zoom"><!--ZJEG_RSS.content.begin--><meta name="ContentStart" />
{body}<meta name="ContentEnd" /><!--ZJEG_RSS.content.end--></div>
<div class="share">分享到：<a class="wx">微信</a><a class="wb">微博</a></div><div class="bottom"><a href="javascript:window.print()">【打印本页】</a><a href="javascript:window.close()">【关闭窗口】</a></div>
</div></div><div id="footer">{_FOOT}</div></body></html>"""


def trs(report: Report) -> str:
    """拓尔思 TRS WCM: the article in `.TRS_Editor` with a style sheet of its own, the table as `<dl>`, attachments and related links below."""
    pairs = "".join(f"<dl><dt>{key}</dt><dd>{escape(value)}</dd></dl>" for key, value in report.pairs)
    body = "".join(f'<p align="{"right" if _is_signed(report, i) else "justify"}">　　{_words(p)}</p>\n' for i, p in enumerate(report.body))
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8"><title>{escape(report.title)}_澄安县人民政府</title>
{_meta_tags(report)}
</head><body><div class="top"><a href="#">无障碍</a><a href="#">长者版</a><a href="#">登录</a></div><div class="menu"><ul>{_MENU}</ul></div>
<div class="crumbs">首页 &gt; 政府信息公开 &gt; 法定主动公开内容 &gt; 正文</div>
<div class="xl-cont"><div class="xl-tab clearfix">{pairs}</div>
<h1 class="xl-tit">{escape(report.title)}</h1><div class="tools"><span>字体：</span><a>大</a><a>中</a><a>小</a><a>打印</a></div>
<div class="view"><div class="TRS_Editor"><style type="text/css">
.TRS_Editor P{{margin-top:1em;margin-bottom:1em;line-height:1.5;font-family:宋体;font-size:12pt;}}.TRS_Editor .gone{{display:none}}</style>
<div class="Custom_UnionStyle">{body}</div></div></div>
<div class="fj"><h4>附件：</h4><ul><li><a href="./P020260126.docx">1. {escape(report.title)}.docx</a></li></ul></div>
<div class="xgwj"><h4>相关链接</h4><ul>{_LATEST}</ul></div></div>
<div class="foot">{_FOOT}</div><script>var title = "重大行政决策 合法性审查";</script></body></html>"""


def ucap(report: Report) -> str:
    """开普云: `.view.TRS_UEDITOR`, each run of words in spans of its own, keys and values as items of a list."""
    pairs = "".join(f'<li class="fl w50"><b>{key}：</b><span>{escape(value)}</span></li>' for key, value in report.pairs)
    body = ""
    for index, part in enumerate(report.body):
        runs = [escape(part.text[at : at + 17]) for at in range(0, len(part.text), 17)] or [_words(part)]
        spans = "".join(f'<span style="font-size: 16pt; font-family: 仿宋;" lang="EN-US">{run}</span>' for run in runs)
        align = "right" if _is_signed(report, index) else "justify"
        body += f'<p style="line-height: 2; text-indent: 32pt; text-align: {align};">{spans}</p><p style="line-height: 2;">&nbsp;</p>'
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta http-equiv="X-UA-Compatible" content="IE=edge">
<title>{escape(report.title)}-澄安县人民政府</title>{_meta_tags(report)}</head><body>
<div class="header"><div class="nav"><ul>{_MENU}</ul></div><form action="/s"><input type="text" value="请输入关键字"><button>搜索</button></form></div>
<div class="position"><span>当前位置：</span><a>首页</a>&nbsp;&gt;&nbsp;<a>信息公开</a></div>
<div class="content-box"><div class="head"><ul class="clearfix">{pairs}</ul></div><div class="tit">{escape(report.title)}</div>
<div class="info"><span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span><span>打印</span><span>分享：</span></div>
<div class="view TRS_UEDITOR trs_paper_default trs_word trs_key4format">{body}</div>
<div class="pages"><p>上一篇：<a href="1.html">关于印发2025年法治政府建设工作要点的通知</a></p><p>下一篇：<a href="2.html">关于开展行政执法案卷评查的通知</a></p></div></div>
<div class="right"><div class="tit">热点信息</div><ul>{_LATEST}</ul></div><div class="footer"><p>{_FOOT}</p></div></body></html>"""


def tables(report: Report) -> str:
    """A site of the 2000s: tables in tables, upper case, GB 2312, an article of lines that `<br>` parts."""
    pairs = "　".join(f"{key}：{escape(value)}" for key, value in report.pairs)
    head = f'<TR><TD align=center height=30 class=info>{pairs.replace("　", "&nbsp;&nbsp;&nbsp;&nbsp;")}</TD></TR>' if pairs else ""
    body = "<BR>\r\n<BR>\r\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{_words(part)}" for part in report.body)
    latest = _LATEST.replace("<li>", "<TR><TD>·").replace("</li>", "</TD></TR>")
    menu = _MENU.replace("<li>", "<TD>").replace("</li>", "</TD>")
    return f"""<HTML><HEAD><TITLE>{escape(report.title)}</TITLE>
<META http-equiv=Content-Type content="text/html; charset=gb2312"></HEAD>
<BODY bgColor=#ffffff leftMargin=0 topMargin=0><TABLE width=1000 align=center border=0><TR><TD><IMG src="banner.jpg"></TD></TR>
<TR><TD><TABLE width="100%"><TR>{menu}</TR></TABLE></TD></TR></TABLE>
<TABLE width=1000 align=center border=0 cellSpacing=0><TR><TD width=220 vAlign=top><TABLE width="100%">{latest}</TABLE></TD>
<TD vAlign=top><TABLE width="96%" align=center><TR><TD>您的位置：首页 &gt;&gt; 法治建设 &gt;&gt; 正文</TD></TR>
<TR><TD align=center><FONT size=5><B>{escape(report.title)}</B></FONT></TD></TR>{head}
<TR><TD class=content style="FONT-SIZE: 14px; LINE-HEIGHT: 200%"><FONT face=宋体>{body}</FONT></TD></TR>
<TR><TD align=right>【<A href="javascript:window.print()">打印</A>】【<A href="javascript:window.close()">关闭</A>】</TD></TR></TABLE></TD></TR></TABLE>
<TABLE width=1000 align=center><TR><TD align=center>{_FOOT}</TD></TR></TABLE></BODY></HTML>"""


def vue(report: Report) -> str:
    """A page built in the browser and saved: every thing a `<div>`, classes without meaning, no paragraph anywhere."""
    pairs = "".join(f'<div data-v-7a><div data-v-7a class="k">{key}</div><div data-v-7a class="v">{escape(value)}</div></div>' for key, value in report.pairs)
    body = "".join(f'<div data-v-3f class="t{n % 3}">{_words(part)}</div>' for n, part in enumerate(report.body))
    menu = _MENU.replace("li>", "div>")
    latest = _LATEST.replace("li>", "div>")
    return f"""<!doctype html><html><head><meta charset=utf-8><meta name=viewport content="width=device-width"><title>信息公开</title></head><body>
<noscript><strong>本网站需要启用 JavaScript 才能正常运行。</strong></noscript><div id=app><div data-v-1a class="a1">{menu}</div>
<div data-v-2b class="b2"><div class="c3">{latest}</div><div class="d4"><div class="e5">{pairs}</div><div class="f6">{escape(report.title)}</div>
<div class="g7">{body}</div><div class="h8"><div>分享到</div><div>打印</div><div>关闭</div></div></div></div><div class="i9">{_FOOT}</div></div>
<script>window.__DATA__={{"summary":"聘请法律顾问，合法性审查"}}</script></body></html>"""


def nested(report: Report) -> str:
    """Word pasted into an editor: the article in a table in a table, `MsoNormal` paragraphs, `<o:p>`, lines broken in the source."""
    rows = "".join(f'<tr><td class="lb">{key}</td><td colspan="3">{escape(value)}</td></tr>' for key, value in report.pairs)
    body = ""
    for index, part in enumerate(report.body):
        words = _words(part)
        half = len(words) // 2
        words = words if "&" in words or "<" in words else f"{words[:half]}</span><span\nstyle='font-size:16.0pt'>{words[half:]}"
        align = "align=right" if _is_signed(report, index) else ""
        body += f"<p class=MsoNormal {align} style='text-indent:32.0pt;line-height:28.0pt'><span\nstyle='font-size:16.0pt;font-family:仿宋_GB2312'>{words}<span\nlang=EN-US><o:p></o:p></span></span></p>\n\n"
    return f"""<html><head><meta charset="gbk"><title>{escape(report.title)}</title>{_meta_tags(report)}</head><body>
<table width="1200" align="center"><tr><td colspan="2"><ul>{_MENU}</ul></td></tr><tr><td width="240"><div class="box">通知公告<ul>{_LATEST}</ul></div></td><td>
<table border="1" width="100%">{rows}</table><table width="100%"><tr><td><h2 align="center">{escape(report.title)}</h2></td></tr>
<tr><td><table width="95%"><tbody><tr><td id="NewsContent"><div>{body}</div></td></tr></tbody></table></td></tr></table></td></tr></table>
<center>{_FOOT}</center></body></html>"""


def headed(report: Report) -> str:
    """The article in `<article>`, its chapters in headings, title and metadata inside with it, as 集约化 platforms write it now."""
    pairs = "".join(f"<tr><th>{key}</th><td>{escape(value)}</td></tr>" for key, value in report.pairs)
    body = ""
    for part in report.body:
        level = part.level or (2 if part.text[:2] in ("一、", "二、", "三、", "四、") else None)
        body += f"<h{level}>{_words(part)}</h{level}>" if level else f"<p>{_words(part)}</p>"
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{escape(report.title)}</title>{_meta_tags(report)}</head><body>
<header><nav><ul>{_MENU}</ul></nav></header><main><article><table class="meta"><tbody>{pairs}</tbody></table><h1>{escape(report.title)}</h1>
<div class="art">{body}</div></article><aside><h2>相关推荐</h2><ul>{_LATEST}</ul></aside></main><footer><p>{_FOOT}</p></footer></body></html>"""


MAKES: dict[str, Make] = {make.__name__: make for make in (jcms, trs, ucap, tables, vue, nested, headed)}
_ENCODINGS = {"tables": "gb18030", "nested": "gb18030"}


def page(make: str, report: Report) -> bytes:
    """The page in the encoding that its make declares."""
    return MAKES[make](report).encode(_ENCODINGS.get(make, "utf-8"))
