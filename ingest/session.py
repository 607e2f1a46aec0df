"""One taking-in: read what is new or would now be read differently, until nothing is left."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from ingest.books.limits import Limits
from ingest.codes import PATH as CODES
from ingest.codes import load_codes
from ingest.kept import packs
from ingest.kept.collect import Found
from ingest.kept.keys import Keys
from ingest.kept.store import ARCHIVE, Key, Manifest, Submission, file_path, in_force
from ingest.layout import Layouts, load_layouts
from ingest.pool import Pool
from ingest.problems import Problem, make
from ingest.reference import Answers, Reference
from ingest.staged import Reading
from ingest.tables.reader import READER_VERSION, Reader
from ingest.worker import Job

Progress = Callable[[int, int], None]
_ROUNDS = 6
_UNTRIED = {
    "reader_failed",
    "older_than_in_force",
    "worse_than_in_force",
    "claimed_by_another",
    "password_protected",
    "wrong_password",
}
"""Problems of a held file that may be gone the next time without any change in it."""


def new_reader(keys: Keys, limits: Limits, password: str = "") -> Reader:
    """A reader with the layouts and codes of this checkout and an empty reference. A layout is
    parsed when it is needed: where no file is new most are not. Raises LayoutError, then too."""
    layouts = load_layouts(code_list=CODES.read_bytes(), at_once=False)
    return Reader(layouts, load_codes(), keys.teacher, keys.pupil, limits, password=password)


@dataclass
class Session:
    """Files by hash, what was read of them in this run, and the reference as far as known.

    `lists` are manifests that are only asked for their schools, `here` the files that were given
    now, `changed` the manifests to write again besides the fresh ones, `again` the files that had
    been taken and are to be taken once more. `_lists` are those in use, `_answered` the files that
    were read with them: none of their answers is another now.
    """

    restricted: Path | None
    reader: Reader
    key_id: str
    pool: Pool
    staging: Path
    known: dict[str, Manifest] = field(default_factory=dict)
    lists: list[Manifest] = field(default_factory=list)
    paths: dict[str, Path] = field(default_factory=dict)
    fresh: dict[str, Reading] = field(default_factory=dict)
    here: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    again: set[str] = field(default_factory=set)
    advance: Progress = lambda done, total: None
    _lists: list[tuple] | None = None
    _answered: set[str] = field(default_factory=set)

    @property
    def layouts(self) -> Layouts:
        """The layouts in use."""
        return self.reader.layouts

    def path(self, file: str) -> Path:
        """Where to read a file's bytes."""
        return self.paths.get(file) or file_path(self.restricted, file)

    def watch(self, found: list[Found]) -> None:
        """Files to read where they stand, without keeping them."""
        for item in found:
            if item.file and not item.is_archive:
                self.here.add(item.file)
                self.paths[item.file] = item.path
                self.known[item.file] = Manifest.of(item, "9999")

    def read_all(self, provides: Callable[[str], bool]) -> None:
        """Read every file that needs it: those first that may provide schools to the others, and
        again whatever the schools learnt on the way would change."""
        self.read(self._lists_without_rows())
        for _ in range(_ROUNDS):
            self._use_lists()
            todo = self.outdated()
            if not todo:
                return
            self.read(set(filter(provides, todo)) or todo)

    def read(self, files: Iterable[str]) -> None:
        """Read files in the pool; a file whose worker failed is held back."""
        jobs = [
            Job("read", self.path(file), (file, self.staging, self.known[file].given))
            for file in sorted(files)
        ]
        done, total = len(self.fresh), len(self.fresh) + len(jobs)
        for job, reading in self.pool.run(jobs):
            if reading is None:
                reading = Reading(submissions=[Submission("")])
                reading.problems.append((0, make("reader_failed")))
            self._take(job.arguments[0], reading)
            done += 1
            self.advance(done, total)

    def _take(self, file: str, reading: Reading) -> None:
        self.fresh[file] = reading
        self._answered.add(file)
        manifest = self.known[file]
        manifest.status = "held" if reading.is_held else "accepted"
        manifest.kind = reading.kind
        manifest.submissions = reading.submissions
        manifest.problems = [asdict(p) | {"of": index} for index, p in reading.problems]
        if manifest.status == "accepted":
            manifest.problems = []
        else:
            hold_rows(manifest)
        manifest.reader, manifest.key_id = READER_VERSION, self.key_id
        manifest.asked = reading.asked
        hashes = self.layouts.hashes
        forms = {s.form for s in reading.submissions}
        used = hashes if reading.is_held else {form: hashes[form] for form in forms}
        manifest.layouts = dict(used)

    def outdated(self) -> set[str]:
        """Files never read, or whose reading would come out differently now. Held files count
        only while they are here, or when they had been taken before."""
        answers = Answers(self.reader.reference)
        found = {file for file, manifest in self.known.items()
                 if manifest.kind != ARCHIVE and file not in self._answered
                 and (manifest.status == "accepted" or file in self.here or not manifest.source)
                 and self._is_outdated(manifest, answers)}  # fmt: skip
        self._answered |= self.known.keys() - found
        return found

    def _is_outdated(self, manifest: Manifest, answers: Answers) -> bool:
        if manifest.file not in self.fresh and {p["code"] for p in manifest.problems} & _UNTRIED:
            return True
        hashes = self.layouts.hashes
        wanted = hashes if manifest.status == "held" else manifest.layouts.keys()
        if manifest.layouts != {form: hashes.get(form) for form in wanted}:
            return True
        if (manifest.reader, manifest.key_id) != (READER_VERSION, self.key_id):
            return True
        return not answers.are(manifest.asked)

    def _use_lists(self) -> None:
        """Read on with the schools and counties of the lists in force, older years first, unless
        these and what was read of them are the same as before."""
        lists = []
        for key, manifest in self._lists_in_force([*self.lists, *self.known.values()]):
            lists.append((key[3], key, manifest, self.fresh.get(manifest.file)))
        lists.sort(key=lambda entry: entry[:2])
        if lists == self._lists:
            return
        reference, self._lists = Reference(self.layouts.vocabulary.schools), lists
        for _, key, manifest, _ in lists:
            layout = self.layouts.forms[key[0]]
            for row in self._rows(manifest, key):
                reference.add_row(layout, row)
        self.pool.use(reference)
        self._answered.clear()

    def _lists_without_rows(self) -> set[str]:
        """Accepted lists whose rows are gone: a run was stopped, or somebody removed packs."""
        lists = self._lists_in_force(self.known.values())
        return {manifest.file for key, manifest in lists if not self._has_rows(manifest, key)}

    def _lists_in_force(self, known: Iterable[Manifest]) -> list[tuple[Key, Manifest]]:
        """The submissions in force from which others take their schools, and their manifests."""

        def is_list(form: str) -> bool:
            return bool(self.layouts.forms[form].provides)

        lists = [m for m in known if m.status == "accepted"
                 and any(is_list(submission.form) for submission in m.submissions)]  # fmt: skip
        return [(key, m) for key, m in in_force(lists).items() if is_list(key[0])]

    def _has_rows(self, manifest: Manifest, key: tuple) -> bool:
        submission = next(s for s in manifest.submissions if s.key == key)
        return packs.holds(self.restricted, manifest, submission)

    def _rows(self, manifest: Manifest, key: tuple) -> list[dict[str, Any]]:
        """The rows of one submission, freshly read or from its pack."""
        if reading := self.fresh.get(manifest.file):
            parts = [p for p in reading.parts if p.submission.key == key]
            return [row for part in parts for row in packs.part_rows(part).to_pylist()]
        if not self._has_rows(manifest, key):
            return []
        submission = next(s for s in manifest.submissions if s.key == key)
        folder = packs.folder_in_force(self.restricted, packs.group_of(submission))
        rows = pq.read_table(folder / "rows.parquet", filters=[("_file", "=", manifest.file)])
        return rows.to_pylist()


def hold_rows(manifest: Manifest) -> None:
    """Of a held file every row goes back, the good ones too."""
    for submission in manifest.submissions:
        submission.rows_rejected += submission.rows_loaded
        submission.rows_loaded = 0


def problems_of(manifest: Manifest) -> list[Problem]:
    """A held file's problems."""
    return [Problem(**{k: v for k, v in p.items() if k != "of"}) for p in manifest.problems]
