"""Comparing names of schools, counties and examinations that people write in more than one way.

Nothing here is a guess: whatever one name says beyond another keeps the two apart. Left out are
blanks, punctuation and brackets, the county before a school's name (with the city and province
before it), and the two ways of writing a number: 第一小学, 第1小学. The words are data.
"""

import re
from functools import cached_property

from ingest.text import normal, of_short_texts
from ingest.vocabulary import SchoolWords

_SIGNS = re.compile(r"[\W_]+")
_LONGEST_PLACES = 20
NO_WORDS = SchoolWords(
    kinds=(), parts={}, offices=(), many=(), above=(), levels=(), below=(), numerals="", ordinal=""
)


class Names:
    """How names are compared, by the words of a vocabulary."""

    def __init__(self, words: SchoolWords = NO_WORDS):
        self.words = words

    def bare(self, text: str) -> str:
        """A name without blanks, brackets and punctuation, its ordinal in digits."""
        return _bare(text, self)

    def key(self, text: str, county: str) -> tuple[str, bool]:
        """(by what a name is compared within a county, whether the county stood before it).

        In 岚岫县 these are one: 岚岫县实验小学, 岚岫实验小学, 县实验小学, 某市岚岫县实验小学.
        A mere kind of school is never all that is left: 岚岫县中学 is not every 中学.
        """
        text, county = self.bare(text), self.bare(county)
        level = next((level for level in self.words.levels if county.endswith(level)), "")
        stem = county.removesuffix(level) if len(county) > 2 else county
        whole = next((t for t in (text, *self.below_places(text)) if t.startswith(county)), "")
        if not county:
            return text, False
        if whole:
            rest = whole.removeprefix(county)
        elif len(stem) > 1 and text.startswith(stem):
            rest = text.removeprefix(stem)
            rest = "" if rest.startswith(self.words.below) else rest
        else:
            rest = text.removeprefix(level)
        if len(rest) < 2 or rest == text:
            return text, False
        rest = self.bare(rest)  # 岚岫县一小: what follows begins with a number
        return (stem + rest if rest in self.words.kinds else rest), True

    def below_places(self, text: str) -> list[str]:
        """What may follow the province or the city that a bare name begins with, longest first."""
        if not self.words.above:
            return []
        ends = (found.end() for found in self._above.finditer(text, 1, _LONGEST_PLACES))
        return [text[end:] for end in ends if end < len(text)]

    def county_words(self, text: str) -> list[str]:
        """What a text may call a county: itself, without its office, without what is above it."""
        text = self.bare(text)
        office = max((o for o in self.words.offices if text.endswith(o)), key=len, default="")
        text = text.removesuffix(office)
        return [text, *self.below_places(text)]

    def stands_for_many(self, text: str) -> bool:
        """Whether a text is called as those are who hand in for several schools."""
        return self.bare(text).endswith(self.words.many)

    @cached_property
    def _above(self) -> re.Pattern:
        return re.compile("|".join(self.words.above))

    @cached_property
    def _ordinal(self) -> re.Pattern:
        sign, starts = f"[{self.words.numerals}]+", {kind[0] for kind in self.words.kinds}
        return re.compile(f"{self.words.ordinal}({sign})|^({sign})(?=[{''.join(sorted(starts))}])")

    def in_digits(self, text: str) -> str:
        """A text with its ordinals in digits."""
        return self._ordinal.sub(self._in_digits, text)

    def _in_digits(self, match: re.Match) -> str:
        number = self._number(match[1] or match[2])
        if number is None:
            return match[0]
        return f"{self.words.ordinal}{number}" if match[1] else str(number)

    def _number(self, word: str) -> int | None:
        """12 and 103 in signs; None for what is no number below 1000."""
        *digits, ten, hundred = self.words.numerals
        hundreds, mark, rest = word.rpartition(hundred)
        before, is_ten, last = rest.removeprefix(digits[0]).rpartition(ten)
        if (mark and not hundreds) or max(map(len, (hundreds, before, last))) > 1:
            return None
        signs = (hundreds or digits[0], before or (digits[1] if is_ten else digits[0]),
                 last or digits[0])  # fmt: skip
        if any(sign not in digits for sign in signs):
            return None
        return 100 * digits.index(signs[0]) + 10 * digits.index(signs[1]) + digits.index(signs[2])


@of_short_texts
def _bare(text: str, names: Names) -> str:
    text = _SIGNS.sub("", normal(text))
    return names.in_digits(text) if names.words.numerals else text
