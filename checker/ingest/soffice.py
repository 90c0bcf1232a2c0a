"""LibreOffice as a program: where it is, and a profile in which it does nothing but convert.

The profile is new for each run and lies in a temporary folder, so that no setting, extension or
recovery of the user's own has a say. `registrymodifications.xcu` is LibreOffice's own format for
settings (its registry schema: officecfg/registry/schema/org/openoffice in its source).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from glob import glob
from pathlib import Path

VARIABLE = "FAZHI_SOFFICE"
_NAMES = ("soffice", "libreoffice", "loffice")
# Where it lies without being on the path: macOS, Windows, the packages of The Document Foundation, 统信 and 麒麟.
_PLACES = (
    "/Applications/LibreOffice*.app/Contents/MacOS/soffice",
    r"{ProgramFiles}\LibreOffice*\program\soffice.com",
    r"{ProgramFiles(x86)}\LibreOffice*\program\soffice.com",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/opt/apps/*libreoffice*/files/program/soffice",
    "/opt/apps/*libreoffice*/files/*/program/soffice",
)
_DEAD = "127.0.0.1", 9  # the port of "discard": nobody answers
_MEMORY = 1_000_000_000  # bytes, where the system can hold a program to it

_COMMON, _INET, _WRITER = "/org.openoffice.Office.Common", "/org.openoffice.Inet/Settings", "/org.openoffice.Office.Writer"
_SETTINGS: tuple[tuple[str, str, str | int | bool], ...] = (
    # No macro, whoever signed it; nothing that a document brings is active.
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel", 3),
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", True),
    (f"{_COMMON}/Security/Scripting", "DisableActiveContent", True),
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", True),
    ("/org.openoffice.Office.Java/VirtualMachine", "Enable", False),
    # Nothing is fetched: links are never updated (2), and all that asks for an address is sent to a port where nobody is.
    (f"{_WRITER}/Content/Update", "Link", 2),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", 2),
    (_INET, "ooInetProxyType", 2),
    *((_INET, f"ooInet{scheme}ProxyName", _DEAD[0]) for scheme in ("HTTP", "HTTPS", "FTP")),
    *((_INET, f"ooInet{scheme}ProxyPort", _DEAD[1]) for scheme in ("HTTP", "HTTPS", "FTP")),
    (_INET, "ooInetNoProxy", ""),
    # Nothing is left behind, and nothing of an earlier crash comes back.
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", False),
    ("/org.openoffice.Office.Recovery/AutoSave", "Enabled", False),
)


def find_soffice() -> Path | None:
    """LibreOffice's program: the one that `FAZHI_SOFFICE` names, the one on the path, or one in a usual place."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named) if Path(named).is_file() else None
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found)
    for pattern in _PLACES:
        for variable in ("ProgramFiles", "ProgramFiles(x86)"):
            pattern = pattern.replace(f"{{{variable}}}", os.environ.get(variable, r"C:\none"))
        for place in sorted(glob(pattern), reverse=True):  # the newest of several
            return Path(place)
    return None


def start(soffice: Path, arguments: list[str], profile: Path) -> subprocess.Popen[bytes]:
    """LibreOffice with `arguments` in a new profile at `profile`, in a process group of its own."""
    _write_profile(profile)
    command = [
        str(soffice),
        f"-env:UserInstallation={profile.resolve().as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard"),
        *arguments,
    ]
    proxy = f"http://{_DEAD[0]}:{_DEAD[1]}"
    environment = {**os.environ, **dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), proxy), "no_proxy": ""}
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, creationflags=flags)
    if sys.platform == "linux":
        command = [*_LIMITED, *command]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, start_new_session=True)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and all that it started; soffice is a launcher with the real one beneath it."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    else:
        import signal

        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


# Limits are set in a process between, since what runs between fork and exec is not safe beside threads.
_LIMITED = (
    sys.executable,
    *("-I", "-S", "-c"),
    f"import os, resource, sys; resource.setrlimit(resource.RLIMIT_DATA, ({_MEMORY}, {_MEMORY})); os.execv(sys.argv[1], sys.argv[1:])",
)


def _write_profile(profile: Path) -> None:
    from xml.sax.saxutils import escape  # brings half of Python's network with it, and few files need LibreOffice

    (profile / "user").mkdir(parents=True)
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{escape(_spelled(value))}</value></prop></item>\n'
        for path, name, value in _SETTINGS
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    head += 'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
    (profile / "user" / "registrymodifications.xcu").write_text(f"{head}{items}</oor:items>\n", encoding="utf-8")


def _spelled(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
