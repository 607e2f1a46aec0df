"""Problems: what stood where, what was expected and what to do, in the words of problems.yml."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ingest.books.sheet import ErrorCell, NoValue, cell_text, is_blank
from ingest.field import FieldSpec
from ingest.layout import Vocabulary
from ingest.text import column_letter, legible, looks_personal, squeeze

PATH = Path(__file__).parent / "problems.yml"
_FOUND_LENGTH = 80


@dataclass(frozen=True)
class Problem:
    """One problem; `row` counts from 1, `column` is a letter, both None for a whole file.
    `layout_line` is for an administrator: what would make the reader accept the cell."""

    level: str
    code: str
    sheet: str = ""
    row: int | None = None
    column: str | None = None
    field: str = ""
    found: str = ""
    expected: str = ""
    action: str = ""
    layout_line: str = ""

    @property
    def cell(self) -> str | None:
        """The address, such as C7."""
        return f"{self.column}{self.row}" if self.column and self.row else None


@cache
def messages() -> dict[str, Any]:
    """The texts of problems.yml."""
    return yaml.load(PATH.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def period_text(kind: str, period: str) -> str:
    """A period as people write it; '' for none."""
    if not period:
        return ""
    following = int(period) + 1 if period.isdigit() else ""
    return messages()["list_head"]["period"][kind].format(year=period, next=following)


def is_quotable(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text can be no person's name: digits and signs, the name of a school or place."""
    return any(re.fullmatch(pattern, squeeze(text)) for pattern in vocabulary.quotable)


def hidden(text: str) -> str:
    """What is shown instead of something that may be about a person."""
    return messages()["hidden"].format(count=len(text))


def shown(value: object, is_personal: bool = False) -> str:
    """What stood in a cell, hidden when it is about a person or looks like a number of one."""
    texts = messages()
    if is_blank(value) or isinstance(value, NoValue):
        return texts["blank"]
    text = cell_text(value)
    if (is_personal and not isinstance(value, ErrorCell)) or looks_personal(text):
        digits = f"{value:.0f}" if isinstance(value, float) else text
        return hidden(digits)
    return text[:_FOUND_LENGTH]


def make(
    code: str,
    level: str = "file",
    *,
    variant: str = "",
    sheet: str = "",
    row: int | None = None,
    column: int | None = None,
    field: str = "",
    found: str = "",
    **words: object,
) -> Problem:
    """A problem with its texts, or those of a `variant`; `column` counts from 0."""
    texts = messages()[level][code]
    texts = texts | texts.get("variants", {}).get(variant, {})
    found = found or texts.get("found", "")
    optional = ("expected", "nearest", "nearest_action", "line", "others")
    words = dict.fromkeys(optional, "") | words
    words |= {"found": found, "sheet": sheet}
    words = {name: legible(word) if isinstance(word, str) else word for name, word in words.items()}
    if words["nearest"] and "nearest" in texts:
        words["nearest_action"] = texts["nearest"].format(**words)
    letter = None if column is None else column_letter(column)
    return Problem(
        level,
        code,
        sheet,
        row,
        letter,
        field,
        words["found"],
        texts["expected"].format(**words),
        texts["action"].format(**words),
        texts["layout_line"].format(**words) if words["line"] else "",
    )


def fault_name(code: str, name: str, lang: str) -> str:
    """A fault of scores in words; `name` are the Chinese ones."""
    return messages()["score"][code]["english"] if lang == "en" else name


def fault_problem(
    code: str, sheet: str | None, row: int | None, column: str | None, field: str, *,
    found: str, expected: str, action: str,
) -> Problem:  # fmt: skip
    """A problem that the models found, with the texts of their list of faults; what looks like a
    number of a person is hidden."""
    found = hidden(found) if looks_personal(found) else found
    return Problem("score", code, sheet or "", row, column, field, found, expected, action)


def english(problem: Problem) -> str:
    """One line in English: where, what is wrong, what was found and expected (as the sheet and
    the layout say it), and the line to add to a layout where one would help."""
    text = messages()[problem.level][problem.code]["english"]
    place = " ".join(filter(None, (problem.sheet, problem.cell)))
    said = f"{place}: {text}" if place else text
    if problem.found:
        said += f"; found {problem.found}"
    if problem.expected:
        said += f"; expected {problem.expected}"
    if problem.layout_line:
        said += f"; to accept it: {problem.layout_line}"
    return f"{said} [{problem.code}]"


def expectation(spec: FieldSpec, codes: dict[str, str]) -> str:
    """What a field may hold, in the clerk's words; `codes` are the names of its code list."""
    types = messages()["types"]
    if codes:
        names = list(codes.values())
        listed = "、".join(names[:8]) + (types["more"] if len(names) > 8 else "")
        return types["code"].format(codes=listed)
    if spec.digits:
        return types["digits"].format(digits=spec.digits)
    if spec.kind == "decimal":
        return types["decimal"].format(scale=spec.decimal[1])
    return types[spec.precision or spec.personal or spec.kind]


def range_text(spec: FieldSpec) -> str:
    """The declared range of a number, with its unit where forms are filled in by another one."""
    types = messages()["types"]
    low, high = spec.range or (None, None)
    if high is None:
        return types["at_least"].format(low=f"{low:g}") if low is not None else types["decimal"]
    text = types["range"].format(low="" if low is None else f"{low:g}", high=f"{high:g}")
    return types["in_unit"].format(range=text, unit=spec.unit) if spec.unit_in_form else text
