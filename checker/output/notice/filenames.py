"""Names for the notices of several units, safe on every system."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from checker.judging.checklist import Checklist
from checker.output.layout import one_line

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")  # names that Windows keeps for devices
_WHAT = "整改反馈函"
_ROOM = 60  # characters; with 3 bytes each, far below the 255 bytes of common file systems


def notice_names(checklists: Sequence[Checklist]) -> tuple[str, ...]:
    """`石碾乡人民政府整改反馈函.docx` for each report; two reports of a unit are told apart by the name of their files, then by number."""
    names = [safe_name(checklist.unit) or safe_name(_stem(checklist)) or "notice" for checklist in checklists]
    count = Counter(name.lower() for name in names)
    names = [f"{name}（{safe_name(_stem(c))}）" if count[name.lower()] > 1 else name for name, c in zip(names, checklists, strict=True)]
    taken: set[str] = set()
    unique = []
    for name in names:
        free, number = name, 2
        while free.lower() in taken:  # systems that tell no capitals apart
            free, number = f"{name}-{number}", number + 1
        taken.add(free.lower())
        unique.append(f"{free}{_WHAT}.docx")
    return tuple(unique)


def _stem(checklist: Checklist) -> str:
    return PurePath(checklist.source.replace("\\", "/")).stem


def safe_name(name: str) -> str:
    """`name` as a part of a file's name that every system takes; empty where nothing of it can stand there."""
    cleaned = _UNSAFE.sub("", one_line(name)).strip(" .")[:_ROOM].rstrip(" .")
    return f"_{cleaned}" if _RESERVED.match(cleaned) else cleaned
