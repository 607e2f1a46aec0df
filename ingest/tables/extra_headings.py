"""Headings that a layout does not know, each block of them told once, and the line with which an
administrator accepts or passes over them."""

from dataclasses import dataclass

from ingest.layout import Layout
from ingest.problems import Problem, make
from ingest.tables.heading_words import field_line, is_quotable, listed, nearest, quote
from ingest.tables.headings import HeadingIndex
from ingest.tables.table import Table
from ingest.text import normal, path_steps

Steps = tuple[str, ...]


@dataclass
class _Group:
    """Unknown headings that are told as one: all below `path`, or a single one. `is_block` when
    nothing else stands below it, so that a layout may pass over it whole."""

    row: int
    column: int
    texts: list[str]
    path: Steps = ()
    is_block: bool = False


def extra_problems(
    table: Table, sheet: str, index: HeadingIndex, renamed: set[str]
) -> list[Problem]:
    """Unknown headings that are no renamed ones. None is likened to a field that is there, or to
    one of a person's number or name: whoever took the advice would have telephone numbers read as
    ids."""
    if not table.extra:
        return []
    fields = [s for s in table.layout.fields if not s.personal and s.name not in table.places]
    owners = {normal(heading): spec for spec in fields for heading in spec.headings}
    problems, left = [], []
    for row, column, text in table.extra:
        if text in renamed:
            continue
        if near := nearest([text], owners):
            line = field_line(owners[near[1]], text)
            group = _Group(row, column, [text])
            problems.append(_problem(group, table, sheet, index, line, near[1]))
        else:
            left.append((row, column, text))
    for group in _groups(left, table):
        key, texts = ("ignored_headings", group.texts)
        if group.is_block:
            key, texts = "ignored_blocks", [">".join(group.path)]
        problems.append(_problem(group, table, sheet, index, f"{key}: {listed(texts)}"))
    return sorted(problems, key=lambda problem: (len(problem.column), problem.column, problem.row))


def _problem(
    group: _Group, table: Table, sheet: str, index: HeadingIndex, line: str, near: str = ""
) -> Problem:
    can_be_shown = all(is_quotable(text, index) for text in group.texts)
    found = quote(group.texts[0], index)
    if group.path and can_be_shown:
        found = f"{'>'.join(group.path)}>…"
    variant = "item" if table.value_column >= 0 else "block" if group.path else ""
    return make(
        "extra_heading",
        variant=variant,
        sheet=sheet,
        row=group.row + 1,
        column=group.column,
        form=table.layout.name,
        nearest=near,
        found=found,
        count=len(group.texts),
        line=line if can_be_shown else "",
    )


def _groups(extras: list[tuple[int, int, str]], table: Table) -> list[_Group]:
    """The unknown headings by the highest step above them below which nothing is known; where
    there is none, by the one right above them. Who stands alone there stays so."""
    known = _known_paths(table.layout) | {path_steps(text) for text in table.understood}
    above = {steps[:n] for steps in known for n in range(1, len(steps) + 1)}
    groups: dict[Steps, _Group] = {}
    for row, column, text in extras:
        steps = path_steps(text)
        free = next((steps[:n] for n in range(1, len(steps)) if steps[:n] not in above), ())
        path = free or steps[:-1]
        key = path or (text,)
        if key in groups:
            groups[key].texts.append(text)
        else:
            groups[key] = _Group(row, column, [text], path, bool(free))
    for group in groups.values():
        if len(group.texts) == 1:
            group.path, group.is_block = (), False
    return list(groups.values())


def _known_paths(layout: Layout) -> set[Steps]:
    return {path_steps(heading) for spec in layout.fields for heading in spec.headings}
