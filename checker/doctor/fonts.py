"""The fonts of official documents (GB/T 9704—2012, 5.2.2 and 7.3.3), or what stands in for them.

A program that opens the notice chooses a stand-in by itself; here it is only told which there are.
Where fontconfig is, it knows the names; elsewhere the files are known by theirs.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.doctor.part import NOTHING, Part, State, Text

_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Face:
    """A font that the notice asks for: `names` are its own, of families and of files without suffix; `stand_ins` those that may replace it."""

    title: str
    names: tuple[str, ...]
    stand_ins: tuple[str, ...]


FACES = (
    Face(
        "方正小标宋简体",
        ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "FZXBSJW", "FZXBSJW--GB1-0", "FZXBSK"),
        ("华文中宋", "STZhongsong", "STZHONGS", "宋体", "SimSun", "Songti", "Songti SC", "Source Han Serif SC", "Noto Serif CJK SC"),
    ),
    Face(
        "仿宋_GB2312",
        ("仿宋_GB2312", "FangSong_GB2312"),
        ("仿宋", "FangSong", "SIMFANG", "方正仿宋_GBK", "华文仿宋", "STFangsong", "STFANGSO"),
    ),
    Face(
        "楷体_GB2312",
        ("楷体_GB2312", "KaiTi_GB2312"),
        ("楷体", "KaiTi", "SIMKAI", "方正楷体_GBK", "华文楷体", "STKaiti", "Kaiti", "Kaiti SC"),
    ),
    Face(
        "黑体",
        ("黑体", "SimHei"),
        ("方正黑体_GBK", "华文黑体", "STHeiti", "STHeiti Medium", "Source Han Sans SC", "Noto Sans CJK SC"),
    ),
)
_TITLE = Text("公文字体", "fonts of official documents")
_PURPOSE = Text("整改反馈函的版面", "the layout of the notice")
_GET = Text(
    "安装单位已获授权的字体；缺字体不影响出函，只是版面略有出入，可在装有字体的电脑上打开、打印",
    "install fonts that the office has licensed; the notice is made without them, and looks right where they are",
)
_OFFLINE = Text("从单位装有 WPS 或 Office 的电脑拷来字体文件，在本机安装", "carry the font files in from an office machine with WPS or Office")


def fonts(names: Iterable[str] | None = None) -> Part:
    """The fonts among `names`, which are those of this machine unless given."""
    here = {_plain(name) for name in (_names() if names is None else names)}
    told = [_told(face, here) for face in FACES]
    state = State.OK if all(own for own, _ in told) else State.WARNING if all(text.zh for _, text in told) else State.MISSING
    lines = [text if text.zh else Text(f"{face.title}：没有", f"{face.title}: not here") for face, (_, text) in zip(FACES, told, strict=True)]
    found = Text("；".join(line.zh for line in lines), "; ".join(line.en for line in lines))
    return Part("fonts", state, _TITLE, _PURPOSE, found, *((NOTHING, NOTHING) if state is State.OK else (_GET, _OFFLINE)))


def _told(face: Face, here: set[str]) -> tuple[bool, Text]:
    """Whether the face itself is here, and what is said of it; nothing where neither it nor a stand-in is."""
    if any(_plain(name) in here for name in face.names):
        return True, Text(f"{face.title}：有", f"{face.title}: here")
    stand_in = next((name for name in face.stand_ins if _plain(name) in here), "")
    return False, Text(f"{face.title}：用 {stand_in} 代替", f"{face.title}: {stand_in} in its place") if stand_in else NOTHING


def _plain(name: str) -> str:
    return name.strip().lower()


def _names() -> Iterator[str]:
    """The families that fontconfig knows, and the names of the files in the usual folders without their suffix."""
    yield from _families()
    for folder in _folders():
        for _, _, files in os.walk(folder):
            yield from (Path(file).stem for file in files)


def _families() -> list[str]:
    try:
        done = subprocess.run(["fc-list", "--format", "%{family}\n"], stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return []
    return done.stdout.decode("utf-8", errors="replace").replace("\n", ",").split(",")


def _folders() -> list[Path]:
    if sys.platform == "win32":
        own = os.environ.get("LOCALAPPDATA", "")
        return [Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "Fonts"), *([Path(own, "Microsoft", "Windows", "Fonts")] if own else [])]
    home = Path.home()
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", home / ".local" / "share" / "fonts"]
