"""The page in a real browser: nothing of a report runs, it can be read and used at every width, by keyboard, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checker.checking import check_file
from checker.judging.checklist import Checklist
from checker.output import write
from checker.reading import Reader
from checker.rulebook import Rulebook, load_rulebook

pytestmark = pytest.mark.slow

REPORTS = Path(__file__).parents[3] / "reports"
ATTACKS = (
    "<script>window.ran='script'</script>",
    "<img src=x onerror=\"window.ran='onerror'\">",
    "</style></script><svg onload=\"window.ran='svg'\">",
    "{{7*7}}{% for x in range(9) %}${7*7}",
    "<a href=\"javascript:window.ran='link'\">点击</a>",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "\"' onmouseover=\"window.ran='attribute'\" x='",
    "<iframe srcdoc=\"<script>parent.ran='frame'</script>\"></iframe>",
)


@pytest.fixture(scope="module")
def national() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="module")
def checklists(national: Rulebook) -> list[Checklist]:
    reader = Reader(national, None)
    return [check_file(REPORTS / name, reader) for name in ("shinian.txt", "liujin.md")]


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1366, "height": 800})
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def source(checklists: list[Checklist], national: Rulebook) -> str:
    return as_page([checklists[0]], national)


def as_page(checklists: list[Checklist], book: Rulebook, lang: str = "zh") -> str:
    result = write(checklists, [], "html", book=book, lang=lang)
    assert isinstance(result, str)
    return result


def show(tab: Any, folder: Path, source: str, name: str = "结果.html") -> list[str]:
    """Opens the page from a file, as a reader would, and returns where its complaints go."""
    path = folder / name
    path.write_text(source, "utf-8")
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("dialog", lambda dialog: complaints.append("dialog"))
    tab.on("request", lambda request: complaints.append(f"request {request.url}") if request.resource_type != "document" else None)
    tab.goto(path.as_uri())
    return complaints


# -- safety ---------------------------------------------------------------------------------------


def test_nothing_of_a_hostile_report_runs(tab: Any, tmp_path: Path, national: Rulebook) -> None:
    attack = "".join(ATTACKS)
    report = REPORTS.joinpath("liujin.md").read_text("utf-8")
    report = report.replace("全年办理各类事项1.3万件", f"全年办理{attack}事项1.3万件").replace("街道办事处2025年法治", f"{ATTACKS[0]}2025年法治")
    path = tmp_path / "<img src=x onerror=window.ran=1>.md"
    path.write_text(report, "utf-8")
    checklist = check_file(path, Reader(national, None))
    hostile = replace(checklist, title=attack, unit=attack, notices=(attack,))
    complaints = show(tab, tmp_path, as_page([hostile, hostile], national))
    tab.mouse.move(300, 300)
    tab.wait_for_timeout(200)
    assert complaints == []
    assert tab.evaluate("window.ran") is None
    assert tab.evaluate("document.querySelectorAll('main img, main iframe, main meta, main script, main [onload], main [onmouseover]').length") == 0
    assert "<script>window.ran='script'</script>" in tab.inner_text(".text >> nth=0").replace("“", '"')
    assert "{{7*7}}" in tab.inner_text("h1, h2 >> nth=0") + tab.inner_text("main")
    assert tab.url.startswith("file:")


@pytest.mark.parametrize(
    "injected",
    [
        "<script>window.ran=1</script>",
        "<img src=x onerror=window.ran=1>",
        "<style>body{color:red}</style>",
        "<script src='data:text/javascript,window.ran=1'></script>",
    ],
)
def test_what_were_injected_all_the_same_is_refused_by_the_policy(tab: Any, tmp_path: Path, source: str, injected: str) -> None:
    complaints = show(tab, tmp_path, source.replace('<main id="main">', f'<main id="main">{injected}'))
    tab.wait_for_timeout(100)
    assert tab.evaluate("window.ran") is None
    assert tab.evaluate("getComputedStyle(document.body).color") != "rgb(255, 0, 0)"
    assert any("Content Security Policy" in complaint for complaint in complaints)


# -- going to and fro -----------------------------------------------------------------------------


def in_view(tab: Any, selector: str) -> bool:
    box = tab.locator(selector).bounding_box()
    return box is not None and -1 <= box["y"] < tab.viewport_size["height"]


def test_by_mouse_from_a_verdict_to_the_text_and_back(tab: Any, tmp_path: Path, source: str) -> None:
    show(tab, tmp_path, source)
    link = tab.locator("details[open] a.quote").last
    target = link.get_attribute("href")
    item = tab.evaluate("link => link.closest('.item').id", link.element_handle())
    link.click()
    assert in_view(tab, target)
    assert tab.evaluate("document.activeElement.id") == target[1:]
    tab.click(target)
    assert tab.evaluate("document.querySelector('.is-target').id") == item
    assert in_view(tab, f"#{item}")
    assert tab.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_by_keyboard_from_a_verdict_to_the_text_and_back(tab: Any, tmp_path: Path, source: str) -> None:
    show(tab, tmp_path, source)
    link = tab.locator("details[open] a.quote").first
    link.focus()
    tab.keyboard.press("Enter")
    assert "#" + tab.evaluate("document.activeElement.id") == link.get_attribute("href")
    tab.keyboard.press("Tab")  # to the number behind the words
    reference = tab.evaluate("document.activeElement.className")
    assert reference.startswith("ref")
    target = tab.evaluate("document.activeElement.hash")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.closest('.item, .issue').id") == target[1:]


def test_a_folded_verdict_unfolds_when_one_comes_from_the_text(tab: Any, tmp_path: Path, source: str) -> None:
    show(tab, tmp_path, source)
    tab.click("[data-filter=missing]")
    reference = tab.locator(".ref.is-present").first
    target = reference.get_attribute("href")
    assert not tab.locator(target).is_visible()
    reference.click()
    assert tab.locator(target).is_visible()
    assert tab.locator(target).get_attribute("open") is not None
    assert tab.locator("[data-filter='']").get_attribute("aria-pressed") == "true"


def test_without_scripts_everything_is_there(browser: Any, tmp_path: Path, source: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1366, "height": 800})
    tab = context.new_page()
    show(tab, tmp_path, source)
    assert not tab.locator(".tools").first.is_visible()
    link = tab.locator("details[open] a.quote").first
    link.click()
    assert in_view(tab, link.get_attribute("href"))
    folded = tab.locator("details:not([open])").first
    folded.locator("summary").click()
    assert folded.locator("dl").first.is_visible() or tab.locator("details[open].is-present dl").first.is_visible()
    context.close()


# -- filters, folding, copying --------------------------------------------------------------------


def visible(tab: Any) -> set[str]:
    return set(tab.evaluate("[...document.querySelectorAll('.item')].filter(i => i.offsetParent !== null).map(i => i.dataset.status)"))


def test_filters_by_mouse_and_keyboard(tab: Any, tmp_path: Path, source: str) -> None:
    show(tab, tmp_path, source)
    assert visible(tab) == {"present", "vague", "missing"}
    tab.click("[data-filter=missing]")
    assert visible(tab) == {"missing"}
    tab.focus("[data-filter=vague]")
    tab.keyboard.press("Space")
    assert visible(tab) == {"missing", "vague"}
    assert tab.locator(".group:visible").count() < tab.locator(".group").count()
    tab.click("[data-filter='']")
    assert visible(tab) == {"present", "vague", "missing"}
    tab.click("[data-fold=shut]")
    assert tab.locator("details[open]").count() == 0
    tab.click("[data-fold=open]")
    assert tab.locator("details:not([open])").count() == 0


def test_what_to_write_is_copied(browser: Any, tmp_path: Path, source: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    show(tab, tmp_path, source)
    button = tab.locator(".copy").first
    button.click()
    tab.locator("#said:not(:empty)").wait_for(state="attached")
    text = tab.locator("#" + button.get_attribute("data-copy")).inner_text()
    assert tab.evaluate("navigator.clipboard.readText()") == text
    context.close()


# -- widths, paper, accessibility -----------------------------------------------------------------


@pytest.mark.parametrize("width", [360, 768, 1366])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_width_scrolls_sideways(browser: Any, tmp_path: Path, checklists: list[Checklist], national: Rulebook, width: int, lang: str) -> None:
    long = replace(checklists[0], source="a" * 200 + ".txt", title="法治" * 100, unit="某" * 60)
    tab = browser.new_page(viewport={"width": width, "height": 800})
    show(tab, tmp_path, as_page([long, *checklists], national, lang))
    tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()


def test_on_paper_everything_is_unfolded_and_verdicts_have_words(tab: Any, tmp_path: Path, source: str) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    show(tab, tmp_path, source)
    tab.click("[data-fold=shut]")
    tab.pdf(path=tmp_path / "page.pdf", format="A4", prefer_css_page_size=True)
    pages = pdfium.PdfDocument(tmp_path / "page.pdf")
    text = "".join("".join(pages[n].get_textpage().get_text_range() for n in range(len(pages))).split())
    width, height = pages[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    assert "全部展开" not in text
    for words in ("缺失", "模糊", "具备", "合计"):
        assert words in text
    for selector in (".remedy p", ".quote", ".text p"):
        for words in tab.locator(selector).all_text_contents():
            first = "".join(words.split())[:6]
            assert first in text, words
    assert tab.locator("details[open]").count() == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("several", [False, True], ids=["one", "several"])
def test_axe_finds_no_violation(tab: Any, tmp_path: Path, checklists: list[Checklist], national: Rulebook, several: bool, lang: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    # The policy keeps axe out as it does everything else; so it is taken away for this test alone.
    source = as_page(checklists if several else checklists[:1], national, lang).replace("Content-Security-Policy", "X-Policy", 1)
    show(tab, tmp_path, source)
    tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    results = axe.Axe().run(tab)
    assert results.violations_count == 0, results.generate_report()
