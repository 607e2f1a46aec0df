"""A bureau's folders as `ingest` knows them, for tests."""

import os
from pathlib import Path

import duckdb

from ingest.kept import register
from ingest.kept.index import manifests
from ingest.kept.store import Manifest
from ingest.run import IngestResult, ingest_paths
from tests.unit.ingest_books import (
    class_sheet,
    write,
)

T1, T2, T3 = (f"2026-03-0{day}T00:00:00Z" for day in (1, 2, 3))
CLASSES = class_sheet(["一年级", "1班", 40], ["二年级", "1班", 41])


class Bureau:
    """A home with only the folders that ingest knows."""

    def __init__(self, root: Path):
        self.inbox, self.restricted, self.returned = (
            root / name for name in ("inbox", "restricted", "returned")
        )
        self.inbox.mkdir()

    def put(self, name: str, data: bytes, modified: int = 1_770_000_000) -> Path:
        path = write(self.inbox / name, data)
        os.utime(path, (modified, modified))
        return path

    def ingest(self, at: str = T1, *paths: Path, **more: object) -> IngestResult:
        """The inbox, or files that are named and stay."""
        more = {"move": not paths, "workers": 1, "inbox": self.inbox} | more
        given = list(paths) or [self.inbox]
        return ingest_paths(given, self.restricted, self.returned, received_at=at, **more)

    def rows(self, table: str, columns: str = "*", where: str = "true") -> list[tuple]:
        paths = [str(path) for path in register.raw_tables(self.restricted)[table]]
        query = f"select {columns} from read_parquet($1, hive_partitioning = false) where {where}"
        return duckdb.execute(f"{query} order by all", [paths]).fetchall()

    def manifests(self) -> dict[str, Manifest]:
        return {manifest.name: manifest for manifest in manifests(self.restricted)}

    def sent_back(self) -> list[str]:
        return sorted(str(p.relative_to(self.returned)) for p in self.returned.rglob("*.xlsx"))
