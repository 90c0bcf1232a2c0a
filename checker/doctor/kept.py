"""The cache of compiled rulebooks: where it is, and whether it can be written."""

from __future__ import annotations

from checker.doctor.part import Part, State, Text

_ELSEWHERE = Text(
    "不影响检查，只是每次启动慢一些。要用缓存，把环境变量 FAZHI_CACHE 设为一个自己能写的文件夹",
    "reports are checked all the same, each start takes a little longer. For a cache, name a folder that is yours to write in FAZHI_CACHE",
)


def cache() -> Part:
    """The cache."""
    from checker.reading.cache import OFF, VARIABLE, folder, writable

    title, purpose = Text("规则库缓存", "cache of rulebooks"), Text("启动快一些", "a quicker start")
    place = folder()
    if place is None:
        found = Text(f"没有开（{VARIABLE}={OFF}，或者没有用户文件夹）", f"off ({VARIABLE}={OFF}, or the user has no folder)")
        return Part("cache", State.MISSING, title, purpose, found, _ELSEWHERE)
    if not writable(place):
        return Part("cache", State.WARNING, title, purpose, Text(f"{place}：写不了", f"{place}: cannot be written"), _ELSEWHERE)
    return Part("cache", State.OK, title, purpose, Text(f"{place}（可以随时删除）", f"{place} (may be deleted at any time)"))
