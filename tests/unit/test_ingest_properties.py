"""What holds for every file of every kind: no digit of an id changes silently, no row is lost."""

import hmac
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.columns.token import check_digit
from tests.unit.any_books import WRITERS
from tests.unit.ingest_books import (
    PUPIL_KEY,
    STUDENT_HEADING,
    TEACHER_KEY,
    person,
    read,
    student_row,
    student_sheet,
    teacher_row,
    teacher_sheet,
)

KINDS = st.sampled_from(list(WRITERS))
FIRST_ROW = 4
WIDE = str.maketrans("0123456789Xx", "０１２３４５６７８９Ｘｘ")
SLOW = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass
class Typed:
    """A cell, the number its maker meant, and whether it must load, must not, or may (None)."""

    cell: object
    number: str
    is_loaded: bool | None


def token(owner: str, number: str) -> str:
    key = TEACHER_KEY if owner == "teacher" else PUPIL_KEY
    return hmac.new(key, f"{owner}|v1|{number}".encode(), "sha256").hexdigest()[:32]


@st.composite
def numbers(draw: st.DrawFn, serial: int) -> str:
    """An id number of an invented person, of an own serial."""
    year, month = draw(st.integers(1950, 2020)), draw(st.integers(1, 12))
    return person(serial, f"{year}{month:02d}{draw(st.integers(1, 28)):02d}")


@st.composite
def texts(draw: st.DrawFn, number: str, owner: str, blanks: str) -> Typed:
    """Full width here and there, blanks anywhere, an apostrophe, a small x, a G in front."""
    typed = draw(st.sampled_from(("", "G", "g"))) + number if owner == "student" else number
    typed = typed.lower() if draw(st.booleans()) else typed
    cell = draw(st.sampled_from(("", "'", "’")))
    for character in typed:
        cell += character.translate(WIDE) if draw(st.booleans()) else character
        cell += draw(st.sampled_from(("", "", "", *blanks)))
    return Typed(cell, number, True)


@st.composite
def of_fifteen(draw: st.DrawFn, number: str, owner: str) -> Typed:
    """As numbers were before 1999: a teacher's becomes one of 18, a pupil's never was one."""
    short = number[:6] + number[8:17]
    long = f"{short[:6]}19{short[6:]}"
    cell = draw(st.sampled_from((short, int(short), float(short))))
    # in a file of texts a float reads 110105491231002.0, which is no number of a person
    is_loaded = None if isinstance(cell, float) else True
    return Typed(cell, long + check_digit(long), is_loaded if owner == "teacher" else False)


@st.composite
def as_a_number(draw: st.DrawFn, number: str) -> Typed:
    """Typed into a cell that is not text: a spreadsheet keeps 15 digits of 18."""
    digits = int(number[:17] + number[17].replace("X", "0"))
    is_exact = number.isdigit()
    shown = (f"{digits:.5E}", f"{digits:.14E}", f"{digits:.5e}", f"{digits:.3E}".replace("+", ""))
    cell = draw(st.sampled_from((float(digits), digits, *shown)))
    return Typed(cell, number if is_exact else "", None if cell.__class__ is int else False)


@st.composite
def slips(draw: st.DrawFn, number: str) -> Typed:
    """One digit dropped, doubled, changed or swapped with the next: what is meant is what stands
    there, and that has the right check digit only by chance."""
    at = draw(st.integers(0, 16))
    other = draw(st.sampled_from("0123456789"))
    typed = draw(
        st.sampled_from(
            (
                number[:at] + number[at + 1 :],
                number[:at] + number[at] + number[at:],
                number[:at] + other + number[at + 1 :],
                number[:at] + number[at + 1] + number[at] + number[at + 2 :],
            )
        )
    )
    return Typed(typed, typed, None)


@st.composite
def columns(draw: st.DrawFn) -> tuple[str, str, list[Typed]]:
    """A kind of file, whose numbers, and a column of them."""
    kind, owner = draw(KINDS), draw(st.sampled_from(("student", "teacher")))
    blanks = " \u3000" if kind.startswith("biff") else " \u3000\u00a0\u200b"
    typed = []
    for serial in range(1, draw(st.integers(2, 9))):
        number = draw(numbers(serial))
        ways = (texts(number, owner, blanks), of_fifteen(number, owner), as_a_number(number),
                slips(number))  # fmt: skip
        typed.append(draw(st.one_of(*ways)))
    return kind, owner, typed


