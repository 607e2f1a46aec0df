"""The schools and counties to send templates to, from the newest lists that were taken in."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from ingest.kept import packs
from ingest.kept.index import manifests
from ingest.kept.store import Submission, in_force
from ingest.layout import Layout, Layouts
from ingest.text import normal


@dataclass(frozen=True)
class Sender:
    """A school or county by its code and its names, of which the first is shown."""

    id: str
    names: tuple[str, ...]

    def is_called(self, text: str) -> bool:
        """Whether a text is its code or one of its names."""
        return normal(text) in map(normal, (self.id, *self.names))


@dataclass
class Senders:
    """All that are known, by level (school, county) and code."""

    known: dict[str, dict[str, Sender]] = field(default_factory=dict)

    def of(self, level: str) -> list[Sender]:
        """Those of a level, by code."""
        return [sender for _, sender in sorted(self.known.get(level, {}).items())]

    def find(self, level: str, text: str) -> Sender | None:
        """The only one that a text names."""
        found = [sender for sender in self.of(level) if sender.is_called(text)]
        return found[0] if len(found) == 1 else None


def newest_senders(restricted: Path, layouts: Layouts) -> Senders:
    """Those of each county's newest list; none where no list was taken in, or its rows are gone
    and wait to be read again."""
    senders = Senders()
    lists = {
        key: manifest
        for key, manifest in sorted(in_force(manifests(restricted)).items())
        if "school" in layouts.forms[key[0]].provides
    }
    newest = {key[:3]: key for key in lists}
    for key in newest.values():
        manifest = lists[key]
        submission = next(s for s in manifest.submissions if s.key == key)
        if packs.holds(restricted, manifest, submission):
            for row in _rows(restricted, manifest.file, submission):
                _add(senders, layouts.forms[key[0]], row)
    return senders


def _rows(restricted: Path, file: str, submission: Submission) -> list[dict]:
    folder = packs.folder_in_force(restricted, packs.group_of(submission))
    return pq.read_table(folder / "rows.parquet", filters=[("_file", "=", file)]).to_pylist()


def _add(senders: Senders, layout: Layout, row: dict) -> None:
    for level, provided in layout.provides.items():
        names: list[str] = []
        for column in provided.names:
            marks, text = layout.by_name[column].list_separators, row[column] or ""
            names += re.split(f"[{re.escape(marks)}]", text) if marks else [text]
        sender = Sender(row[provided.id], tuple(filter(None, map(str.strip, names))))
        senders.known.setdefault(level, {})[sender.id] = sender
