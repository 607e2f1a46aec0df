"""What a worker hands back of one file: everything but the rows, which wait in an Arrow file."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from ingest.given import Given
from ingest.kept.staged import Staged
from ingest.kept.store import Submission
from ingest.problems import Problem, make, messages
from ingest.tables.context import Context
from ingest.tables.parse import parse
from ingest.tables.reader import Parsed, Reader
from ingest.tables.sources import Note

_BUFFER = 1 << 16


@dataclass
class Reading:
    """One file read. `problems` of level `file` come with the index of their submission."""

    parts: list[Staged] = field(default_factory=list)
    submissions: list[Submission] = field(default_factory=list)
    problems: list[tuple[int, Problem]] = field(default_factory=list)
    asked: dict[str, str | None] = field(default_factory=dict)
    kind: str = ""
    notes: list[Note] = field(default_factory=list)

    @property
    def is_held(self) -> bool:
        """Whether the whole file is held back."""
        return any(problem.level == "file" for _, problem in self.problems)


def read_file(path: Path, file: str, reader: Reader, staging: Path, given: Given) -> Reading:
    """Parse a kept file; the rows of its parts go behind those that this process left before."""
    with path.open("rb") as handle:
        # one byte more than is allowed is refused; the rest need not be there. A buffer is made for
        # all that is asked for, so that no more is than there is
        size = os.fstat(handle.fileno()).st_size
        data = handle.read(min(size, reader.limits.file_bytes) + 1)
    parsed = parse(data, file, reader, given)
    _bound_problems(parsed, reader)
    reading = Reading(asked=parsed.asked, kind=parsed.kind)
    reading.notes = list(dict.fromkeys(parsed.notes))
    for part in parsed.parts:
        submission = _submission(part.form, part.context, reader)
        submission.add(part.counts)
        place = lay_down(part.rows, staging / f"{os.getpid()}.arrow")
        reading.parts.append(Staged(submission, *place, part.problems, part.sheets, part.cell_map))
        reading.submissions.append(submission)
    _collect_problems(reading, parsed, reader)
    return reading


def lay_down(rows: pa.Table, path: Path) -> tuple[Path, int]:
    """Where rows lie now: a file of its own for each would cost more than they do."""
    with pa.OSFile(str(path), "ab") as sink:
        at = sink.tell()
        # written without a buffer each column of a small part would be a call of its own
        with (
            pa.BufferedOutputStream(sink, _BUFFER) as buffered,
            pa.ipc.new_stream(buffered, rows.schema) as writer,
        ):
            writer.write_table(rows)
    return path, at


def _bound_problems(parsed: Parsed, reader: Reader) -> None:
    """Where more is wrong than anybody would read, one problem says so and the file is held."""
    if len(parsed.problems) + sum(len(p.problems) for p in parsed.parts) <= reader.limits.problems:
        return
    for part in parsed.parts:
        part.problems = []
    found = messages()["limits"]["problems"]
    parsed.problems = [make("over_limit", variant="problems", found=found)]


def _submission(form: str, context: Context, reader: Reader) -> Submission:
    layout = reader.layouts.forms[form]
    return Submission(
        form,
        context.county_id,
        context.sender_id,
        context.sender_name,
        context.by,
        layout.period,
        context.period,
    )


def _collect_problems(reading: Reading, parsed: Parsed, reader: Reader) -> None:
    """Problems of sheets that made no part belong to a submission of their own."""
    known = {submission.key: i for i, submission in enumerate(reading.submissions)}
    by_sheet: dict[str, int] = {}
    for seen in parsed.seen:
        submission = _submission(seen.form, seen.context, reader)
        if submission.key not in known:
            known[submission.key] = len(reading.submissions)
            reading.submissions.append(submission)
        by_sheet[seen.sheet] = known[submission.key]
        reading.submissions[known[submission.key]].add(seen.unread)
    if not reading.submissions:
        reading.submissions.append(Submission(""))
    for problem in parsed.problems:
        reading.problems.append((by_sheet.get(problem.sheet, 0), problem))
    for index, part in enumerate(reading.parts):
        reading.problems += [(index, problem) for problem in part.problems]
