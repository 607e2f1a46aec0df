"""Rows that say the same thing twice."""

from ingest.layout import Layout
from ingest.tables.typed import Typed


def find_duplicates(
    layout: Layout, typed: list[Typed], good: list[int], rows: list[int]
) -> list[tuple[int, list[Typed], int]]:
    """(position, columns of the key, row it repeats) of rows to reject. Of identical rows the first
    stays; of rows with one key and different content none does."""
    by_name = {t.spec.name: t for t in typed if not t.subject}
    everything = [t.column.values for t in typed]
    found: dict[int, tuple[int, list[Typed], int]] = {}
    for key in layout.unique:
        # a column that need not be there is blank in every row
        if any(name not in by_name and layout.by_name[name].required for name in key):
            continue
        here = [by_name[name] for name in key if name in by_name]
        columns = [t.column.values for t in here]
        keys = _keys(columns, good)
        if len(set(keys)) == len(keys):
            continue
        groups: dict[object, list[int]] = {}
        for position, identity in zip(good, keys, strict=True):
            groups.setdefault(identity, []).append(position)
        for members in groups.values():
            if len(members) == 1:
                continue
            contents = {tuple(values[p] for values in everything) for p in members}
            for p in members[len(contents) == 1 :]:
                other = members[0] if p != members[0] else members[1]
                found.setdefault(p, (p, here, rows[other]))
    return list(found.values())


def _keys(columns: list[list], good: list[int]) -> list:
    """What identifies each good row: a value, or several as a tuple."""
    chosen = [[values[position] for position in good] for values in columns]
    return chosen[0] if len(chosen) == 1 else list(zip(*chosen, strict=True))
