"""The shared list of codes: a cell may hold the code, its text or an alias."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

from ingest.text import normal

PATH = Path(__file__).parent.parent / "seeds" / "code_list.csv"


@dataclass(frozen=True)
class CodeList:
    """One list: accepted word → code, and code → Chinese name."""

    words: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def load_codes(path: Path = PATH) -> dict[str, CodeList]:
    """The lists by id. Raises ValueError when one word means two codes of a list."""
    lists: dict[str, CodeList] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            entry = lists.setdefault(row["list_id"], CodeList())
            entry.names[row["code"]] = row["name_zh"]
            words = [row["code"], row["name_zh"], *row["alias"].split("|")]
            for word in filter(None, map(normal, words)):
                if entry.words.setdefault(word, row["code"]) != row["code"]:
                    raise ValueError(f"{row['list_id']}: {word!r} means two codes")
    return lists
