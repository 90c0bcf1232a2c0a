"""`--waivers` and `--today`: accepted exceptions, for every command that judges."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.commands.common import FAILED, complain

if TYPE_CHECKING:
    from checker.judging import Checklist
    from checker.rulebook import Rulebook
    from checker.rulebook.waivers import Waiver


def waiver_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Both options; the command takes `waivers: str | None` and `today: datetime | None`."""
    waivers = click.option("--waivers", metavar="FILE.yaml", help="豁免清单：已经同意的例外（写法见 docs/waivers.md）。")
    today = click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="按哪一天核对豁免是否到期。  [default: 系统日期]")
    return waivers(today(command))


def waivers_or_exit(path: str | None, book: Rulebook) -> tuple[Waiver, ...]:
    """The accepted exceptions in a file; none without one. Where it has defects, they are told and the program ends with `FAILED`."""
    if path is None:
        return ()
    from checker.rulebook import RulebookError
    from checker.rulebook.waivers import load_waivers

    try:
        return load_waivers(Path(path), book)
    except RulebookError as error:
        complain(map(str, error.defects), prefix="")
        click.get_current_context().exit(FAILED)


def waived(checklists: Iterable[Checklist], accepted: tuple[Waiver, ...], today: datetime | None, book: Rulebook) -> list[Checklist]:
    """The checklists with the exceptions applied by the day `today` (None: the system's)."""
    from checker.judging.waiving import waive

    day = today.date() if today is not None else date.today()
    return [waive(checklist, accepted, book, day) for checklist in checklists] if accepted else list(checklists)
