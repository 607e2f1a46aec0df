"""A city's night: counties of 300 schools taken in from their workbooks, and in the packs beside
them as many scores as a city of a million pupils has. Those are the counties' own examinations
once more, under other names and at other days: what a pack holds, a night reads no otherwise
wherever its rows came from."""

import datetime as dt
import hashlib
import math
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.kept import RECEIVED

if TYPE_CHECKING:
    import pyarrow as pa

    from ingest.kept.store import Manifest, Submission
    from ingest.session import Session

SCHOOLS_OF_A_COUNTY, PUPILS_OF_A_SCHOOL, YEARS = 300, 306, 2
SCORES_OF_A_SCHOOL = 5_556
"""20 million of 3,600 schools."""
_FORMS = ("exam", "exam_candidate", "assessment")
_DAYS_BETWEEN = 5


def home(folder: Path, schools: int) -> Path:
    """A home that holds a city of so many schools in packs and has published nothing yet; made
    once for the reader and the layouts there are."""
    from ingest.layout import load_layouts
    from ingest.tables.reader import READER_VERSION
    from warehouse.files import read_json, write_json

    city, version = folder / f"city-{schools}", [READER_VERSION, load_layouts().hashes]
    if read_json(city / "ready.json") != version:
        shutil.rmtree(city, ignore_errors=True)
        city.mkdir(parents=True)
        _take_in(city, _workbooks(folder, schools))
        multiply_examinations(city, schools * SCORES_OF_A_SCHOOL)
        write_json(city / "ready.json", version)
    shutil.rmtree(city / "published", ignore_errors=True)
    for part in ("warehouse", "audit", "work"):
        shutil.rmtree(city / "restricted" / part, ignore_errors=True)
    return city


def scores(city: Path) -> int:
    """The rows of scores in the packs in force."""
    import pyarrow.parquet as pq

    from ingest.kept.store import read_current

    restricted = city / "restricted"
    packs = [restricted / "rows" / group / name
             for group, name in read_current(restricted)["packs"].items()
             if group.startswith("assessment/")]  # fmt: skip
    return sum(pq.read_metadata(pack / "rows.parquet").num_rows for pack in packs)


def _take_in(city: Path, workbooks: Path) -> None:
    from refresh.intake import read_files
    from warehouse.home import open_home
    from warehouse.settings import Settings

    opened = open_home(city).prepare()
    read_files(opened, Settings(), RECEIVED, lambda done, total: None, [workbooks])


def _workbooks(folder: Path, schools: int) -> Path:
    from sample import write_county

    sample = folder / f"city-{schools}-schools"
    if not (sample / "truth.json").exists():  # written last
        counties = math.ceil(schools / SCHOOLS_OF_A_COUNTY)
        each = schools // counties
        write_county(sample, schools=each, pupils=each * PUPILS_OF_A_SCHOOL, years=YEARS,
                     counties=counties, is_told=False)  # fmt: skip
    return sample / "files"


def multiply_examinations(city: Path, wanted: int) -> None:
    """Have every examination of a home so often that there are `wanted` rows of scores or more,
    as kept files of their own with packs of their own. Their bytes are nowhere: they are never
    read again, for nothing that was asked of them can come to be answered otherwise."""
    from ingest.books.limits import Limits
    from ingest.kept.index import manifests
    from ingest.kept.keys import load_keys
    from ingest.pool import Pool
    from ingest.session import Session, new_reader
    from ingest.staging import staging_folder
    from ingest.take import write_packs
    from warehouse.home import open_home

    restricted = open_home(city).restricted
    keys = load_keys(restricted)
    reader = new_reader(keys, Limits())
    with staging_folder(restricted) as staging, Pool(reader) as pool:
        session = Session(restricted, reader, keys.id, pool, staging)
        session.known = {manifest.file: manifest for manifest in manifests(restricted)}
        given = [m for m in session.known.values() if m.status == "accepted"]
        given = [(m, parts) for m in given if (parts := _of_an_examination(m))]
        for turn in range(1, math.ceil(wanted / scores(city))):
            for manifest, parts in given:
                _sit_again(session, manifest, parts, turn)
        write_packs(session)


def _of_an_examination(manifest: "Manifest") -> list["Submission"]:
    parts = [part for part in manifest.submissions if part.form in _FORMS]
    return parts if any(part.form == "assessment" for part in parts) else []


def _sit_again(
    session: "Session", manifest: "Manifest", parts: list["Submission"], turn: int
) -> None:
    from ingest.kept.counts import Counts
    from ingest.kept.staged import Staged
    from ingest.kept.store import file_path
    from ingest.staged import Reading, lay_down

    file = hashlib.sha256(f"{manifest.file} {turn}".encode()).hexdigest()
    reading = Reading(kind=manifest.kind)
    for part in parts:
        again = replace(part, period=f"{part.period}-{turn}")
        rows = _rows(session.restricted, manifest, part, file, again.period, turn)
        counts = Counts(again.rows_in, again.rows_loaded, again.rows_rejected, again.rows_blank)
        place = lay_down(rows, session.staging / "again.arrow")
        reading.parts.append(Staged(again, *place, sheets={part.form: counts}))
        reading.submissions.append(again)
    file_path(session.restricted, file).parent.mkdir(mode=0o700, exist_ok=True)
    again = replace(manifest, file=file, submissions=reading.submissions, asked={})
    session.known[file], session.fresh[file] = again, reading


def _rows(
    restricted: Path, manifest: "Manifest", part: "Submission", file: str, exam_id: str, turn: int
) -> "pa.Table":
    """The rows of an examination as those of another, some days earlier."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from ingest.kept import packs

    folder = packs.folder_in_force(restricted, packs.group_of(part))
    wanted = [("_file", "=", manifest.file), ("sender_id", "=", part.sender_id)]
    rows = pq.read_table(folder / "rows.parquet", filters=wanted)
    for name, value in (("_file", file), ("exam_id", exam_id)):
        at = rows.schema.get_field_index(name)
        kind = rows.schema.field(at)
        rows = rows.set_column(at, kind, pa.repeat(pa.scalar(value, kind.type), len(rows)))
    if "exam_date" in rows.column_names:
        at = rows.schema.get_field_index("exam_date")
        kind, days = rows.schema.field(at), pa.scalar(dt.timedelta(days=_DAYS_BETWEEN * turn))
        earlier = pc.subtract(rows["exam_date"].cast(pa.timestamp("s")), days)
        rows = rows.set_column(at, kind, earlier.cast(kind.type))
    return rows
