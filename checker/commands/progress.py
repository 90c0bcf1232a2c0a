"""How far a long run is: a bar with rate and time left on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TextIO

import click

from checker.commands.common import prepare, say

EVERY = 5.0  # seconds between two plain lines


class Progress(Protocol):
    """Told of a run as it goes on."""

    def started(self, total: int, kept: int) -> None:
        """There are `total` files, of which `kept` were done before."""

    def done(self, _entry: object) -> None:
        """One more is done."""


@contextmanager
def progress_on(stream: TextIO, lang: str, chinese: str = "检查", english: str = "checked") -> Iterator[Progress]:
    """A progress on a stream, of what is said in two languages: drawn where that is a terminal."""
    verb = say(lang, chinese, english)
    if not stream.isatty():
        prepare(stream)
        lines = Lines(stream, lang, verb)
        yield lines
        lines.finished()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Drawing

    columns = (
        TextColumn(verb),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn(say(lang, "剩余", "left")),
        TimeRemainingColumn(),
    )
    with Drawing(*columns, console=Console(file=stream)) as drawing:
        yield Bar(drawing, lang)


class Bar:
    """A bar on a terminal."""

    def __init__(self, drawing: Any, lang: str) -> None:
        self._drawing, self._lang = drawing, lang

    def started(self, total: int, kept: int) -> None:
        self._clock = Clock(total, kept)
        self._task = self._drawing.add_task("", total=total, completed=kept, rate="")

    def done(self, _entry: object) -> None:
        self._clock.done += 1
        rate = say(self._lang, f"{self._clock.rate:.1f} 份/秒", f"{self._clock.rate:.1f}/s")
        self._drawing.update(self._task, advance=1, rate=rate)


class Lines:
    """A line every few seconds, and one in the end."""

    def __init__(self, stream: TextIO, lang: str, verb: str) -> None:
        self._stream, self._lang, self._verb = stream, lang, verb
        self._clock: Clock | None = None
        self._told = time.monotonic()

    def started(self, total: int, kept: int) -> None:
        self._clock = Clock(total, kept)
        if kept:
            self._say(say(self._lang, f"接着上次：{total} 个文件中 {kept} 个已检查", f"going on: {kept} of {total} files are done"))

    def done(self, _entry: object) -> None:
        assert self._clock is not None
        self._clock.done += 1
        if time.monotonic() - self._told >= EVERY:
            self._tell(self._clock)

    def finished(self) -> None:
        """The last line."""
        if self._clock is not None and self._clock.rate:
            self._tell(self._clock)

    def _tell(self, clock: Clock) -> None:
        self._told = time.monotonic()
        left = clock.left
        minutes = f"{left // 60:.0f}:{left % 60:02.0f}"
        chinese = f"已{self._verb} {clock.done}/{clock.total}，每秒 {clock.rate:.1f} 份，剩余约 {minutes}"
        self._say(say(self._lang, chinese, f"{clock.done}/{clock.total} {self._verb}, {clock.rate:.1f} a second, about {minutes} left"))

    def _say(self, line: str) -> None:
        click.echo(line, file=self._stream)


class Clock:
    """How many of how many are done, how fast it goes (files a second, of this run), and how long it will take (seconds)."""

    def __init__(self, total: int, kept: int) -> None:
        self.total, self.done = total, kept
        self._kept = kept
        self._begun = time.monotonic()

    @property
    def rate(self) -> float:
        """Files a second."""
        return (self.done - self._kept) / max(time.monotonic() - self._begun, 0.001)

    @property
    def left(self) -> float:
        """Seconds."""
        return (self.total - self.done) / self.rate if self.rate else 0.0
