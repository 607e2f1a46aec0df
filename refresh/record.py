"""One run while it goes on, and what is kept of it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from refresh.exits import Exit
from refresh.failures import AbsentError
from refresh.narrator import Narrator
from warehouse import runs
from warehouse.home import Home
from warehouse.settings import Settings


@dataclass
class Night:
    """One run and all it found out; `record` is what is kept of it."""

    home: Home
    settings: Settings
    narrator: Narrator
    as_of: str | None = None
    started_at: str = ""
    run_id: str = ""
    gates: list[Any] = field(default_factory=list)
    judge: Any = None
    """Who answers the gates' suites, while the run goes on (`expectations.judge.Judge`)."""
    record: dict[str, Any] = field(default_factory=dict)

    @property
    def aside(self) -> Path:
        """Where the publication is made before anybody can see it."""
        return self.home.work / f"publish-{self.run_id}"


def new_night(
    home: Home, settings: Settings, narrator: Narrator, as_of: str | None = None
) -> Night:
    """A run that begins now, under an id of its own."""
    now = runs.utc_now()
    return Night(home, settings, narrator, as_of, runs.stamp(now), runs.new_run_id(home, now))


def is_of_city(home: Home) -> bool:
    """Whether the last run of a home laid together what counties have published."""
    return "parts" in (runs.records(home) or [{}])[-1]


def require_own_rows(home: Home) -> None:
    """Raise AbsentError for a city's home: it has no rows, and a night would publish nothing."""
    if is_of_city(home):
        raise AbsentError("home_of_city", home.root)


def run_facts(record: dict[str, Any]) -> dict[str, Any]:
    """What a report prints about the run it was drawn from."""
    return {name: record.get(name) for name in ("run_id", "started_at", "as_of")}


def ending(record: dict[str, Any]) -> Exit:
    """How a run that published, or a taking-in, ends: 10 while somebody has something to mend."""
    counts = ("files_held", "files_passed_over", "rows_sent_back", "files_with_faults")
    return Exit.HELD if any(record.get(name) for name in counts) else Exit.DONE
