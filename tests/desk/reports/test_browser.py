"""The drafter's pages in a real browser: with scripts and without, at a desk and on a phone, under the policy that lets nothing else run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from checker.desk.jobs.running import work_off
from checker.desk.reports.models import Submission, Version

from .conftest import SAMPLES

pytestmark = pytest.mark.slow

Tab = Any
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
DROP = """(files) => {
  const data = new DataTransfer();
  for (const [name, text] of files) data.items.add(new File([text], name, {type: "text/plain"}));
  for (const kind of ["dragenter", "dragover", "drop"]) document.body.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def opened(live_server: Any, browser: Any, county: Any, signed_in: Callable[[str], Client]) -> Iterator[Callable[..., Tab]]:
    """Opens the page of the drafter's submission; whatever the browser complains of fails the test."""
    contexts, complaints = [], []

    def open_tab(size: dict[str, int] = DESK, **more: Any) -> Tab:
        context = browser.new_context(viewport=size, locale="zh-CN", base_url=live_server.url, **more)
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": signed_in("drafter_b").cookies["sessionid"].value, "url": live_server.url}])
        tab = context.new_page()
        tab.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(f"/reports/{Submission.objects.get(unit=county.b).pk}/")
        return tab

    yield open_tab
    for context in contexts:
        context.close()
    assert not complaints


def fits(tab: Tab) -> bool:
    return bool(tab.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_file_dropped_on_the_page_is_checked_and_shown(opened: Callable[..., Tab]) -> None:
    tab = opened()
    tab.evaluate(DROP, [["甲.txt", "一"], ["乙.txt", "二"]])
    assert tab.inner_text(".chosen") == "一次只能上传一个文件。"
    tab.evaluate(DROP, [["<b>年度报告.txt", (SAMPLES / "shinian.txt").read_text("utf-8")]])
    assert "<b>年度报告.txt" in tab.inner_text(".chosen")
    tab.keyboard.press("Enter")  # the button has the focus
    tab.wait_for_selector("#progress")
    assert work_off() == 1
    tab.wait_for_selector("article.report")  # without a click
    # The script of the report page runs as it is.
    mend = tab.locator(".mend a").first
    target = mend.get_attribute("href")
    mend.click()
    assert tab.locator(f"{target}.is-target").is_visible() and tab.url.endswith(target)
    quote = tab.locator(f"{target} a.quote").first
    place = quote.get_attribute("href")
    quote.click()
    assert tab.locator(f"mark{place}.is-target").is_visible()
    tab.click('.tools [data-filter="present"]')
    assert {item.get_attribute("data-status") for item in tab.locator("details.item:visible").all()} == {"present"}
    checklist, text = tab.locator(".findings-side").bounding_box(), tab.locator(".text-side").bounding_box()
    assert checklist["x"] + checklist["width"] <= text["x"] and fits(tab)
    tab.set_viewport_size(PHONE)
    assert fits(tab) and tab.locator(".text-side").bounding_box()["y"] > tab.locator(".findings-side").bounding_box()["y"]


def test_hand_in_and_every_page_on_a_phone(opened: Callable[..., Tab]) -> None:
    tab = opened(PHONE)
    assert fits(tab)
    tab.set_input_files("input[type=file]", SAMPLES / "shinian.txt")
    tab.click("text=上传自查")
    tab.wait_for_selector("#progress")
    assert fits(tab)
    work_off()
    tab.click("text=报送这一稿")
    tab.wait_for_selector("text=已报送第 1 稿")
    assert fits(tab) and Version.objects.get().number == 1
    assert tab.locator("#mend .issue").count() > 5 and tab.locator("#mend .issue:visible").count() == 5
    tab.goto("/reports/")
    assert fits(tab) and "待审" in tab.inner_text("main")


def test_it_all_works_without_script(opened: Callable[..., Tab]) -> None:
    tab = opened(java_script_enabled=False)
    assert tab.locator("input[type=file]").is_visible()
    tab.set_input_files("input[type=file]", SAMPLES / "shinian.txt")
    tab.click("text=上传自查")
    assert "正在排队等待检查" in tab.inner_text("main")
    work_off()
    tab.wait_for_selector("article.report")  # the page comes again by itself
    tab.locator(".mend a").first.click()
    tab.click("text=报送这一稿")
    assert "已报送第 1 稿" in tab.inner_text("main")


def test_on_paper_all_of_the_checklist_and_the_text_are_there(opened: Callable[..., Tab]) -> None:
    tab = opened()
    tab.set_input_files("input[type=file]", SAMPLES / "shinian.txt")
    tab.click("text=上传自查")
    tab.wait_for_selector("#progress")
    work_off()
    tab.wait_for_selector("article.report")
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert not tab.locator("main button:visible, main form:visible, nav:visible").count()
    assert tab.locator("details.item:not([open])").count() == 0
    text = tab.locator(".text")
    assert text.evaluate("box => box.scrollHeight <= box.clientHeight + 1"), "nothing is cut off"


def test_axe_finds_no_violation(opened: Callable[..., Tab]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    tab = opened(bypass_csp=True)  # the policy keeps axe out as it does everything else; so it is taken away for this test alone
    pages = [tab.url, "/reports/"]
    for content in ((SAMPLES / "shinian.txt").read_bytes(), (SAMPLES / "qingyan.txt").read_bytes(), b"PK\x03\x04 no archive at all"):
        tab.goto(pages[0])
        tab.set_input_files("input[type=file]", {"name": "报告.txt", "mimeType": "text/plain", "buffer": content})
        tab.click("text=上传自查")
        tab.wait_for_selector("#progress")
        pages.append(tab.url)
        work_off()
        tab.wait_for_selector("#progress", state="detached")  # the page is loaded again by itself
    for page in pages:
        tab.goto(page)
        found = axe.Axe().run(tab).response["violations"]
        assert not found, [(page, v["id"], v["nodes"][0]["html"]) for v in found]
