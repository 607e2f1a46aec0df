"""Comparing what people type: headings, labels and names, whatever their width and blanks."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

# Soft hyphens, zero-width signs, marks around a run of text; not those that turn it round.
_ZERO_WIDTH = (
    "\u00ad\u200b-\u200f\u202a\u202c\u202d\u2060-\u2064\u2066\u2068\u2069\ufe00-\ufe0f\ufeff"
)
_HIDDEN = re.compile(f"[{_ZERO_WIDTH}]+")
_BLANKS = re.compile(r"\s+")
_INVISIBLE = re.compile(f"[\\s{_ZERO_WIDTH}]+")
_GAP = re.compile(rf"(?<=\d)[\s{_ZERO_WIDTH}]+(?=\d)")
_PARTED = re.compile(rf"\d[{_ZERO_WIDTH}]*\s[\s{_ZERO_WIDTH}]*\d")
_LETTERS = {
    code: code - 0xFEE0
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_SIGNS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WORTH_KEEPING = 200
_Answer = TypeVar("_Answer")
_CLOSING = {*")]】〕"}
_BRACKET = re.compile(r"^(.+)[(\[【〔]([^()\[\]【】〔〕]+)[)\]】〕]$")
# Controls, marks that turn the direction of writing, halves of characters.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKS = re.compile(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]+")
_LOOKS_PERSONAL = re.compile(r"\d{15}|(?<!\d)1[3-9]\d{9}(?!\d)")
_NUMBERS_OF_PERSONS = re.compile(r"[GgLl]?\d{15,}[Xx]?|(?<!\d)1[3-9]\d{9}(?!\d)")


def of_short_texts(function: Callable[..., _Answer]) -> Callable[..., _Answer]:
    """A pure function of a text, and of what does not change from file to file, that remembers its
    last answers: titles, labels and names of sheets come again in file after file. What is long
    comes once, and would fill the memory."""
    known = lru_cache(maxsize=4096)(function)

    @wraps(function)
    def answer(text: str, *others: object) -> _Answer:
        return (known if len(text) <= _WORTH_KEEPING else function)(text, *others)

    return answer


def squeeze(text: str) -> str:
    """Half-width (NFKC), without blanks, line feeds and zero-width characters."""
    return _squeezed(text) if len(text) <= _WORTH_KEEPING else _squeeze(text)


def _squeeze(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _INVISIBLE.sub("", text)


_squeezed = lru_cache(maxsize=65536)(_squeeze)


def normal(text: str) -> str:
    """`squeeze` in lower case: the form in which words are compared."""
    if text.isascii() and text.isalnum():  # numbers and codes, nearly each another
        return text.lower()
    return _normalised(text) if len(text) <= _WORTH_KEEPING else _squeeze(text).lower()


@lru_cache(maxsize=65536)
def _normalised(text: str) -> str:
    return _squeeze(text).lower()


def path_steps(path: str) -> tuple[str, ...]:
    """The normalised words of a heading that is a path: 专任教师>#按学历分>本科."""
    return tuple(filter(None, normal(path).split(">")))


def tidy(text: str) -> str:
    """A text value as it is stored: outer blanks off, digits and letters half-width."""
    if text.isascii():
        return text.strip()
    text = text.translate(_LETTERS)
    return _BLANKS.sub(" ", _HIDDEN.sub("", text)).strip() if _INVISIBLE.search(text) else text


def plain(text: str) -> str:
    """A number, date or id as typed: half-width, no blanks, without the apostrophe that marks
    text. Nothing else is folded: a superscript stays one, 10² never becomes 102."""
    if not text.isascii():
        text = text.translate(_SIGNS)
    elif text.isalnum():
        return text
    return _INVISIBLE.sub("", text).lstrip("'’‘")


def squeeze_apart(text: str) -> str:
    """As `squeeze`, but a comma where blanks stand between two digits: 表1 2025年."""
    return squeeze(_GAP.sub(",", text) if is_parted(text) else text)


def is_parted(text: str) -> bool:
    """Whether blanks or a line feed stand between two digits: two numbers in one cell, or one that
    was spread out, and nobody can tell which."""
    return _PARTED.search(text) is not None


def split_bracket(heading: str) -> tuple[str, str] | None:
    """(name, bracket) of a normalised heading that ends in a bracket, else None."""
    match = _BRACKET.match(heading) if heading[-1:] in _CLOSING else None
    return (match[1], match[2]) if match else None


def column_letter(index: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """A → 0, AA → 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def legible(text: str) -> str:
    """A text from a file as it may be shown on a terminal, in a name or a workbook: on one line,
    and nothing in it moves a cursor or turns letters round."""
    return _UNSEEN.sub("\ufffd", _BREAKS.sub(" ", text))


def safe_name(name: str) -> str:
    """The name of a file, folder or sheet without what may be an id, student or phone number; a
    school's ten digits stay. Each such run becomes as many stars. It is legible, too."""
    name = legible(name)
    # full-width digits count too, and NFKC would change the length of other characters
    found = _NUMBERS_OF_PERSONS.finditer(name.translate(_SIGNS))
    for match in found:
        name = f"{name[: match.start()]}{'*' * len(match[0])}{name[match.end() :]}"
    return name


def safe_names(names: list[str]) -> list[str]:
    """`safe_name` of the sheets of a workbook, each still its own."""
    taken: list[str] = []
    seen: Counter[str] = Counter()
    for name in map(safe_name, names):
        seen[name] += 1
        is_again = seen[name] > 1 and "*" in name
        taken.append(f"{name}~{seen[name]}" if is_again else name)
    return taken


def looks_personal(text: str) -> bool:
    """Whether a value looks like an id or a phone number, in whatever column it stands."""
    return bool(_LOOKS_PERSONAL.search(squeeze(text)))
