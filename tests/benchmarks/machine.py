"""The machine that is measured: one core of it, its memory, and what to say of it."""

from __future__ import annotations

import os
import platform
import sys


def pin() -> str:
    """Keeps this process and its children to one core, the last one that it may use; says how."""
    if not hasattr(os, "sched_setaffinity"):
        return "not pinned to a core: this system has no way for it"
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return f"pinned to core {core}"


def resident() -> float:
    """The memory that this process holds, in MB; NaN where nothing tells."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        try:
            import psutil
        except ImportError:
            return float("nan")
        return float(psutil.Process().memory_info().rss) / 1e6


def described() -> dict[str, str]:
    """Processor, system and Python."""
    processor = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            processor = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), processor)
    except OSError:
        pass
    return {"processor": processor, "cores": str(os.cpu_count()), "system": f"{platform.system()} {platform.machine()}", "python": sys.version.split()[0]}


def load() -> float:
    """How many processes wanted a processor over the last minute; NaN where nothing tells."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
