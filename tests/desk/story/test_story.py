"""A season from the first start to the last signing out, played by three people in real browsers on a desk that is served.

With `FAZHI_REFRESH=1` the pictures of docs/desk.md are taken on the way.
"""

from __future__ import annotations

import base64
import io
import os
import re
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from .conftest import ROOT, Served

pytestmark = pytest.mark.slow

SAMPLES = ROOT / "reports"
PICTURES = ROOT / "docs" / "images"
UNIT = "石碾乡人民政府"
ROSTER = f"单位,层级,联系人\n{UNIT},乡镇,0571-00000001\n青砚镇人民政府,乡镇,\n柳津街道办事处,街道,\n澄安县市场监督管理局,部门,\n云岫镇人民政府,乡镇,\n"
MANDATE, WHY = "综合执法体制与赋权", "县里没有把执法事项交给本乡行使"
PASSWORD = "墨川-mending-{}"
DUE = date.today() + timedelta(days=10)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DROP = """([name, type, content]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(atob(content), (c) => c.charCodeAt(0))], name, {type}));
  for (const kind of ["dragenter", "dragover", "drop"]) document.body.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
}"""

Tab = Any


def test_a_season_on_the_desk(served: Served, sit_down: Callable[..., Tab], tmp_path: Path) -> None:
    administrator, drafter, reviewer = sit_down(), sit_down(), sit_down()
    become_administrator(administrator, served.first_run)
    set_up_season(administrator)
    sign_in(reviewer, "shenhe", new_user(administrator, "shenhe", "县级审核", "审核人"))
    sign_in(drafter, "shinian", new_user(administrator, "shinian", "石碾乡起草", "起草人", UNIT))
    take_in_the_others(reviewer)
    open_report(reviewer, "青砚镇人民政府")
    decide(reviewer, "通过")

    drafter.click("text=2025 年度法治政府建设年度报告")
    drop(drafter, "石碾乡年度报告.docx", WORD, as_docx(first_draft()))
    missing = self_check(drafter)
    assert missing > 5
    picture(drafter, "draft")
    assert reviewer.goto("/review/?state=not_submitted") and UNIT in reviewer.inner_text(".queue"), "nothing is handed in by a check"
    drafter.click("text=报送这一稿")
    drafter.wait_for_selector("text=已报送第 1 稿")

    open_report(reviewer)
    override(reviewer, MANDATE, WHY)
    decide(reviewer, "退回整改", "请补写法律顾问和三项制度。")
    opened = reviewer.locator("#items .badge.is-vague").count()
    assert opened > missing
    check_notice(reviewer, tmp_path)
    reviewer.goto("/review/")
    picture(reviewer, "queue")

    drafter.goto("/reports/")
    assert "退回" in drafter.inner_text(".standing")
    drafter.click("text=上传或报送")
    assert "请补写法律顾问和三项制度。" in drafter.inner_text("#decision") and f"{DUE.year}年{DUE.month}月{DUE.day}日" in drafter.inner_text("#decision")
    assert f"未销号 {opened} 项" in drafter.inner_text("#items")
    assert MANDATE not in drafter.inner_text("#items"), "what the reviewer says need not be there is not asked for"
    drop(drafter, "石碾乡年度报告（修改）.pdf", "application/pdf", as_pdf(better_draft()))
    assert self_check(drafter) < missing
    assert "已改好" in drafter.inner_text("#since")
    drafter.click("text=报送这一稿")
    drafter.wait_for_selector("text=已报送第 2 稿")
    look_on_a_phone(drafter, sit_down)

    open_report(reviewer)
    closed = reviewer.locator("#items .badge.is-present").count()
    assert opened > closed > opened / 2
    carry_over(reviewer)
    decide(reviewer, "通过", "其余事项已当面核实。")
    assert reviewer.locator("#items .badge.is-vague").count() == 0

    look_at_the_county(reviewer)
    read_the_log(administrator)
    for tab in (administrator, drafter, reviewer):
        sign_out(tab)


def become_administrator(tab: Tab, link: str) -> None:
    tab.goto(link)
    tab.fill("[name=username]", "guanliyuan")
    tab.fill("[name=first_name]", "系统管理员")
    tab.fill("[name=password1]", PASSWORD.format("guan"))
    tab.fill("[name=password2]", PASSWORD.format("guan"))
    tab.click("text=建立管理员并登录")
    assert "系统管理员（管理员）" in tab.inner_text(".who")


def set_up_season(tab: Tab) -> None:
    """The year 2025 and its roster, from a table."""
    tab.click("nav >> text=单位与年度")
    tab.click("text=新增年度")
    tab.fill("[name=year]", "2025")
    tab.fill("[name=deadline]", (date.today() + timedelta(days=20)).isoformat())
    tab.click("main button.primary")
    tab.goto("/units/seasons/2025/")
    tab.set_input_files("[name=file]", {"name": "名单.csv", "mimeType": "text/csv", "buffer": ROSTER.encode("gb18030")})
    tab.click("text=导入名单")
    assert UNIT in tab.inner_text("#roster >> xpath=..") and "5 家" in tab.inner_text("#roster")


