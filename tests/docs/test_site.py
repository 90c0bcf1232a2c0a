"""The documentation as it is built: whole, and without anything from another host. The generated page is that of the rules."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from checker.authoring.describe import reference
from checker.rulebook import DEFAULT, load_rulebook

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
ELSEWHERE = re.compile(r"^(?:https?:)?//", re.I)
# Elements that fetch by themselves; what is followed only by a click may lead anywhere.
FETCHING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src", "embed": "src", "object": "data", "link": "href"}


class Fetched(HTMLParser):
    """The addresses that a page fetches by itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in FETCHING:
            self.addresses.append(given.get(FETCHING[tag]) or "")
        self.addresses += [part.split()[0] for part in (given.get("srcset") or "").split(",") if part.strip()]


def pages() -> list[str]:
    return sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


def test_the_reference_of_the_rulebook_is_that_of_the_rules() -> None:
    page = DOCS / "rulebook" / f"{DEFAULT}.md"
    fresh = reference(load_rulebook())
    if os.environ.get("FAZHI_REFRESH") == "1":
        page.write_text(fresh, "utf-8", newline="\n")
    assert page.read_text("utf-8") == fresh, "the rules have changed: make refresh"


def test_every_page_is_in_the_contents() -> None:
    contents = re.findall(r"[\w/-]+\.md", yaml.dump(yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]))
    assert sorted(contents) == pages(), "list the page under nav in mkdocs.yml"


def test_pictures_are_there_are_used_and_are_small() -> None:
    text = "".join((DOCS / page).read_text("utf-8") for page in pages())
    used = {(DOCS / name).name for name in re.findall(r"\((?:\.\./)?(images/[^)\s]+)\)", text)}
    kept = {path.name: path.stat().st_size for path in (DOCS / "images").iterdir()}
    assert used == set(kept)
    assert max(kept.values()) < 300_000


def test_contributing_names_what_there_is() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = re.findall(r"`((?:checker|tests|docs|rules)/[\w./-]+)`", text)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", text)) <= targets
    assert {"docs", "bundle", "test", "lint", "bench"} <= targets


def test_hooks_are_local_and_their_programs_are_those_of_the_linters() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    hooks = {hook["id"]: hook["entry"] for hook in config["repos"][0]["hooks"]}
    assert set(hooks) == {"ruff", "mypy", "rules"}
    rules = next(hook for hook in config["repos"][0]["hooks"] if hook["id"] == "rules")
    assert re.search(rules["files"], f"rules/{DEFAULT}/requirements/decision.yaml") and not re.search(rules["files"], "README.md")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert {"mypy", "ruff"} <= {re.split(r"[>=\[]", name)[0] for name in extras["dev"]}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if find_spec("mkdocs") is None or find_spec("material") is None:
        pytest.skip("the documentation is built where the extra [docs] is installed")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.slow
def test_the_site_has_every_page_and_fetches_nothing_from_elsewhere(site: Path) -> None:
    built = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert set(built) >= {page.replace(".md", ".html") for page in pages()}
    fetched = {page: Fetched((site / page).read_text("utf-8")).addresses for page in built}
    assert all(fetched.values())
    assert [(page, address) for page, addresses in fetched.items() for address in addresses if ELSEWHERE.match(address)] == []
    for page, addresses in fetched.items():
        local = [address.partition("?")[0].partition("#")[0] for address in addresses if page != "404.html"]
        assert [address for address in local if address and not address.startswith("data:") and not (site / page).parent.joinpath(address).exists()] == [], page


@pytest.mark.slow
def test_its_style_sheets_and_scripts_fetch_nothing_from_elsewhere(site: Path) -> None:
    styles = "".join(path.read_text("utf-8") for path in site.rglob("*.css"))
    assert styles
    assert not re.search(r"""(?:url\(\s*|@import\s+)["']?(?:https?:)?//""", styles)
    # The theme's script would load a drawing program for such blocks, and nothing else, from another host.
    assert not [path for path in site.rglob("*.html") if 'class="mermaid"' in path.read_text("utf-8")]


@pytest.mark.slow
def test_the_search_knows_chinese_words(site: Path) -> None:
    index = (site / "search" / "search_index.js").read_text("utf-8").removeprefix("var __index = ")
    titles = [entry["title"] for entry in json.loads(index)["docs"]]
    assert "审查\u200b人员\u200b指南" in titles  # cut into words, which is what is searched for


def test_the_way_of_the_data_is_one_picture_of_its_own() -> None:
    picture = (DOCS / "images" / "data-flow.svg").read_text("utf-8")
    assert all(name in picture for name in ("Document", "Reading", "Checklist", "Rulebook"))
    assert not re.search(r"""(?:href|src)\s*=\s*["']|url\((?!#h\))""", picture)
