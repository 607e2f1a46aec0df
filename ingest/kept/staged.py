"""What waits to become part of a pack. Light to import: every worker does."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.kept.counts import Counts
from ingest.kept.store import Submission
from ingest.problems import Problem


@dataclass
class Staged:
    """A freshly read part of a file; its rows wait in an Arrow file."""

    submission: Submission
    rows: Path
    problems: list[Problem] = field(default_factory=list)
    sheets: dict[str, Counts] = field(default_factory=dict)
    cell_map: list[dict[str, Any]] = field(default_factory=list)
