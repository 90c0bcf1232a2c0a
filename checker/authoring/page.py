"""Markdown of ours as a page of its own: no outside asset, no script."""

from __future__ import annotations

from html import escape

from markdown_it import MarkdownIt

_STYLE = """\
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.7; color: #222;
  font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; }
h1, h2 { line-height: 1.3; border-bottom: 1px solid #ccc; padding-bottom: .3rem; }
code { background: #f2f2f2; padding: 0 .2rem; overflow-wrap: anywhere; }
li { margin: .2rem 0; }
"""


def page(markdown: str) -> str:
    """An HTML page of a Markdown text; markup inside the text stays text."""
    title = next((line.lstrip("# ") for line in markdown.splitlines() if line.startswith("#")), "fazhi")
    body = MarkdownIt("js-default", {"html": False}).render(markdown)
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>{escape(title)}</title>\n"
        f"<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
