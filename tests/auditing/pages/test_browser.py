"""The overview in a real browser: quick, usable by mouse and keyboard, harmless, and good on paper."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from checker.auditing.pages import write_pages
from checker.auditing.pages.dashboard import write_dashboard
from checker.auditing.pages.labels import AuditWords
from checker.auditing.pages.places import places
from checker.auditing.summary import Summary
from checker.rulebook import Rulebook

from .conftest import LETTER

pytestmark = pytest.mark.slow



@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1366, "height": 768})
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory, season: Callable[..., Summary], national: Rulebook) -> tuple[Path, Summary]:
    """Three hundred units, with the pages of the whole but none of their own."""
    folder = tmp_path_factory.mktemp("county")
    summary = season(folder, 300)
    write_pages(folder, national, letter=LETTER, each_unit=False)
    (folder / "index.html").write_text(write_dashboard(summary, places(summary.rows), AuditWords("zh", national)), "utf-8")
    return folder, summary


def show(tab: Any, path: Path) -> list[str]:
    """Opens a page from a file, as a reader would, and returns where its complaints go."""
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("dialog", lambda dialog: complaints.append("dialog"))
    tab.on("request", lambda request: complaints.append(f"request {request.url}") if request.resource_type != "document" else None)
    tab.goto(path.as_uri())
    return complaints


def names(tab: Any) -> list[str]:
    found: list[str] = tab.evaluate("[...document.querySelectorAll('#heat tbody th')].map(cell => cell.textContent)")
    return found


def lowest(tab: Any) -> None:
    """Scrolls down, so that every chart is drawn."""
    for canvas in tab.locator("canvas").all():
        canvas.scroll_into_view_if_needed()
        tab.wait_for_function("canvas => Chart.getChart(canvas)", arg=canvas.element_handle())


# -- opening ----------------------------------------------------------------------------------------


def test_three_hundred_units_open_quickly_and_nothing_is_complained_of(tab: Any, county: tuple[Path, Summary]) -> None:
    folder, summary = county
    complaints = show(tab, folder / "index.html")
    taken = tab.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    lowest(tab)
    assert taken < 5000  # milliseconds, on a machine that may be busy
    assert complaints == []
    assert names(tab) == [row.unit for row in summary.rows]
    assert tab.evaluate("[...document.querySelectorAll('canvas')].map(canvas => canvas.id)") == [
        "chart-scores",
        "chart-weakest",
        "chart-units",
        "chart-changes",
    ]


def test_nothing_of_hostile_names_runs(tab: Any, hostile: Path) -> None:
    for name in ("index.html", "copies.html"):
        complaints = show(tab, hostile / name)
        if name == "index.html":
            lowest(tab)
            tab.hover("#heat tbody td.p >> nth=0")
            tab.fill("#by-name", "<script>")
        tab.mouse.move(300, 300)
        tab.wait_for_timeout(100)
        assert complaints == []
        assert tab.evaluate("window.ran") is None
        assert tab.evaluate("document.querySelectorAll('main img, main iframe, main meta, main script, main [onload], main [onmouseover]').length") == 0


@pytest.mark.parametrize("injected", ["<script>window.ran=1</script>", "<img src=x onerror=window.ran=1>", "<style>body{color:red}</style>"])
def test_what_were_injected_all_the_same_is_refused_by_the_policy(tab: Any, tmp_path: Path, finished: tuple[Path, Summary], injected: str) -> None:
    page = (finished[0] / "index.html").read_text("utf-8").replace('<main id="main">', f'<main id="main">{injected}')
    (tmp_path / "page.html").write_text(page, "utf-8")
    complaints = show(tab, tmp_path / "page.html")
    tab.wait_for_timeout(100)
    assert tab.evaluate("window.ran") is None
    assert tab.evaluate("getComputedStyle(document.body).color") != "rgb(255, 0, 0)"
    assert any("Content Security Policy" in complaint for complaint in complaints)


def test_without_scripts_everything_is_there(browser: Any, finished: tuple[Path, Summary]) -> None:
    folder, summary = finished
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1366, "height": 768})
    tab = context.new_page()
    show(tab, folder / "index.html")
    assert tab.locator("#heat tbody tr").count() == len(summary.rows)
    assert tab.locator("#heat tbody tr >> nth=0").locator("td.p, td.v, td.m").first.inner_text() in ("具备", "模糊", "缺失")
    assert not tab.locator(".filters").is_visible() and not tab.locator(".chart").first.is_visible()
    tab.locator(".figures-table summary").first.click()
    assert tab.locator(".figures-table table").first.is_visible()
    context.close()


# -- filters and sorting ----------------------------------------------------------------------------


def test_filters(tab: Any, county: tuple[Path, Summary]) -> None:
    folder, summary = county
    show(tab, folder / "index.html")
    tab.select_option("#by-level", "department")
    tab.select_option("#by-grade", "revise")
    assert names(tab) == [r.unit for r in summary.rows if r.level == "department" and r.grade == "revise"]
    tab.click("#clear")
    tab.fill("#by-name", "街道")
    assert names(tab) == [r.unit for r in summary.rows if "街道" in r.unit]
    tab.fill("#by-name", "没有这个单位")
    assert names(tab) == [] and tab.locator("#nobody").is_visible()
    tab.click("#clear")
    column = next(n for n, r in enumerate(summary.requirements) if r.id == summary.weakest[0])
    tab.select_option("#by-open", str(column))
    wanted = [r.unit for r in summary.rows if r.statuses[column] in "vm"]
    assert names(tab) == wanted
    assert f"{len(wanted)} / 300" in tab.inner_text("#said")


def test_sorting_by_score_and_by_a_requirement(tab: Any, county: tuple[Path, Summary]) -> None:
    folder, summary = county
    show(tab, folder / "index.html")
    tab.click("[data-sort=score] button")
    tab.click("[data-sort=score] button")
    assert tab.get_attribute("[data-sort=score]", "aria-sort") == "ascending"
    assert names(tab)[0] in {r.unit for r in summary.rows if r.score == summary.rows[-1].score}
    tab.focus("[data-sort='7'] button")
    tab.keyboard.press("Enter")
    order = ["mjvpn".index(row["v"][7]) for row in tab.evaluate("[...document.querySelectorAll('#heat tbody tr')].map(row => ({...row.dataset}))")]
    assert order == sorted(order)
    assert summary.requirements[7].title in tab.inner_text("#said")


def test_a_bar_of_the_scores_filters_and_a_bar_of_the_weakest_sorts(tab: Any, county: tuple[Path, Summary]) -> None:
    folder, summary = county
    show(tab, folder / "index.html")
    lowest(tab)

    def bar(chart: str, series: int, index: int) -> None:
        tab.locator(f"#{chart}").scroll_into_view_if_needed()
        place = tab.evaluate(f"(({{x, y, base}}) => ({{x, y, base}}))(Chart.getChart('{chart}').getDatasetMeta({series}).data[{index}])")
        upright = chart == "chart-scores"
        tab.click(f"#{chart}", position={"x": place["x"] - (0 if upright else 4), "y": place["y"] + (4 if upright else 0)})

    bands = tab.evaluate("JSON.parse(document.getElementById('data').textContent).bands")
    fullest = max(range(len(bands)), key=lambda n: bands[n]["revise"])
    band = bands[fullest]
    bar("chart-scores", 1, fullest)
    wanted = [r.unit for r in summary.rows if band["low"] <= r.score < band["high"]]
    tab.wait_for_function("count => document.querySelectorAll('#heat tbody tr').length === count", arg=len(wanted))
    assert names(tab) == wanted
    tab.click("#clear")
    bar("chart-weakest", 0, 0)
    column = next(n for n, r in enumerate(summary.requirements) if r.id == summary.weakest[0])
    tab.wait_for_selector(f"[data-sort='{column}'][aria-sort=ascending]")


def test_more_units_than_a_page_of_rows_are_turned_page_by_page(tab: Any, tmp_path: Path, county: tuple[Path, Summary], national: Rulebook) -> None:
    from dataclasses import replace

    _, summary = county
    many = replace(summary, rows=(*summary.rows, *summary.rows, *summary.rows[:50]), previous=None, copies=(), findings=())
    (tmp_path / "index.html").write_text(write_dashboard(many, places(many.rows), AuditWords("zh", national)), "utf-8")
    show(tab, tmp_path / "index.html")
    assert len(names(tab)) == 300
    tab.click("#next")
    tab.click("#next")
    assert len(names(tab)) == 50 and "3 / 3" in tab.inner_text("#page")
    tab.select_option("#by-grade", "return")
    assert set(names(tab)) == {r.unit for r in summary.rows if r.grade == "return"}


# -- keyboard ---------------------------------------------------------------------------------------


def test_cells_by_keyboard_and_to_the_units_page(tab: Any, finished: tuple[Path, Summary]) -> None:
    folder, summary = finished
    show(tab, folder / "index.html")
    tab.focus("#heat tbody tr >> nth=0 >> td[tabindex='0']")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowUp"):
        tab.keyboard.press(key)
    where = tab.evaluate("[document.activeElement.parentElement.sectionRowIndex, document.activeElement.cellIndex - 6]")
    assert where == [1, 3]
    words = {"p": "具备", "v": "模糊", "m": "缺失", "n": "不适用", "j": "未判定"}
    assert tab.inner_text("#readout") == f"{summary.rows[1].unit} · {summary.requirements[3].title} · {words[summary.rows[1].statuses[3]]}"
    tab.keyboard.press("End")
    tab.keyboard.press("Home")
    tab.keyboard.press("ArrowLeft")  # there is nothing on the left of the first
    assert tab.evaluate("document.activeElement.cellIndex - 6") == 0
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/units/**")
    assert unquote(tab.url).endswith(f"{places(summary.rows)[1].page}#r1-v2")
    assert tab.evaluate("document.querySelector('.is-target').id") == "r1-v2"
    assert summary.requirements[1].title in tab.inner_text("#r1-v2 summary")


def test_one_tab_leads_into_the_cells_and_the_next_out(tab: Any, finished: tuple[Path, Summary]) -> None:
    show(tab, finished[0] / "index.html")
    assert tab.locator("#heat td[tabindex='0']").count() == 1
    tab.click("[data-sort=name] button")
    assert tab.locator("#heat td[tabindex='0']").count() == 1


# -- widths, paper, accessibility -------------------------------------------------------------------


@pytest.mark.parametrize("width", [360, 768, 1366, 1920])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_width_scrolls_sideways(browser: Any, tmp_path: Path, finished: tuple[Path, Summary], national: Rulebook, width: int, lang: str) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 768})
    (tmp_path / "index.html").write_text(write_dashboard(finished[1], places(finished[1].rows), AuditWords(lang, national)), "utf-8")
    for path in (tmp_path / "index.html", finished[0] / "copies.html"):
        complaints = show(tab, path)
        if path.name == "index.html":
            lowest(tab)
        tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert complaints == []
    tab.close()


def test_the_matrix_fits_an_office_screen(tab: Any, county: tuple[Path, Summary]) -> None:
    show(tab, county[0] / "index.html")
    assert tab.evaluate("(box => box.scrollWidth - box.clientWidth)(document.querySelector('.matrix-scroll'))") <= 0
    tab.evaluate("document.querySelector('.matrix-scroll').scrollTo(0, 2000)")
    box = tab.locator("[data-sort=score]").bounding_box()
    region = tab.locator(".matrix-scroll").bounding_box()
    assert abs(box["y"] - region["y"]) < 3  # the head stays in sight


def test_on_paper(tab: Any, tmp_path: Path, county: tuple[Path, Summary]) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    folder, summary = county
    show(tab, folder / "index.html")
    tab.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True, print_background=True)
    pages = pdfium.PdfDocument(tmp_path / "page.pdf")
    texts = ["".join(pages[n].get_textpage().get_text_range().split()) for n in range(len(pages))]
    whole = "".join(texts)
    assert tuple(map(round, pages[0].get_size())) == (842, 595)
    assert len(pages) <= 14
    assert "清除筛选" not in whole
    for row in summary.rows:
        assert row.unit in whole
    sheets = [text for text in texts if text.count("乡镇、街道") > 20]
    assert len(sheets) >= 5 and all("名次" in text and "得分" in text for text in sheets)  # the head on every sheet
    assert not tab.evaluate("[...document.querySelectorAll('canvas')].some(canvas => !Chart.getChart(canvas))")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["index.html", "copies.html"])
def test_axe_finds_no_violation(tab: Any, tmp_path: Path, finished: tuple[Path, Summary], national: Rulebook, name: str, lang: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    folder = tmp_path / "out"
    shutil.copytree(finished[0], folder)
    write_pages(folder, national, letter=LETTER, lang=lang, each_unit=False)
    # The policy keeps axe out as it does everything else; so it is taken away for this test alone.
    page = (folder / name).read_text("utf-8").replace("Content-Security-Policy", "X-Policy", 1)
    (folder / "page.html").write_text(page, "utf-8")
    show(tab, folder / "page.html")
    tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    results = axe.Axe().run(tab)
    assert results.violations_count == 0, results.generate_report()
