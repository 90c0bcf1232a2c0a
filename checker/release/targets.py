"""The systems that the archive is for: which wheels fit them, and what a requirement's markers are there.

Tags as in the platform compatibility specification of the Python Packaging User Guide. manylinux_2_28
is the newest taken: 统信 UOS 20 and 麒麟 V10 have glibc 2.28.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_NEWEST_GLIBC = 28  # 2.28
_LEGACY = ("manylinux2014", "manylinux2010", "manylinux1")
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = ("linux-x86_64", "linux-aarch64", "windows-amd64")


@dataclass(frozen=True, slots=True)
class Target:
    """A system and a version of CPython (`3.12`)."""

    platform: str
    python: str

    @property
    def name(self) -> str:
        """For people and folders: `linux-x86_64-py3.12`."""
        return f"{self.platform}-py{self.python}"

    @property
    def tags(self) -> tuple[str, ...]:
        """The platform tags of wheels that run there, those without a platform aside."""
        system, _, machine = self.platform.partition("-")
        if system == "windows":
            return (f"win_{machine}",)
        lowest = 5 if machine == "x86_64" else 17  # the first glibc that manylinux knows for it
        newest = tuple(f"manylinux_2_{minor}_{machine}" for minor in range(_NEWEST_GLIBC, lowest - 1, -1))
        legacy = _LEGACY if machine == "x86_64" else _LEGACY[:1]
        return (*newest, *(f"{name}_{machine}" for name in legacy), f"linux_{machine}")

    @property
    def environment(self) -> Mapping[str, str]:
        """The values of environment markers there, as in the dependency specifiers specification."""
        system, _, machine = self.platform.partition("-")
        windows = system == "windows"
        return {
            "implementation_name": "cpython",
            "implementation_version": f"{self.python}.0",
            "os_name": "nt" if windows else "posix",
            "platform_machine": machine.upper() if windows else machine,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": "Windows" if windows else "Linux",
            "platform_version": "",
            "python_full_version": f"{self.python}.0",
            "python_version": self.python,
            "sys_platform": "win32" if windows else "linux",
        }


def targets(platforms: tuple[str, ...] = PLATFORMS, pythons: tuple[str, ...] = PYTHONS) -> list[Target]:
    """Each platform with each Python. Raises `ValueError` for a name that is not in `PLATFORMS` or `PYTHONS`."""
    for given, known in ((platforms, PLATFORMS), (pythons, PYTHONS)):
        if unknown := [name for name in given if name not in known]:
            raise ValueError(f"unknown: {' '.join(unknown)}; known: {' '.join(known)}")
    return [Target(platform, python) for platform in platforms for python in pythons]
