"""Installs fazhi from this folder into a virtual environment, without a network. Standard library only.

`python3 install.py [FOLDER]`, where FOLDER is where to; "fazhi" in the home folder unless given.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHONS = ((3, 11), (3, 12), (3, 13))


def say(text: str) -> None:
    """A line to the screen, whatever characters it has."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def damaged() -> list[str]:
    """The files that are not as SHA256SUMS says: changed on the way, or missing."""
    wrong = []
    for line in (HERE / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = HERE / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            wrong.append(name)
    return wrong


def main() -> int:
    """0 installed, 1 not; the screen says why."""
    if sys.version_info[:2] not in PYTHONS:
        known = "、".join(f"{a}.{b}" for a, b in PYTHONS)
        say(f"本安装包用于 Python {known}，现在运行的是 {sys.version.split()[0]}（{sys.executable}）。请装好其中之一再运行。")
        return 1
    if wrong := damaged():
        say("下列文件缺失或在传送中损坏，请重新拷贝安装包：\n  " + "\n  ".join(wrong))
        return 1
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path.home() / "fazhi").resolve()
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    say(f"安装到 {folder} ……")
    try:
        venv.create(folder, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        say(f"建不了虚拟环境（{error}）。Debian、统信、麒麟上请先装系统自带的 python3-venv；或换一个可写的文件夹：install FOLDER")
        return 1
    extras = ",".join((HERE / "extras.txt").read_text("utf-8").split())
    name = f"fazhi-checker[{extras}]" if extras else "fazhi-checker"
    pip = [str(binaries / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--find-links", str(HERE / "wheels"), name]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    # An index or wheels that this machine's pip is set to would not be this archive.
    environment["PIP_CONFIG_FILE"] = os.devnull
    if subprocess.run(pip, env=environment, check=False).returncode != 0:
        say("没有装成。若上面说 No matching distribution，是安装包里没有适合本机的软件包：请看 docs 里的《离线安装》。")
        return 1
    program = binaries / ("fazhi.exe" if os.name == "nt" else "fazhi")
    subprocess.run([str(program), "--version"], check=True)
    say(f"装好了。试一试：\n  {program} check {HERE / 'samples' / 'qingyan.txt'}\n看看本机还缺什么：\n  {program} doctor")
    return 0


if __name__ == "__main__":
    sys.exit(main())
