"""What fits a target, and whether nothing that it needs is lacking: on wheels written here."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from packaging.tags import parse_tag

from checker.release import notices
from checker.release.bundle import sums
from checker.release.targets import PLATFORMS, PYTHONS, Target, targets
from checker.release.wheels import Wheel, lacking, read_wheel

LINUX, ARM, WINDOWS = (Target(platform, "3.12") for platform in PLATFORMS)


def wheel(folder: Path, name: str, *metadata: str, version: str = "1.0", **files: str) -> Wheel:
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        info = f"{name}-{version}.dist-info"
        archive.writestr(f"{info}/METADATA", "\n".join([f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}", *metadata, "", "long text"]))
        for inside, text in files.items():
            archive.writestr(f"{info}/{inside}", text)
    return read_wheel(path)


def names(*wheels: Wheel) -> dict[str, Wheel]:
    return {wheel.name: wheel for wheel in wheels}


def test_there_is_a_target_for_each_system_and_python() -> None:
    assert [target.name for target in targets()] == [f"{platform}-py{python}" for platform in PLATFORMS for python in PYTHONS]
    with pytest.raises(ValueError, match="unknown: beos"):
        targets(("beos",))


@pytest.mark.parametrize(
    ("target", "tag", "fits"),
    [
        (LINUX, "manylinux_2_28_x86_64", True),
        (LINUX, "manylinux2014_x86_64", True),
        (LINUX, "manylinux_2_34_x86_64", False),  # newer than the systems of these offices have
        (LINUX, "musllinux_1_2_x86_64", False),
        (ARM, "manylinux_2_17_aarch64", True),
        (ARM, "manylinux_2_12_aarch64", False),
        (ARM, "manylinux2014_x86_64", False),
        (WINDOWS, "win_amd64", True),
        (WINDOWS, "win32", False),
    ],
)
def test_tags(target: Target, tag: str, fits: bool) -> None:
    assert all(t.platform == tag for t in parse_tag(f"py3-none-{tag}"))  # a tag that there is
    assert (tag in target.tags) is fits


def test_what_only_windows_needs_is_lacking_there_alone(tmp_path: Path) -> None:
    own = wheel(tmp_path, "own", 'Requires-Dist: colours>=2; sys_platform == "win32"', "Requires-Dist: plain")
    plain = wheel(tmp_path, "plain")
    assert lacking(own, (), names(plain), LINUX) == []
    assert [str(r) for r in lacking(own, (), names(plain), WINDOWS)] == ["colours>=2"]


def test_needs_of_needs_extras_and_versions_are_followed(tmp_path: Path) -> None:
    own = wheel(tmp_path, "own", "Requires-Dist: first", 'Requires-Dist: pictures[fast]; extra == "ocr"')
    first = wheel(tmp_path, "first", "Requires-Dist: second>=2", "Requires-Dist: own")  # in a circle
    second = wheel(tmp_path, "second", version="1.9")
    pictures = wheel(tmp_path, "pictures", 'Requires-Dist: speed; extra == "fast"', 'Requires-Dist: docs-only; extra == "docs"')
    wheels = names(own, first, second, pictures)
    assert [str(r) for r in lacking(own, (), wheels, LINUX)] == ["second>=2"]
    assert sorted(str(r) for r in lacking(own, ("ocr",), wheels, LINUX)) == ["second>=2", "speed"]


def test_licences_are_named_and_their_texts_kept(tmp_path: Path) -> None:
    new = wheel(tmp_path, "new", "License-Expression: MIT", "Project-URL: Home, https://example.org", **{"licenses/LICENSE": "the text"})
    old = wheel(tmp_path, "old", "License: BSD\n  a long text", "Classifier: License :: OSI Approved :: BSD License", LICENSE="another")
    silent = wheel(tmp_path, "silent")
    assert [notices.licence(w) for w in (new, old, silent)] == ["MIT", "BSD License", "见许可文本"]
    assert notices.texts(new) == {"new/LICENSE": b"the text"}
    assert notices.texts(old) == {"old/LICENSE": b"another"}
    assert "| new | 1.0 | MIT | https://example.org |" in notices.table([old, new, silent])


def test_sums_are_those_that_sha256sum_reads(tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / "a").write_bytes(b"")
    (tmp_path / "SHA256SUMS").write_bytes(b"not itself")
    assert sums(tmp_path) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  wheels/a\n"
