"""Which processes are ours."""

import os
from pathlib import Path


def children() -> set[int]:
    """The processes that this one has started and that are still there, ended or not."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
        except OSError:  # it ended meanwhile
            continue
        if int(after_name.split()[1]) == os.getpid():
            found.add(int(path.parent.name))
    return found