@SLOW
@given(columns())
def test_no_digit_of_an_id_ever_changes_silently(column: tuple[str, str, list[Typed]]):
    kind, owner, typed = column
    if owner == "student":
        sheet = student_sheet(*(student_row(0, 学籍号=one.cell) for one in typed))
    else:
        sheet = teacher_sheet(*(teacher_row(0, 身份证号=one.cell) for one in typed))
    (part,) = read(WRITERS[kind](sheet)).parts
    tokens = part.rows[f"{owner}_token"].to_pylist()
    loaded = dict(zip(part.rows["_row"].to_pylist(), tokens, strict=True))
    refused = {problem.row for problem in part.problems}
    for row, one in enumerate(typed, FIRST_ROW):
        assert (row in loaded) != (row in refused)
        if row in loaded:
            assert loaded[row] == token(owner, one.number)
        if one.is_loaded is not None:
            assert (row in loaded) == one.is_loaded


CELLS = st.one_of(
    st.none(),
    st.sampled_from(["", " ", "　", "甲", "1班", "合计", "小计", "是", "#N/A", "0", "注", "姓名"]),
    st.integers(-3, 10**6),
    st.sampled_from([0.5, 1e15, 3.0]),
    st.booleans(),
)
LINES = {
    "good": lambda serial: student_row(serial),
    "bad": lambda serial: student_row(serial, 是否住宿="有时"),
    "error": lambda serial: student_row(serial, 性别="#N/A"),
    "wrong id": lambda serial: student_row(serial, 学籍号="G123"),
    "twice": lambda serial: student_row(1),
    "blank": lambda serial: [],
    "blanks": lambda serial: [None, "  ", "　"],
    "sum": lambda serial: ["小计", None, None, None, serial],
    "heading": lambda serial: list(STUDENT_HEADING),
    "title": lambda serial: ["2025-2026学年学生名册"],
    "footer": lambda serial: ["填表人：甲"],
    "another": lambda serial: ["学校标识码：2199000002"],
}
USUAL = ("good", "good", "bad", "error", "wrong id", "twice", "blank", "blanks", "sum", "heading")
WORDS = st.lists(st.sampled_from([*USUAL, *USUAL, *LINES]), max_size=20)
DATA = {"good", "bad", "error", "wrong id", "twice"}


@SLOW
@given(KINDS, WORDS)
def test_every_row_is_loaded_rejected_or_blank(kind: str, words: list[str]):
    words = ["good", *words]  # a heading right below the heading is a row of it
    lines = [LINES[word](serial) for serial, word in enumerate(words, 1)]
    parsed = read(WRITERS[kind](student_sheet(*lines)))
    places = {word: {r for r, w in enumerate(words, FIRST_ROW) if w == word} for word in LINES}
    data = set().union(*(places[word] for word in DATA))
    last = max(
        r for r, line in enumerate(lines, FIRST_ROW) if any(str(x or "").strip() for x in line)
    )
    whole = range(len(data), last + 2 - FIRST_ROW)
    for seen in parsed.seen if not parsed.parts else []:
        assert parsed.problems
        seen.unread.check()
        assert seen.unread.rows_in in whole
    loaded: set[int] = set()
    refused: set[int] = set()
    for part in parsed.parts:
        part.counts.check()
        own, wrong = set(part.rows["_row"].to_pylist()), {p.row for p in part.problems}
        assert part.counts.rows_loaded == len(own) == part.rows.num_rows
        assert part.counts.rows_rejected == len(wrong)
        loaded, refused = loaded | own, refused | wrong
    assert loaded <= places["good"] | places["twice"]
    # a title printed again is sent back; that is one row too many, never one too few
    assert loaded | refused <= data | places["title"]
    if not parsed.problems:
        assert data <= loaded | refused
        assert sum(part.counts.rows_in for part in parsed.parts) in whole


@SLOW
@given(KINDS, st.lists(st.lists(CELLS, max_size=8), max_size=12))
def test_whatever_stands_in_the_rows_they_add_up(kind: str, lines: list[list]):
    parsed = read(WRITERS[kind](student_sheet(student_row(1), *lines, student_row(2))))
    for seen in parsed.seen if not parsed.parts else []:
        assert parsed.problems
        seen.unread.check()
        assert seen.unread.rows_in == len(lines) + 2
    for part in parsed.parts:
        part.counts.check()
        assert part.counts.rows_in == len(lines) + 2
        assert part.counts.rows_loaded == part.rows.num_rows
        assert part.counts.rows_rejected == len({problem.row for problem in part.problems})
        assert {FIRST_ROW, FIRST_ROW + 1 + len(lines)} <= set(part.rows["_row"].to_pylist())
