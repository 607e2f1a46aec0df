"""Workbooks to send back: what, which cell, why, how to mend. `returned/` always shows what is in
force: a file that was mended or withdrawn has none."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import xlsxwriter

from ingest.kept.store import Manifest, file_path
from ingest.layout import Layouts
from ingest.pool import Pool
from ingest.problems import Problem, messages, period_text
from ingest.returned.marks import (
    HEAD_HEIGHTS,
    HEADING_FILL,
    HEADING_FONT,
    LINE,
    LIST_ROW,
    WIDTHS,
    Head,
    Mark,
)
from ingest.worker import Job
from warehouse.files import read_json, write_json

_LONGEST_STEM = 180
"""Bytes; a name may have 255, with the suffix and the dots of one half written."""
_DESIGN = 2
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

    def head(self, layouts: Layouts, *, is_list: bool) -> Head:
        """What to say above the list; `is_list` where the cells of the file are not marked."""
        texts, manifest = messages()["list_head"], self.manifest
        about = {"sender": [], "form": [], "period": []}
        for part in manifest.submissions:
            about["sender"].append(part.sender_name)
            about["form"].append(layouts.forms[part.form].label if part.form else "")
            about["period"].append(period_text(part.period_kind, part.period))
        said = {k: "、".join(dict.fromkeys(filter(None, v))) for k, v in about.items()}
        said = {k: v or texts["unknown"] for k, v in said.items()}
        key = "file" if any(problem.level == "file" for problem in self.problems) else "row"
        return Head(
            texts["title"].format(file=manifest.name),
            texts["about"].format(**said),
            texts[f"list_{key}" if is_list else key].format(file=manifest.name),
            tuple(messages()["list_headings"]),
        )

    @property
    def signature(self) -> str:
        """Changes when what is to be sent back does, or how it is laid out."""
        content = [_DESIGN, self.manifest.file, [asdict(problem) for problem in self.problems]]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:24]


def _names(returns: Iterable[Return]) -> dict[str, Return]:
    """Path below `returned/` → what stands there; a second file of one name gets its hash."""
    names: dict[str, Return] = {}
    suffix = messages()["returned_suffix"]
    for item in sorted(returns, key=lambda r: r.manifest.file):
        stem = Path(item.manifest.name).stem.encode()[:_LONGEST_STEM].decode(errors="ignore")
        path = f"{item.folder}/{stem}.{suffix}.xlsx"
        if path in names:
            path = f"{item.folder}/{stem}.{item.manifest.file[:8]}.{suffix}.xlsx"
        names[path] = item
    return names


def write_returned(returns: list[Return], restricted: Path, folder: Path, pool: Pool,
                   layouts: Layouts) -> None:  # fmt: skip
    """Bring `returned/` to what is in force; a workbook that says the same is left alone."""
    title = layouts.vocabulary.returned_sheet
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
        arguments = (aside, item.marks, item.head(layouts, is_list=False), title)
        job = Job("annotate", source, arguments)
        targets[aside] = (target, item)
        if item.manifest.kind == "xlsx":
            jobs.append(job)
        else:
            _place(aside, target, item, layouts, is_written=False)
    for job, is_written in pool.run(jobs):
        aside = job.arguments[0]
        _place(aside, *targets[aside], layouts, is_written=bool(is_written))
    for empty in [path for path in folder.glob("*") if path.is_dir() and not any(path.iterdir())]:
        empty.rmdir()
    new_state = {path: item.signature for path, item in wanted.items()}
    if new_state != state:
        write_json(state_path, new_state, 0o600)


def _place(aside: Path, target: Path, item: Return, layouts: Layouts, *, is_written: bool) -> None:
    if not is_written:
        head = item.head(layouts, is_list=True)
        _write_list(aside, item.marks, head, layouts.vocabulary.returned_sheet)
    aside.chmod(0o600)
    aside.replace(target)


def _write_list(path: Path, marks: list[Mark], head: Head, title: str) -> None:
    """A list alone, for what is no workbook or a large one. Every cell is written as a string."""
    with xlsxwriter.Workbook(str(path), _AS_TEXT) as book:
        sheet = book.add_worksheet(title)
        line = {"border": 1, "border_color": f"#{LINE}"}
        colours = {"bg_color": f"#{HEADING_FILL}", "font_color": f"#{HEADING_FONT}"}
        bold = book.add_format({"bold": True, **line, **colours})
        wrap = book.add_format({"text_wrap": True, "valign": "top", **line})
        large = book.add_format({"bold": True, "font_size": 16, "valign": "vcenter"})
        about = book.add_format({"valign": "vcenter"})
        action = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter"})
        looks = (large, about, action)
        for row, (text, height) in enumerate(zip(head.lines, HEAD_HEIGHTS, strict=True)):
            sheet.merge_range(row, 0, row, len(WIDTHS) - 1, "", looks[row])
            sheet.write_string(row, 0, text, looks[row])
            sheet.set_row(row, height)
        for column, heading in enumerate(head.headings):
            sheet.write_string(LIST_ROW - 1, column, heading, bold)
            sheet.set_column(column, column, WIDTHS[column])
        for row, mark in enumerate(marks, LIST_ROW):
            sheet.set_row(row, mark.height)
            for column, value in enumerate(vars(mark).values()):
                sheet.write_string(row, column, value, wrap)
        sheet.freeze_panes(LIST_ROW, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
