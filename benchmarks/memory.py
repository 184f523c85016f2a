"""The most memory that a process had at once.

On Linux the kernel's own figure for resource usage starts a new process with that of the process which
started it, so a small one cannot be told from its large parent; the status file can.
"""

import resource
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak_mb() -> float:
    """The peak of this process in MB."""
    if STATUS.is_file():
        found = peak_in(STATUS.read_text(encoding="utf-8", errors="replace"))
        if found is not None:
            return found
    return as_mb(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def peak_in(status: str) -> float | None:
    """The peak in MB that a status file tells; None where it tells none."""
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return None


def as_mb(usage: int) -> float:
    """What resource usage says, in MB: it counts in KB, on macOS in bytes."""
    return usage / (2**20 if sys.platform == "darwin" else 2**10)