def new_user(tab: Tab, username: str, name: str, role: str, unit: str = "") -> str:
    """Makes a user; the one-time password."""
    tab.goto("/accounts/users/new/")
    tab.fill("[name=username]", username)
    tab.fill("[name=first_name]", name)
    tab.select_option("[name=role]", label=role)
    if unit:
        tab.select_option("[name=unit]", label=unit)
    tab.click("main button.primary")
    return str(tab.inner_text(".secret"))


def sign_in(tab: Tab, username: str, one_time: str) -> None:
    """Signs in with a one-time password, which opens nothing until it is changed."""
    tab.goto("/")
    tab.fill("[name=username]", username)
    tab.fill("[name=password]", one_time)
    tab.click("main button.primary")
    tab.goto("/")
    assert "请先设置自己的密码" in tab.inner_text("main")
    tab.fill("[name=old_password]", one_time)
    tab.fill("[name=new_password1]", PASSWORD.format(username[::-1]))
    tab.fill("[name=new_password2]", PASSWORD.format(username[::-1]))
    tab.click("text=保存新密码")
    tab.goto("/")
    assert not tab.url.endswith("password/")


def take_in_the_others(tab: Tab) -> None:
    """The reports that had come by post, as an archive, taken in the background."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("qingyan.txt", "liujin.md", "chengan-sjj.txt"):
            archive.write(SAMPLES / name, name)
    tab.goto("/reports/archives/2025/")
    tab.set_input_files("[name=file]", {"name": "各单位.zip", "mimeType": "application/zip", "buffer": packed.getvalue()})
    tab.click("text=上传并导入")
    tab.wait_for_selector(".job.is-done, #taken", timeout=60_000)
    tab.reload()
    assert "3 份报告" in tab.inner_text("#taken") and "0 个文件" in tab.inner_text("#left")


def first_draft() -> list[str]:
    """A report with much to mend, its lines put together as a word processor has them."""
    paragraphs = (SAMPLES / "shinian.txt").read_text("utf-8").split("\n\n")
    return [part.strip("\n").replace("\n    （", "\n　　（").replace("\n", "") if "（一）" not in part else part for part in paragraphs]


def better_draft() -> list[str]:
    """The report of a unit that wrote all but one thing, in the name of the unit of the story."""
    text = (SAMPLES / "qingyan.txt").read_text("utf-8").replace("青砚镇", "石碾乡").replace("镇", "乡")
    text = text.replace("综合行政执法队承接县级赋权事项41项，下沉执法人员12名。", "")
    return [line for line in text.splitlines() if line.strip()]


def as_docx(paragraphs: list[str]) -> bytes:
    from docx import Document

    document, made = Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(made)
    return made.getvalue()


def as_pdf(paragraphs: list[str]) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    made = io.BytesIO()
    canvas = Canvas(made)
    lines = [part for text in paragraphs for part in re.findall(".{1,34}", text)]
    for top in range(0, len(lines), 28):
        canvas.setFont("STSong-Light", 13)
        for number, line in enumerate(lines[top : top + 28]):
            canvas.drawString(72, 770 - 25 * number, line)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def drop(tab: Tab, name: str, type: str, content: bytes) -> None:
    """A file let fall on the page."""
    tab.evaluate(DROP, [name, type, base64.b64encode(content).decode()])
    assert name in tab.inner_text(".chosen")
    tab.click("text=上传自查")


def self_check(tab: Tab) -> int:
    """Waits for the checklist beside the text; how many requirements are missing or vague."""
    tab.wait_for_selector("article.report", timeout=30_000)
    tab.locator("a.quote:visible").first.click()
    assert tab.locator("mark.is-target").first.is_visible()
    tab.evaluate("history.replaceState(null, '', location.pathname); scrollTo(0, 0); document.querySelector('.text').scrollTop = 0")
    return int(tab.locator("details.item.is-missing, details.item.is-vague").count())


def open_report(tab: Tab, unit: str = UNIT) -> None:
    tab.goto("/review/")
    tab.click(f".queue >> text={unit}")
    tab.wait_for_selector("article.report")


def override(tab: Tab, title: str, reason: str) -> None:
    """By keyboard: the item of that title, one of those to mend, is said not to apply."""
    for _ in range(tab.locator(".item").count()):
        tab.keyboard.press("n")
        item = tab.evaluate("document.activeElement.closest('.item').id")
        if title in tab.inner_text(f"#{item} .item-title"):
            break
    tab.keyboard.press("o")
    tab.wait_for_selector(".override-form")
    tab.click(".override-form button.primary")
    assert tab.locator(".override-form :invalid").count(), "there is no override without a reason"
    tab.check(".override-form [value=not_applicable]")
    tab.fill(".override-form [name=reason]", reason)
    with tab.expect_navigation():
        tab.click(".override-form button.primary")
    ruled = tab.inner_text(f"#{item} .ruled")
    assert title in tab.inner_text(f"#{item}") and reason in ruled and "机器：缺失" in ruled and "不适用" in ruled
    tab.locator(f"#{item}").evaluate("(it) => it.scrollIntoView()")
    picture(tab, "review")


def carry_over(tab: Tab) -> None:
    """What was said of the first version holds for the second, by one click."""
    assert MANDATE in tab.inner_text(".carried")
    tab.click("text=全部沿用")
    assert tab.locator(".ruled").count() == 1 and WHY in tab.text_content(".ruled"), "folded away, for nothing is to be mended"


def decide(tab: Tab, outcome: str, note: str = "") -> None:
    at = tab.url.partition("#")[0]
    tab.keyboard.press("d")
    tab.fill("#decide [name=note]", note)
    tab.fill("#decide [name=due]", DUE.isoformat())
    with tab.expect_navigation():
        tab.click(f"#decide button:has-text('{outcome}')")
    tab.goto(at)


def check_notice(tab: Tab, folder: Path) -> None:
    """The letter to the unit, opened as Word opens it."""
    from docx import Document

    tab.click("text=出具反馈函")
    tab.fill("[name=issuer]", "澄安县司法局")
    with tab.expect_download() as waited:
        tab.click("text=下载反馈函")
    kept = folder / waited.value.suggested_filename
    waited.value.save_as(kept)
    assert kept.suffix == ".docx"
    document = Document(str(kept))
    said = "\n".join([*(p.text for p in document.paragraphs), *(c.text for t in document.tables for r in t.rows for c in r.cells)])
    assert "澄安县司法局" in said and "石碾乡" in said and f"{DUE.month}月{DUE.day}日" in said and "法律顾问" in said


def look_on_a_phone(drafter: Tab, sit_down: Callable[..., Tab]) -> None:
    phone = sit_down(390, 844, device_scale_factor=1, has_touch=True, is_mobile=True)
    phone.context.add_cookies([cookie for cookie in drafter.context.cookies() if cookie["name"] == "sessionid"])
    phone.goto("/reports/")
    phone.click("text=2025 年度法治政府建设年度报告")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(phone, "phone")


def look_at_the_county(tab: Tab) -> None:
    """The matrix and the charts, and the files that are made of them in the background."""
    tab.goto("/overview/2025/")
    tab.wait_for_timeout(1_200)  # the charts are drawn little by little
    colours = tab.evaluate("[...document.querySelectorAll('canvas')].map((c) => new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size)")
    assert len(colours) >= 2 and min(colours) > 5
    assert UNIT in tab.inner_text("#matrix >> xpath=..") and "云岫镇人民政府" in tab.inner_text("#not-submitted >> xpath=..")
    picture(tab, "overview")
    tab.click("#files ~ form button")
    tab.wait_for_selector(".job.is-done, #files ~ ul a", timeout=60_000)
    tab.reload()
    with tab.expect_download() as waited:
        tab.locator("a[href$='.xlsx']").last.click()
    assert zipfile.is_zipfile(waited.value.path())


def read_the_log(tab: Tab) -> None:
    tab.goto("/log/")
    said = ""
    while True:
        said += tab.inner_text("main table")
        if not tab.locator("a:has-text('下一页')").count():
            break
        tab.click("text=下一页")
    for word in ("guanliyuan", "shenhe", "shinian", "127.0.0.1", WHY, "请补写法律顾问", "其余事项已当面核实", "石碾乡年度报告.docx"):
        assert word in said, word
    for action in ("UPLOADED", "HANDED_IN", "OVERRIDDEN", "RETURNED", "PASSED", "NOTICE_MADE", "USER_CREATED", "SIGNED_IN"):
        assert words_of(action) in said, action


def words_of(action: str) -> str:
    """An action as the log's page says it."""
    from checker.desk.trail.log import Action

    return str(Action[action].label)


def sign_out(tab: Tab) -> None:
    tab.goto("/")
    tab.click(".who button")
    assert "/accounts/login/" in tab.url
    tab.goto("/")
    assert "/accounts/login/" in tab.url


def picture(tab: Tab, name: str) -> None:
    """Keeps what the window shows as docs/images/desk-`name`.png, where pictures are wanted."""
    if os.environ.get("FAZHI_REFRESH") == "1":
        from PIL import Image

        shot = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
        shot.quantize(128, dither=Image.Dither.NONE).save(PICTURES / f"desk-{name}.png", optimize=True)
