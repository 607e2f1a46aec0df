"""Years as people write them: 2025-2026学年 with any sign between, 二〇二五年度; and what calls
itself a year and is some months of it."""

import re
from functools import lru_cache

from ingest.text import of_short_texts, squeeze_apart
from ingest.vocabulary import YearWords


@of_short_texts
def plain_years(text: str, words: YearWords) -> str:
    """A text as years are looked for in it: squeezed, years in digits, a dash between two that
    make a range. Digits on both sides of a blank stay apart: 表1 2025年度."""
    text = squeeze_apart(text)
    digits, signs, between = _patterns(tuple(words.digits.items()), words.between)
    text = digits.sub(lambda match: match[0].translate(signs), text)
    return between.sub(r"\1-", text)


@lru_cache(maxsize=8)
def _patterns(
    digits: tuple[tuple[str, str], ...], between: str
) -> tuple[re.Pattern, dict[int, str], re.Pattern]:
    signs = "".join(sign for sign, _ in digits)
    two, nought = ("".join(s for s, digit in digits if digit == wanted) for wanted in "20")
    return (
        re.compile(rf"(?<![{signs}\d])[{two}][{nought}][{signs}]{{2}}(?![{signs}\d])"),
        str.maketrans(dict(digits)),
        re.compile(rf"(?<!\d)(20\d\d)(?:{between})(?=20\d\d(?!\d))"),
    )


def years_in(patterns: tuple[str, ...], text: str, *, full: bool = False) -> set[str]:
    """The years in which the periods begin that a text names (or, if `full`, is)."""
    found: set[str] = set()
    for pattern in patterns:
        matches = [re.fullmatch(pattern, text)] if full else re.finditer(pattern, text)
        for match in filter(None, matches):
            groups = match.groupdict()
            start, end = int(groups["start"]), groups.get("end")
            if end is None or int(end) == (start + 1) % 10 ** len(end):
                found.add(str(start))
    return found


def part_in(text: str, words: YearWords) -> str:
    """The months or the quarter to which a text confines a year, '' if it does not."""
    found = re.search(words.part, without_whole(text, words))
    return found[0] if found else ""


def without_whole(text: str, words: YearWords) -> str:
    """A text without the months that are all of a year: 2025年1-12月 is 2025年."""
    return re.sub(words.whole, "", text)
