"""The steps of a taking-in after and before the reading: keeping, packing, moving out, sending
back."""

from contextlib import suppress
from pathlib import Path

import pyarrow.parquet as pq

from ingest.kept import packs
from ingest.kept.collect import Found
from ingest.kept.faults import Faults
from ingest.kept.register import build_register
from ingest.kept.store import (
    ARCHIVE,
    Manifest,
    file_path,
    in_force,
    keep,
    read_current,
    write_manifest,
)
from ingest.problems import Problem, make
from ingest.returned.workbooks import Return, write_returned
from ingest.rivals import CLAIM, archives_waiting, contested, is_mended, stands, waiting
from ingest.session import Session, problems_of
from warehouse.files import write_json


def keep_new(
    session: Session, found: list[Found], received_at: str, *, replace: bool = False
) -> list[Found]:
    """Copy what is new into the store. Answers the files to go on with: a file whose bytes
    changed meanwhile is passed over this time. With `replace`, what had been taken is taken once
    more."""
    going_on = []
    for item in found:
        if item.file and not _is_kept(session, item):
            item = Found(item.path, note="changing")
        going_on.append(item)
        if not item.file:
            continue
        known = session.known.get(item.file)
        if item.is_archive:
            if known is None:
                session.known[item.file] = Manifest.of(item, received_at)
                session.changed.add(item.file)
            elif known.place(item):
                session.changed.add(item.file)
            continue
        session.here.add(item.file)
        if known is None:
            session.known[item.file] = Manifest.of(item, received_at)
        elif known.status == "held" and not (item.archive and _lies_alone(session, known)):
            source = known.source
            if known.place(item) or known.source != source:
                session.changed.add(item.file)
        elif known.status == "accepted" and replace:
            known.place(item)
            known.reader = 0
            session.again.add(item.file)
    return going_on


def _lies_alone(session: Session, known: Manifest) -> bool:
    """Whether a held file waits as a file of its own, whatever archive it stands in too."""
    return bool(known.source) and not known.archive and stands(session, known)


def _is_kept(session: Session, item: Found) -> bool:
    stands = file_path(session.restricted, item.file).exists()
    try:
        return stands or keep(session.restricted, item.path, item.file)
    except (FileNotFoundError, PermissionError):  # taken away or closed since it was looked at
        return False


def write_packs(session: Session) -> None:
    """Write packs and the register, point to them, then the manifests: a run that is stopped
    before a manifest is written reads that file again."""
    restricted = session.restricted
    for manifest in session.known.values():
        if manifest.status == "accepted" and manifest.source and manifest.file in session.here:
            manifest.source = ""
            session.changed.add(manifest.file)
    known = [session.known[file] for file in sorted(session.known)]
    wanted = packs.groups(known)
    while files := packs.lacking(restricted, wanted, set(session.fresh)):
        session.read(files)
        wanted = packs.groups(known)
    fresh = {file: reading.parts for file, reading in session.fresh.items()}
    current = {
        "packs": packs.build_packs(restricted, session.layouts, wanted, fresh),
        "register": build_register(restricted, known, contested(session)),
    }
    if current != read_current(restricted):
        write_json(restricted / "rows" / "current.json", current, 0o600)
    # older first: if the rest is lost, no file comes again as one that is late
    written = (session.known[file] for file in session.changed | session.fresh.keys())
    # and an archive after its members, for a known one is not unpacked again
    for manifest in sorted(written, key=lambda m: (m.kind == ARCHIVE, m.order)):
        write_manifest(restricted, manifest)


def move_out(session: Session, found: list[Found]) -> None:
    """Remove what is safely kept and was not touched since: what was taken, and what its sender
    has mended in another file; an archive when that is so of all its files. What lies in a folder
    that may not be changed stays."""
    here = [session.known[item.file] for item in found if item.file]
    held = {s.key for m in here if m.status == "held" for s in m.submissions}
    newest = in_force(session.known.values(), held)
    full = archives_waiting(session)
    for item in found:
        if not item.file or item.archive or item.file in full:
            continue
        manifest = session.known[item.file]
        is_done = manifest.status == "accepted" or is_mended(manifest, newest)
        if is_done and item.is_unchanged():
            with suppress(PermissionError):
                item.path.unlink(missing_ok=True)


def send_back(session: Session, returned: Path) -> None:
    """Bring `returned/` to what is in force: what cannot be read, and what the last night found
    wrong beside other forms."""
    newest, doubtful = in_force(session.known.values()), contested(session)
    faults = Faults(session.restricted)
    returns = [Return(m, problems_of(m)) for m in waiting(session)]
    wrong: dict[str, list[Problem]] = {}
    for key, manifest in newest.items():
        if key in doubtful:
            wrong.setdefault(manifest.file, []).append(make(CLAIM))
        if manifest.submission(key).rows_rejected:
            wrong.setdefault(manifest.file, []).extend(_rejections(session, manifest, key))
        if set_aside := faults.of(manifest.file, manifest.submission(key)):
            wrong.setdefault(manifest.file, []).extend(set_aside)
    returns += [Return(session.known[file], problems) for file, problems in wrong.items()]
    write_returned(returns, session.restricted, returned, session.pool, session.layouts)


def _rejections(session: Session, manifest: Manifest, key: tuple) -> list[Problem]:
    """The problems of one submission's rows, from its pack."""
    submission = manifest.submission(key)
    folder = packs.folder_in_force(session.restricted, packs.group_of(submission))
    wanted = [("_file", "=", manifest.file), ("sender_id", "=", submission.sender_id)]
    rows = pq.read_table(folder / "problem.parquet", filters=wanted).to_pylist()
    shared = ("level", "code", "sheet", "field", "found", "expected", "action")
    return [
        Problem(
            **{name: row[name] for name in shared},
            row=row["row_number"],
            column=row["column_letter"],
        )
        for row in rows
    ]
