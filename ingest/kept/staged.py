"""What waits to become part of a pack. Light to import: every worker does."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.kept.counts import Counts
from ingest.kept.store import Submission
from ingest.problems import Problem


@dataclass
class Staged:
    """A freshly read part of a file; its rows wait as a stream of Arrow, which begins `at` a byte
    of a file that others stand in too."""

    submission: Submission
    rows: Path
    at: int
    problems: list[Problem] = field(default_factory=list)
    sheets: dict[str, Counts] = field(default_factory=dict)
    cell_map: list[dict[str, Any]] = field(default_factory=list)
