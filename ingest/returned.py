"""Workbooks to send back: what, which cell, why, how to mend. `returned/` always shows what is in
force: a file that was mended or withdrawn has none."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import xlsxwriter

from ingest.marks import HEADING_FILL, HEADING_FONT, LINE, WIDTHS, Mark
from ingest.pool import Pool
from ingest.problems import Problem, messages
from ingest.store import Manifest, file_path
from ingest.worker import Job
from warehouse.files import read_json, write_json

_LONGEST_STEM = 60
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}


@dataclass(frozen=True)
class Return:
    """A file to send back and why."""

    manifest: Manifest
    problems: list[Problem]

    @property
    def folder(self) -> str:
        """The sender's id, if the file told it."""
        return next((s.sender_id for s in self.manifest.submissions if s.sender_id), "unknown")

    @property
    def marks(self) -> list[Mark]:
        """The lines of the list."""
        name = self.manifest.name
        return [Mark(name, p.sheet, p.cell or "", p.found, p.expected, p.action)
                for p in self.problems]  # fmt: skip

    @property
    def signature(self) -> str:
        """Changes when what is to be sent back does."""
        content = [self.manifest.file, [asdict(problem) for problem in self.problems]]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:24]


def _names(returns: Iterable[Return]) -> dict[str, Return]:
    """Path below `returned/` → what stands there; a second file of one name gets its hash."""
    names: dict[str, Return] = {}
    suffix = messages()["returned_suffix"]
    for item in sorted(returns, key=lambda r: r.manifest.file):
        stem = Path(item.manifest.name).stem[:_LONGEST_STEM]
        path = f"{item.folder}/{stem}.{suffix}.xlsx"
        if path in names:
            path = f"{item.folder}/{stem}.{item.manifest.file[:8]}.{suffix}.xlsx"
        names[path] = item
    return names


def write_returned(returns: list[Return], restricted: Path, folder: Path, pool: Pool,
                   title: str) -> None:  # fmt: skip
    """Bring `returned/` to what is in force; a workbook that says the same is left alone."""
    state_path = restricted / "rows" / "returned.json"
    state, wanted = read_json(state_path) or {}, _names(returns)
    for path in state.keys() - wanted.keys():
        (folder / path).unlink(missing_ok=True)
    jobs, targets = [], {}
    for path, item in wanted.items():
        target = folder / path
        if state.get(path) == item.signature and target.exists():
            continue
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = target.with_name(f".{target.name}.part")
        source = file_path(restricted, item.manifest.file)
        arguments = (aside, item.marks, messages()["list_headings"], title)
        job = Job("annotate", source, arguments)
        targets[aside] = (target, item)
        if item.manifest.kind == "xlsx":
            jobs.append(job)
        else:
            _place(aside, target, item, title, is_written=False)
    for job, is_written in pool.run(jobs):
        aside = job.arguments[0]
        _place(aside, *targets[aside], title, is_written=bool(is_written))
    for empty in [path for path in folder.glob("*") if path.is_dir() and not any(path.iterdir())]:
        empty.rmdir()
    new_state = {path: item.signature for path, item in wanted.items()}
    if new_state != state:
        write_json(state_path, new_state, 0o600)


def _place(aside: Path, target: Path, item: Return, title: str, *, is_written: bool) -> None:
    if not is_written:
        _write_list(aside, item.marks, title)
    aside.chmod(0o600)
    aside.replace(target)


def _write_list(path: Path, marks: list[Mark], title: str) -> None:
    """A list alone, for what is no workbook or a large one. Every cell is written as a string."""
    with xlsxwriter.Workbook(str(path), _AS_TEXT) as book:
        sheet = book.add_worksheet(title)
        line = {"border": 1, "border_color": f"#{LINE}"}
        colours = {"bg_color": f"#{HEADING_FILL}", "font_color": f"#{HEADING_FONT}"}
        bold = book.add_format({"bold": True, **line, **colours})
        wrap = book.add_format({"text_wrap": True, "valign": "top", **line})
        for column, heading in enumerate(messages()["list_headings"]):
            sheet.write_string(0, column, heading, bold)
            sheet.set_column(column, column, WIDTHS[column])
        for row, mark in enumerate(marks, 1):
            sheet.set_row(row, mark.height)
            for column, value in enumerate(vars(mark).values()):
                sheet.write_string(row, column, value, wrap)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
