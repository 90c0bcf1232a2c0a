"""`make bundle`: one archive that installs fazhi where there is no network.

`python -m checker.release.bundle --docs build/docs` writes dist/fazhi-VERSION-offline.zip: wheels for
each target in one folder, install scripts, the documentation, sample reports, licences and SHA256SUMS.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

from checker.release import notices
from checker.release.targets import PLATFORMS, PYTHONS, Target, targets
from checker.release.wheels import FetchError, Wheel, fetch, read_wheel

ROOT = Path(__file__).parents[2]
_FILES = Path(__file__).parent / "files"
SUMS = "SHA256SUMS"
_SAMPLES = ("qingyan.txt", "liujin.md")
_DATE = (1980, 1, 1, 0, 0, 0)  # the same input gives the same archive
_RUNNABLE = (".sh",)


def build(out: Path, wanted: Sequence[Target], extras: Sequence[str], docs: Path | None) -> Path:
    """Writes the archive into the folder `out` and returns its path. `docs` is the built documentation.

    Raises `FetchError` where a wheel is not to be had.
    """
    with tempfile.TemporaryDirectory(prefix="fazhi-bundle-") as work:
        own = _own_wheel(Path(work) / "own")
        folder = Path(work) / f"fazhi-{own.version}-offline"
        wheels = {own.path.name: own}
        for target in wanted:
            started = time.monotonic()
            fetched = fetch(own.path, extras, target, Path(work) / target.name)
            wheels.update((wheel.path.name, wheel) for wheel in fetched)
            print(f"{target.name}: {len(fetched)} wheels, {time.monotonic() - started:.0f} s", file=sys.stderr)
        _fill(folder, list(wheels.values()), extras, docs)
        (folder / SUMS).write_text(sums(folder), "utf-8", newline="\n")
        out.mkdir(parents=True, exist_ok=True)
        return _zip(folder, out / f"{folder.name}.zip")


def sums(folder: Path) -> str:
    """A line `digest  path` for each file beneath `folder` but the list itself, as `sha256sum -c` reads it."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return "".join(f"{hashlib.sha256((folder / path).read_bytes()).hexdigest()}  {path}\n" for path in paths if path != SUMS)


def _own_wheel(folder: Path) -> Wheel:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    [path] = folder.glob("*.whl")
    return read_wheel(path)


def _fill(folder: Path, wheels: Sequence[Wheel], extras: Sequence[str], docs: Path | None) -> None:
    (folder / "wheels").mkdir(parents=True)
    licences = folder / "licenses"
    for wheel in wheels:
        shutil.copyfile(wheel.path, folder / "wheels" / wheel.path.name)
        for name, text in notices.texts(wheel).items():
            (licences / name).parent.mkdir(parents=True, exist_ok=True)
            (licences / name).write_bytes(text)
    (licences / "README.md").write_text(notices.table(wheels), "utf-8", newline="\n")
    for file in sorted(_FILES.iterdir()):
        ends = "\r\n" if file.suffix == ".bat" else "\n"
        (folder / file.name).write_text(file.read_text("utf-8"), "utf-8", newline=ends)
    (folder / "extras.txt").write_text("".join(f"{extra}\n" for extra in extras), "utf-8", newline="\n")
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE")
    samples = folder / "samples"
    samples.mkdir()
    for name in _SAMPLES:
        shutil.copyfile(ROOT / "reports" / name, samples / name)
    if docs is not None:
        shutil.copytree(docs, folder / "docs")


def _zip(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo((Path(folder.name) / file.relative_to(folder)).as_posix(), _DATE)
            entry.create_system = 3  # Unix, so that the next line is understood
            entry.external_attr = (0o100755 if file.suffix in _RUNNABLE else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_STORED if file.suffix == ".whl" else zipfile.ZIP_DEFLATED
            with file.open("rb") as source, archive.open(entry, "w", force_zip64=True) as sink:
                shutil.copyfileobj(source, sink)
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: exit status 0, or 1 where the archive could not be made."""
    parser = argparse.ArgumentParser(prog="python -m checker.release.bundle", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--docs", type=Path, help="the built documentation, to go with it")
    parser.add_argument("--platform", nargs="+", default=PLATFORMS, choices=PLATFORMS)
    parser.add_argument("--python", nargs="+", default=PYTHONS, choices=PYTHONS)
    parser.add_argument("--extras", nargs="*", default=(), help="e.g. ocr")
    given = parser.parse_args(arguments)
    started = time.monotonic()
    try:
        path = build(given.out, targets(tuple(given.platform), tuple(given.python)), given.extras, given.docs)
    except FetchError as error:
        print(f"bundle: {error}", file=sys.stderr)
        return 1
    print(f"{path}: {path.stat().st_size / 1e6:.0f} MB, {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
