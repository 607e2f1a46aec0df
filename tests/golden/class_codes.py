"""Rows that number the columns of 班级情况."""

from tests.golden.canvas import Canvas, Quirk


def _codes_in_letters(c: Canvas) -> None:
    c.codes = [[f"L{n}" for n in range(1, c.width + 1)]]


def _codes_in_brackets(c: Canvas) -> None:
    c.codes = [[f"({n})" for n in range(1, c.width + 1)]]


def _codes_with_stems(c: Canvas) -> None:
    c.codes = [["甲", "乙", *range(1, c.width - 1)]]


def _codes_behind_a_word(c: Canvas) -> None:
    c.codes = [["栏次", *range(1, c.width)]]


def _codes_in_circles(c: Canvas) -> None:
    c.codes = [["①", "②", "③", "④", "⑤", "⑥", "⑦"][: c.width]]


def _codes_that_are_letters(c: Canvas) -> None:
    c.codes = [["A", "B", "C", "D", "E", "F", "G"][: c.width]]


CODED = [
    Quirk(_codes_in_letters, "codes"),
    Quirk(_codes_in_brackets, "codes"),
    Quirk(_codes_with_stems, "codes"),
    Quirk(_codes_behind_a_word, "codes"),
    Quirk(_codes_in_circles, "codes"),
    Quirk(_codes_that_are_letters, "codes"),
]
# with these the width of the sheet must not change afterwards
CODES = frozenset({quirk.name for quirk in CODED} - {"codes_in_letters", "codes_in_brackets"}) | {
    "codes_or_data"
}
