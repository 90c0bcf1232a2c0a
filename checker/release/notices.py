"""The licences of what the archive brings: a table, and the licence texts out of the wheels themselves."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath

from checker.release.wheels import Wheel

_NAMES = ("license", "licence", "copying", "notice", "authors")
_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST = 60  # some packages put the whole text where its name belongs


def table(wheels: Iterable[Wheel]) -> str:
    """One line for each package in Markdown: name, version, licence as it states it, home page."""
    rows = {(wheel.name, str(wheel.version)): (licence(wheel), _home(wheel)) for wheel in wheels}
    lines = ["# 第三方软件许可", "", "各软件包的许可全文在同名文件夹里，也在各自的 wheel 文件里。", "", "| 软件包 | 版本 | 许可 | 主页 |", "|---|---|---|---|"]
    lines += [f"| {name} | {version} | {own} | {home} |" for (name, version), (own, home) in sorted(rows.items())]
    return "\n".join(lines) + "\n"


def licence(wheel: Wheel) -> str:
    """The licence that a wheel's metadata state: the expression, the classifiers, or the first line of the text."""
    metadata = wheel.metadata
    if expression := metadata.get("License-Expression"):
        return expression
    classifiers = [line.removeprefix(_CLASSIFIER) for line in metadata.get_all("Classifier") or () if line.startswith(_CLASSIFIER)]
    if classifiers:
        return "; ".join(classifiers)
    first = (metadata.get("License") or "").strip().splitlines()[:1]
    return first[0][:_LONGEST].replace("|", "/") if first else "见许可文本"


def texts(wheel: Wheel) -> dict[str, bytes]:
    """The licence texts in a wheel, by the name of the file to write (`numpy/LICENSE.txt`)."""
    found = {}
    with zipfile.ZipFile(wheel.path) as archive:
        for name in archive.namelist():
            path = PurePosixPath(name)
            if path.parts[0].endswith(".dist-info") and not name.endswith("/") and (path.name.lower().startswith(_NAMES) or "licenses" in path.parts):
                inner = "-".join(part for part in path.parts[1:] if part not in ("licenses", "license_files"))
                found[f"{wheel.name}/{inner}"] = archive.read(name)
    return found


def _home(wheel: Wheel) -> str:
    urls = dict(line.split(", ", 1) for line in wheel.metadata.get_all("Project-URL") or () if ", " in line)
    return wheel.metadata.get("Home-page") or next(iter(urls.values()), "")
