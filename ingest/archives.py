"""The archives among what was found: which are opened, and the files that stand inside."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from ingest.books.archive import Member, may_be_archive
from ingest.kept.collect import TEMPORARY, Found, is_temporary
from ingest.kept.store import ARCHIVE, file_path
from ingest.session import Session
from ingest.worker import Job


def opened(session: Session, found: list[Found], *, again: bool = False) -> list[Found]:
    """What was found, with the files of each archive behind it; of an archive of which one file
    or folder was asked for, only that. One without members is a file like any other.

    An archive that was taken before is opened only to be taken `again`, or when it tells other
    things than before of files that are still held; else those stand for it.
    """
    files = [item for item in found if item.file]
    session.pool.start(sum(item.file not in session.known for item in files))  # they wake meanwhile
    archives = {i.path: i for i in files if _is_to_look_at(session, i) and may_be_archive(i.path)}
    to_open = {path for path, item in archives.items() if again or _is_to_open(session, item)}
    to_open |= {item.path for item in found if item.member}
    jobs = [Job("unpack", path, (session.staging,)) for path in archives if path in to_open]
    members = {job.path: answer or [] for job, answer in session.pool.run(jobs)}
    going_on = []
    for item in found:
        known = session.known.get(item.file)
        if item.member:
            going_on += [_inside(item, one) for one in members.get(item.path, [])
                         if one.is_at(item.member)]  # fmt: skip
        elif item.path not in to_open and known and known.kind == ARCHIVE:
            going_on += [replace(item, is_archive=True), *_held(session, item)]
        else:
            inside = [_inside(item, one) for one in members.get(item.path, [])]
            going_on += [replace(item, is_archive=bool(inside)), *inside]
    return going_on


def _is_to_look_at(session: Session, item: Found) -> bool:
    """Whether a file may be an archive: one that was taken as a workbook is none."""
    known = session.known.get(item.file)
    return known is None or known.status == "held" or known.kind == ARCHIVE


def _is_to_open(session: Session, archive: Found) -> bool:
    known = session.known.get(archive.file)
    if known is None or known.kind != ARCHIVE:
        return True
    return known.given != archive.given and any(_held(session, archive))


def _held(session: Session, archive: Found) -> Iterator[Found]:
    """The files of a known archive that wait in it, as they were kept."""
    for manifest in session.known.values():
        if manifest.status == "held" and manifest.archive == archive.file:
            given = manifest.given
            yield Found(
                file_path(session.restricted, manifest.file),
                manifest.file,
                manifest.size,
                inside=manifest.inside,
                archive=archive,
                folder=given.folder,
                period=given.period,
                sender=given.sender,
            )


def _inside(archive: Found, member: Member) -> Found:
    place = f"{archive.path}/{member.name}"
    folders = PurePath(archive.folder, PurePath(archive.path).stem, member.name).parent
    told = {"folder": folders.as_posix(), "period": archive.period, "sender": archive.sender}
    if is_temporary(member.name) or member.name.startswith("__MACOSX/"):
        return Found(member.path, note=TEMPORARY, inside=place, archive=archive, **told)
    changed = member.seconds * 10**9
    return Found(
        member.path, member.file, member.size, changed, inside=place, archive=archive, **told
    )
