"""The folders of one bureau's data and who may enter them."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Home:
    """Where one bureau's data live; paths only, nothing is created until `prepare`."""

    root: Path

    @property
    def inbox(self) -> Path:
        """Files to take in; what stays there was held back."""
        return self.root / "inbox"

    @property
    def returned(self) -> Path:
        """Workbooks to send back, a folder a sender."""
        return self.root / "returned"

    @property
    def restricted(self) -> Path:
        """Everything about persons: kept files, rows, keys, databases."""
        return self.root / "restricted"

    @property
    def work(self) -> Path:
        """What a running night uses; may be deleted between runs."""
        return self.restricted / "work"

    @property
    def candidate(self) -> Path:
        """The database being built; one fixed name, so that dbt need not parse anew."""
        return self.work / "candidate.duckdb"

    @property
    def received(self) -> Path:
        """What the gate of received rows reads while the candidate is being built."""
        return self.work / "received.duckdb"

    @property
    def dev(self) -> Path:
        """The database of `load` and a plain `dbt build`."""
        return self.work / "dev.duckdb"

    @property
    def kept(self) -> Path:
        """Whole databases of published runs, `<run>.duckdb`."""
        return self.restricted / "warehouse"

    @property
    def audit(self) -> Path:
        """One record a run, whatever its end."""
        return self.restricted / "audit"

    @property
    def published(self) -> Path:
        """Published runs and the pointer `CURRENT`."""
        return self.root / "published"

    @property
    def what_if(self) -> Path:
        """Answers to what-ifs: for the bureau's staff, and never part of a publication."""
        return self.root / "whatif"

    @property
    def logs(self) -> Path:
        """Engineers' logs, without personal data."""
        return self.root / "logs"

    def prepare(self) -> "Home":
        """Create the folders; close those that hold personal data to everybody else."""
        self.root.mkdir(parents=True, exist_ok=True)
        for folder in (self.inbox, self.returned, self.restricted):
            folder.mkdir(mode=0o700, exist_ok=True)
            folder.chmod(0o700)
        for folder in (self.work, self.kept, self.audit):
            folder.mkdir(mode=0o700, exist_ok=True)
        self.published.mkdir(mode=0o750, exist_ok=True)
        self.logs.mkdir(mode=0o700, exist_ok=True)
        return self


def open_home(path: Path | str) -> Home:
    """The home at `path`, made absolute; nothing on disk is touched."""
    return Home(Path(path).expanduser().resolve())
