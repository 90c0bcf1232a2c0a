"""Drafters and reviewers at their browsers: they think, open pages, and give in reports, as quickly as the desk lets them."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import httpx
from figures import SELF_CHECK, Figures

THINKS = (1.0, 3.0)  # seconds
PATIENCE = 30.0  # seconds for an answer; more is an error
HANDS_IN = 0.2  # share of the uploads, where that is offered
CHECKED = 'class="report'  # on a page with a checklist

_STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
_WAIT = re.compile(r"load delay:(\d+)ms")
Deed = Callable[[], Awaitable[None]]


class Wrong(Exception):
    """An answer that is not what it should be."""


@dataclass
class Browser:
    """A browser with the session of one user. Like any, it keeps what it may, and asks for no file twice in so short a time."""

    url: str
    session: str
    figures: Figures
    _kept: set[str] = field(default_factory=set)

    async def __aenter__(self) -> Browser:
        self._client = httpx.AsyncClient(base_url=self.url, cookies={"sessionid": self.session}, timeout=PATIENCE, trust_env=False)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def get(self, kind: str, address: str) -> str:
        """A page, with all it refers to that the browser has not."""
        page = (await self._asked(kind, "GET", address)).text
        wanted = [address for address in dict.fromkeys(_STATIC.findall(page)) if address not in self._kept]
        self._kept.update(wanted)
        for address in wanted:
            await self._asked("static", "GET", address)
        return page

    async def asked(self, kind: str, address: str) -> httpx.Response:
        """An answer that is no page."""
        return await self._asked(kind, "GET", address, headers={"HX-Request": "true"})

    async def post(self, kind: str, address: str, page: str, data: dict[str, str], files: dict[str, tuple[str, bytes]] | None = None) -> str:
        """The address that an action leads to; its form stands on `page`."""
        [token, *_] = _TOKEN.findall(page)
        response = await self._asked(kind, "POST", address, data={"csrfmiddlewaretoken": token, **data}, files=files)
        if response.status_code != 302:
            raise Wrong(f"{kind}: {response.status_code} instead of a way on")
        return response.headers["Location"]

    async def _asked(self, kind: str, method: str, address: str, **more: object) -> httpx.Response:
        began = time.perf_counter()
        response = await self._client.request(method, address, **more)  # type: ignore[arg-type]
        if response.status_code >= 400 or "/login/" in response.headers.get("Location", ""):
            raise Wrong(f"{kind} {address}: {response.status_code}")
        self.figures.took(kind, began)
        return response


@dataclass
class Drafter:
    """Gives in reports of one submission, and looks at what came of them."""

    browser: Browser
    submission: int
    reports: Sequence[tuple[str, bytes]]
    random: random.Random
    versions: list[str] = field(default_factory=list)

    async def once(self) -> None:
        """One thing that drafters do."""
        deeds: list[tuple[int, Deed]] = [(6, self.mine), (8, self.submitted), (8, self.check)]
        if self.versions:
            deeds += [(7, self.version), (1, self.download)]
        await self.random.choices([deed for _, deed in deeds], [weight for weight, _ in deeds])[0]()

    async def mine(self) -> None:
        await self.browser.get("reports: mine", "/reports/")

    async def submitted(self) -> None:
        await self.form()

    async def form(self) -> str:
        return await self.browser.get("reports: submission", f"/reports/{self.submission}/")

    async def version(self) -> None:
        await self.browser.get("reports: version", self.random.choice(self.versions))

    async def download(self) -> None:
        await self.browser.asked("reports: download", f"{self.random.choice(self.versions)}export/{self.random.choice(('html', 'xlsx', 'docx'))}")

    async def check(self) -> None:
        """A file in, and the checklist out, asking as the page's script does."""
        page = await self.form()
        offered = 'name="hand_in"' in page and self.random.random() < HANDS_IN
        file = self.random.choice(self.reports)
        began = time.perf_counter()
        address = await self.browser.post("reports: upload", f"/reports/{self.submission}/upload", page, {"hand_in": "1"} if offered else {}, {"file": file})
        if "/versions/" not in address:
            raise Wrong(f"upload refused: {address}")
        page = await self.browser.get("reports: version", address)
        while 'id="progress"' in page:
            [wait] = _WAIT.findall(page)
            await asyncio.sleep(int(wait) / 1000)
            [status] = re.findall(r'hx-get="([^"]+)"', page)
            answer = await self.browser.asked("reports: status", status)
            page = answer.text
            if answer.headers.get("HX-Refresh"):
                page = await self.browser.get("reports: version", address)
            if time.perf_counter() - began > PATIENCE:
                raise Wrong(f"{address}: not checked in {PATIENCE} s")
        if CHECKED not in page:
            raise Wrong(f"{address}: no checklist")
        self.browser.figures.took(SELF_CHECK, began)
        self.versions = [*self.versions[-4:], address]


@dataclass
class Reviewer:
    """Looks through the queue, reports, the county's overview and the log."""

    browser: Browser
    year: int
    random: random.Random
    seen: list[str] = field(default_factory=list)

    async def once(self) -> None:
        """One thing that reviewers do."""
        deeds: list[tuple[int, Deed]] = [(6, self.queue), (4, self.overview), (2, self.items), (2, self.log), (2, self.units)]
        if self.seen:
            deeds += [(10, self.version), (2, self.compare)]
        await self.random.choices([deed for _, deed in deeds], [weight for weight, _ in deeds])[0]()

    async def queue(self) -> None:
        page = await self.browser.get("review: queue", "/review/" + self.random.choice(("", "?state=pending", "?state=not_submitted")))
        self.seen = re.findall(r'href="(/review/\d+/)"', page) or self.seen

    async def version(self) -> None:
        await self.browser.get("review: version", self.random.choice(self.seen))

    async def compare(self) -> None:
        await self.browser.get("review: compare", f"{self.random.choice(self.seen)}compare/")

    async def overview(self) -> None:
        await self.browser.get("overview", f"/overview/{self.year}/")

    async def items(self) -> None:
        await self.browser.get("review: items", "/review/items/")

    async def log(self) -> None:
        await self.browser.get("log", "/log/")

    async def units(self) -> None:
        await self.browser.get("units", "/units/")


async def plays(player: Drafter | Reviewer, until: float) -> None:
    """Lets somebody work until the clock (`time.monotonic`) says so. What goes wrong is noted, and they go on."""
    rnd = player.random
    await asyncio.sleep(rnd.uniform(0, THINKS[1]))
    async with player.browser:
        while time.monotonic() < until:
            try:
                await player.once()
            except (Wrong, httpx.HTTPError, ValueError) as error:
                player.browser.figures.errors.append(f"{type(error).__name__}: {error}")
            await asyncio.sleep(rnd.uniform(*THINKS))
