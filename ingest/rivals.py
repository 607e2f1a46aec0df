"""Which of several files about the same thing counts: a newer one of its sender, unless it is late
or worse; of two senders none, until one of them is withdrawn or somebody decides."""

from dataclasses import asdict
from pathlib import Path

from ingest.kept.collect import modified_at
from ingest.kept.store import Manifest, Submission, in_force
from ingest.problems import make
from ingest.session import Session, hold_rows
from warehouse.files import sha256_of

CLAIM = "claimed_by_another"
"""The problem of a file about a school for which somebody else's file is in force."""


def hold_rivals(session: Session, before: set[str], received_at: str, *, replace: bool) -> None:
    """A file does not take the place of the one in force, unless told, when another sender sent
    that, when it was saved before it, or when it has wrong rows and the other has none. `before`
    are the files that had been taken before."""
    newcomers = (session.here & session.fresh.keys()) - before
    wanted = {s.key for file in newcomers for s in session.known[file].submissions}
    others = [m for m in session.known.values() if m.file not in newcomers]
    rivals = in_force(others, wanted)
    for manifest in sorted((session.known[file] for file in newcomers), key=lambda m: m.order):
        if manifest.status != "accepted":
            continue
        doubts = [
            (i, code)
            for i, submission in enumerate(manifest.submissions)
            if (code := _doubt(manifest, submission, rivals.get(submission.key)))
        ]
        if replace:
            manifest.received_at, manifest.is_decided = received_at, True
        elif doubts:
            found = [(i, make(code)) for i, code in doubts]
            found += session.fresh[manifest.file].problems
            manifest.status = "held"
            manifest.problems = [asdict(problem) | {"of": i} for i, problem in found]
            hold_rows(manifest)
            continue
        rivals |= dict.fromkeys((s.key for s in manifest.submissions), manifest)


def _doubt(manifest: Manifest, submission: Submission, rival: Manifest | None) -> str:
    """Why a submission should not replace its rival; '' when it should."""
    if rival is None:
        return ""
    other = rival.submission(submission.key)
    if submission.by != other.by:
        return CLAIM
    if rival.modified_at > manifest.modified_at:
        return "older_than_in_force"
    return "worse_than_in_force" if submission.rows_rejected and not other.rows_rejected else ""


def stands(session: Session, manifest: Manifest) -> bool:
    """Whether a held file still waits for its sender: it, or the archive that it is in, lies where
    it was found, or it had been taken in before the layouts changed."""
    if not manifest.source:
        return True
    path = Path(manifest.source)
    if not path.is_file():
        return False
    file = manifest.archive or manifest.file
    if known := session.known.get(file):
        seen = path.stat()
        if seen.st_size != known.size:
            return False
        if modified_at(seen.st_mtime_ns) == known.modified_at:
            return True
    return sha256_of(path) == file


def waiting(session: Session) -> list[Manifest]:
    """Held files that their senders have still to mend."""
    held = [m for m in session.known.values() if m.status == "held" and stands(session, m)]
    newest = in_force(session.known.values(), {s.key for m in held for s in m.submissions})
    return [manifest for manifest in held if not is_mended(manifest, newest)]


def archives_waiting(session: Session) -> set[str]:
    """The archives that hold a file which its sender has still to mend."""
    return {m.archive for m in waiting(session) if m.archive}


def is_mended(manifest: Manifest, newest: dict[tuple, Manifest]) -> bool:
    """Whether everything a held file was about has come again from its sender, later and whole,
    or somebody has decided for another's."""
    submissions = [s for s in manifest.submissions if s.sender_id and s.period]
    return len(submissions) == len(manifest.submissions) and all(
        rival is not None
        and rival.order > manifest.order
        and (rival.is_decided or rival.submission(s.key).by == s.by)
        for s, rival in ((s, newest.get(s.key)) for s in submissions)
    )


def contested(session: Session) -> set[tuple]:
    """The keys of submissions that somebody else's held file is about too: none counts."""
    known = list(session.known.values())
    decided: dict[tuple, tuple] = {}
    for manifest in known:
        if manifest.status == "accepted" and manifest.is_decided:
            for submission in manifest.submissions:
                decided[submission.key] = max(decided.get(submission.key, ()), manifest.order)
    return {
        key
        for manifest in known
        if manifest.status == "held" and stands(session, manifest)
        for key in _claims(manifest)
        if decided.get(key, ()) < manifest.order
    }


def _claims(manifest: Manifest) -> set[tuple]:
    indexes = {entry["of"] for entry in manifest.problems if entry["code"] == CLAIM}
    return {manifest.submissions[index].key for index in indexes}
