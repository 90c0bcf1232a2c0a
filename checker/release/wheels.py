"""The wheels that a target needs, fetched by pip and proved to be all of them.

`pip download --platform` chooses wheels for another system but reads environment markers as on this
one, so that what only Windows needs is not fetched on Linux. What is lacking is found by walking the
metadata of the wheels with the target's own markers, and asked for again.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

from checker.release.targets import Target

_ROUNDS = 5  # a lacking wheel may lack others


class FetchError(Exception):
    """Wheels that could not be had; the message says which, for what target, and what pip said."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel and what its metadata say."""

    path: Path
    name: str
    version: Version
    metadata: Message

    @property
    def requires(self) -> list[Requirement]:
        """What it depends on, markers and extras included."""
        return [Requirement(line) for line in self.metadata.get_all("Requires-Dist") or ()]


def read_wheel(path: Path) -> Wheel:
    """A wheel from its file. Raises `ValueError` where it has no metadata."""
    name, version, _, _ = parse_wheel_filename(path.name)
    with zipfile.ZipFile(path) as archive:
        inside = next((n for n in archive.namelist() if n.count("/") == 1 and n.endswith(".dist-info/METADATA")), None)
        if inside is None:
            raise ValueError(f"{path.name}: no METADATA")
        metadata = HeaderParser().parsestr(archive.read(inside).decode("utf-8", errors="replace"))
    return Wheel(path, name, version, metadata)


def fetch(own: Path, extras: Iterable[str], target: Target, folder: Path) -> list[Wheel]:
    """The wheels in `folder` that the project's `own` wheel with its `extras` needs on `target`, itself left out.

    Raises `FetchError` where one is not to be had as a wheel for that target.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chosen = sorted(extras)
    root = f"{own}[{','.join(chosen)}]" if chosen else str(own)
    asked: list[str] = []
    for _ in range(_ROUNDS):
        _download([root, *asked], target, folder)
        wheels = {wheel.name: wheel for wheel in map(read_wheel, sorted(folder.glob("*.whl")))}
        needed = lacking(read_wheel(own), chosen, wheels, target)
        if not needed:
            del wheels[canonicalize_name(read_wheel(own).name)]
            return list(wheels.values())
        asked += [str(requirement) for requirement in needed]
    raise FetchError(f"{target.name}: still lacking {', '.join(asked)}")


def lacking(own: Wheel, extras: Iterable[str], wheels: Mapping[str, Wheel], target: Target) -> list[Requirement]:
    """What `own` needs on `target`, directly or not, that no wheel in `wheels` (by name) satisfies; without markers."""
    missing: dict[str, Requirement] = {}
    seen: set[tuple[str, str]] = set()
    waiting: list[tuple[Wheel, str]] = [(own, extra) for extra in ("", *extras)]
    while waiting:
        wheel, extra = waiting.pop()
        if (wheel.name, extra) in seen:
            continue
        seen.add((wheel.name, extra))
        for requirement in _applying(wheel, extra, target):
            found = wheels.get(canonicalize_name(requirement.name))
            if found is None or not requirement.specifier.contains(found.version, prereleases=True):
                requirement.marker = None
                missing[str(requirement)] = requirement
            else:
                waiting += [(found, wanted) for wanted in ("", *requirement.extras)]
    return list(missing.values())


def _applying(wheel: Wheel, extra: str, target: Target) -> Iterator[Requirement]:
    for requirement in wheel.requires:
        if requirement.marker is None or requirement.marker.evaluate({**target.environment, "extra": extra}):
            yield requirement


def _download(requirements: list[str], target: Target, folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--only-binary=:all:", "--dest", str(folder)]
    command += ["--python-version", target.python, "--implementation", "cp"]
    for tag in target.tags:
        command += ["--platform", tag]
    done = subprocess.run([*command, *requirements], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise FetchError(f"{target.name}: {' '.join(errors) or done.stderr.strip()[-500:]}")
