"""Packs: the rows of one form, county and period in one immutable folder.

A pack is named by the hash of its members (file, layout, reader, keys, answers of the
reference). When a member changes, a new pack is made; the members that stay are copied from the
old one. Old packs stay until they are pruned, for a published run names the packs it read.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ingest.kept.schema import CELL_MAP, PROBLEM, SHEET, row_schema
from ingest.kept.staged import Staged
from ingest.kept.store import Manifest, Submission, read_current
from ingest.layout import Layouts
from ingest.problems import Problem
from ingest.reference import answers_hash
from warehouse.files import read_json, sync_folder, write_json

_PLAIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,59}")
TABLES = ("rows", "problem", "sheet", "cell_map")


def group_of(submission: Submission) -> str:
    """The folder of a submission's packs. A period written by a clerk (考试编号) becomes part of
    a path only if it is plain."""
    period = submission.period
    if not _PLAIN.fullmatch(period):
        period = f"x{hashlib.sha256(period.encode()).hexdigest()[:16]}"
    return f"{submission.form}/{submission.county_id}/{period}"


def folder_in_force(restricted: Path, group: str) -> Path:
    """The pack of a group that is in force."""
    return restricted / "rows" / group / read_current(restricted)["packs"][group]


def is_whole(folder: Path) -> bool:
    """Whether a pack is there with all its tables: rows can be made again from the kept files."""
    parts = ["pack.json", *(f"{table}.parquet" for table in TABLES)]
    return all((folder / part).exists() for part in parts)


def holds(restricted: Path, manifest: Manifest, submission: Submission) -> bool:
    """Whether the pack in force has the rows of a submission."""
    group = group_of(submission)
    name = read_current(restricted)["packs"].get(group, "-")
    folder = restricted / "rows" / group / name
    return is_whole(folder) and member_key(manifest, submission.form) in _members(folder)


def member_key(manifest: Manifest, form: str) -> str:
    """Changes whenever the rows of a file in this form could."""
    parts = (manifest.file, form, manifest.layouts.get(form, ""), str(manifest.reader),
             manifest.key_id, answers_hash(manifest.asked))  # fmt: skip
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def groups(known: Iterable[Manifest]) -> dict[str, dict[str, Manifest]]:
    """{group: {member key: manifest}} of everything accepted."""
    found: dict[str, dict[str, Manifest]] = {}
    for manifest in known:
        if manifest.status == "accepted":
            for submission in manifest.submissions:
                key = member_key(manifest, submission.form)
                found.setdefault(group_of(submission), {})[key] = manifest
    return found


def pack_hash(members: dict[str, Manifest]) -> str:
    """The name of a pack."""
    return hashlib.sha256("\n".join(sorted(members)).encode()).hexdigest()[:24]


def _members(folder: Path) -> dict[str, str]:
    return (read_json(folder / "pack.json") or {"members": {}})["members"]


def _members_of_whole(folder: Path) -> dict[str, str]:
    return _members(folder) if is_whole(folder) else {}


def lacking(restricted: Path, wanted: dict[str, dict[str, Manifest]], fresh: set[str]) -> set[str]:
    """Files that must be read again because no pack and no fresh reading has their rows."""
    current, files = read_current(restricted)["packs"], set()
    for group, members in wanted.items():
        folder = restricted / "rows" / group
        if is_whole(folder / pack_hash(members)):
            continue
        old = _members_of_whole(folder / current.get(group, "-"))
        files |= {m.file for key, m in members.items() if key not in old and m.file not in fresh}
    return files


def build_packs(restricted: Path, layouts: Layouts, wanted: dict[str, dict[str, Manifest]],
                fresh: dict[str, list[Staged]]) -> dict[str, str]:  # fmt: skip
    """Make the packs that are not there yet; {group: pack hash} of all that are in force."""
    current, result = read_current(restricted)["packs"], {}
    for group, members in sorted(wanted.items()):
        name = result[group] = pack_hash(members)
        folder = restricted / "rows" / group
        if not is_whole(folder / name):
            _build(folder, name, current.get(group, "-"), group, layouts, members, fresh)
    return result


def _build(folder: Path, name: str, old_name: str, group: str, layouts: Layouts,
           members: dict[str, Manifest], fresh: dict[str, list[Staged]]) -> None:  # fmt: skip
    layout = layouts.forms[group.partition("/")[0]]
    schemas = {"rows": row_schema(layout), "problem": PROBLEM, "sheet": SHEET, "cell_map": CELL_MAP}
    pieces: dict[str, list[pa.Table]] = {table: [] for table in TABLES}
    old, kept = _members_of_whole(folder / old_name), []
    for key, manifest in sorted(members.items(), key=lambda item: item[1].file):
        staged = [s for s in fresh.get(manifest.file, []) if group_of(s.submission) == group]
        if not staged and key in old:
            kept.append(manifest.file)
        for part in staged:
            for table, piece in part_tables(manifest, part).items():
                pieces[table].append(piece)
    for table in TABLES if kept else ():
        whole = pq.read_table(folder / old_name / f"{table}.parquet", schema=schemas[table])
        pieces[table].append(whole.filter(pc.is_in(whole["_file"], pa.array(kept))))
    tables = {}
    for table in TABLES:
        whole = pa.concat_tables([schemas[table].empty_table(), *pieces[table]])
        tables[table] = _in_order(whole)
    _write(folder, name, tables, {key: m.file for key, m in members.items()})


def _in_order(table: pa.Table) -> pa.Table:
    """By file, the order within a file kept: the same members give the same bytes."""
    place = pa.array(range(table.num_rows), pa.int64())
    order = pc.sort_indices(table.append_column("-", place),
                            sort_keys=[("_file", "ascending"), ("-", "ascending")])  # fmt: skip
    return table.take(order).combine_chunks()


def _write(folder: Path, name: str, tables: dict[str, pa.Table], members: dict[str, str]) -> None:
    """Write aside, then rename: a pack is whole or absent."""
    aside = folder / f".{name}.{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=0o700, parents=True)
    for table, content in tables.items():
        write_table(aside / f"{table}.parquet", content)
    write_json(aside / "pack.json", {"members": members}, 0o600)
    target = folder / name
    shutil.rmtree(target, ignore_errors=True)
    aside.rename(target)
    sync_folder(folder)


def write_table(path: Path, table: pa.Table) -> None:
    """Parquet, for the owner only."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as target:
        pq.write_table(table, target, compression="zstd")
        target.flush()
        os.fsync(target.fileno())


def part_rows(part: Staged) -> pa.Table:
    """The rows of a part."""
    with pa.memory_map(str(part.rows)) as source:
        source.seek(part.at)
        return pa.ipc.open_stream(source).read_all()


def part_tables(manifest: Manifest, part: Staged) -> dict[str, pa.Table]:
    """A part as the four tables of a pack."""
    file, submission = manifest.file, part.submission
    sheets = [{"_file": file, "form": submission.form, "sheet": sheet, **vars(counts)}
              for sheet, counts in part.sheets.items()]  # fmt: skip
    cells = [{"_file": file, **entry} for entry in part.cell_map]
    return {
        "rows": part_rows(part),
        "problem": problem_table((p, submission, manifest) for p in part.problems),
        "sheet": pa.Table.from_pylist(sheets, SHEET),
        "cell_map": pa.Table.from_pylist(cells, CELL_MAP),
    }


def problem_table(problems: Iterable[tuple[Problem, Submission, Manifest]]) -> pa.Table:
    """Problems as the raw table shows them."""
    return pa.Table.from_pylist([{
        "_file": manifest.file, "file_name": manifest.name, "form": submission.form,
        "county_id": submission.county_id, "sender_id": submission.sender_id,
        "period": submission.period, "level": p.level, "sheet": p.sheet, "row_number": p.row,
        "column_letter": p.column, "cell": p.cell, "field": p.field, "code": p.code,
        "found": p.found, "expected": p.expected, "action": p.action,
        "layout_line": p.layout_line,
    } for p, submission, manifest in problems], PROBLEM)  # fmt: skip
