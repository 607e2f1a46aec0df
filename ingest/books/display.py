"""Numbers that a sheet shows otherwise than it keeps them: 60% for 0.6, 00081 for 81, 208.35 or
208.35万 for 2083500. Each is taken as it is shown, for whoever filled in the cell saw nothing else;
rounding alone changes nothing. Number formats: ECMA-376 part 1, 18.8.31."""

import re
from dataclasses import dataclass
from decimal import Decimal
from math import log10
from operator import eq, ge, gt, le, lt, ne

from ingest.books.elements import Element

BUILT_IN = {9: "0%", 10: "0.00%"}
"""Formats that a workbook uses without writing them down (18.8.30), as far as they matter here."""
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)')
_LAYOUT = re.compile(r"_.|\*.|\[[^\]]*\]")
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_COMPARISONS = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne, "": lambda *_: True}
_BY_SIGN = {1: [""], 2: [">=", "<"], 3: [">", "<", "="]}
_POINT, _WORDS = "\x01", "\x02"
_PADDED = re.compile(r"0{2,}")
_PLAIN = re.compile(r"-?\d+(\.\d+)?")
_LEAST_SHIFT = 2
_LARGEST = 1e15
_SCALED = re.compile(rf"[0#?]({_POINT}[0#?]+)?(,+)(?![0#?])|[0#?]({_POINT}[0#?]+)")
# Ten thousand, a hundred million, thousand, hundred: an amount in them is another amount.
_MULTIPLES = frozenset(map(chr, (0x4E07, 0x4EBF, 0x5343, 0x767E)))


@dataclass(frozen=True)
class _Effect:
    """Multiplied by 100 with its sign; with at least so many digits; with its point moved to the
    left; with words that multiply it."""

    is_percent: bool = False
    digits: int = 0
    shift: int = 0
    words: str = ""

    def shown(self, number: Decimal) -> str:
        if self.is_percent:
            return f"{(number * 100).normalize():f}%"
        moved = number.scaleb(-self.shift)
        sign = "-" if moved < 0 else ""
        return f"{sign}{abs(moved):f}".zfill(self.digits + len(sign)) + self.words


PERCENT = _Effect(is_percent=True)


@dataclass(frozen=True)
class Display:
    """What a number format does to numbers, section by section: (comparison, limit, effect)."""

    sections: tuple[tuple[str, Decimal, _Effect | None], ...]

    def shown(self, value: float) -> float | str:
        """A number as a person reads it: a text, or itself where the format only rounds it."""
        if not abs(value) < _LARGEST:
            return value
        exact = _exact(value)
        for comparison, limit, effect in self.sections:
            if _COMPARISONS[comparison](exact, limit):
                is_rounded = effect is not None and effect.digits and exact.as_tuple().exponent
                return value if effect is None or is_rounded else effect.shown(exact)
        return value


def _exact(value: float) -> Decimal:
    """A whole number has no point, whatever it is kept as."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact


def display(code: str) -> Display | None:
    """What a number format does to a number beyond rounding it, if anything."""
    marked, words = _marked(code)
    parts = marked.split(";")[:4]
    conditions = [_CONDITION.search(part) for part in parts]
    signs = _BY_SIGN[min(len(parts), 3)]
    sections = []
    for position, (part, given) in enumerate(zip(parts, conditions, strict=True)):
        effect = _effect(_LAYOUT.sub("", part), words)
        if given:
            sections.append((given[1], Decimal(given[2]), effect))
        elif any(conditions):
            sections.append(("", Decimal(0), effect))
        elif position < len(signs):
            sections.append((signs[position], Decimal(0), effect))
    return Display(tuple(sections)) if any(effect for *_, effect in sections) else None


def read_off(value: float, text: str) -> float | str:
    """A number beside the text that shows it, where the format itself is not known."""
    text = text.strip()
    if text.isdigit() and text.startswith("0") and len(text) > 1:
        return text
    if _MULTIPLES.intersection(text):
        return text
    digits = text.replace(",", "")
    if _PLAIN.fullmatch(digits) and float(digits) and 0 < abs(value) < _LARGEST:
        shift = round(log10(abs(value / float(digits))))
        return f"{_exact(value).scaleb(-shift):f}" if shift >= _LEAST_SHIFT else value
    return value


def _marked(code: str) -> tuple[str, list[str]]:
    """The code with a sign for each literal point and text, and these texts."""
    words: list[str] = []

    def keep(match: re.Match) -> str:
        text = match[1] or match[2] or ""
        if text == ".":
            return _POINT
        words.append(text)
        return _WORDS

    return _LITERAL.sub(keep, code), words


def _effect(part: str, words: list[str]) -> _Effect | None:
    here = [words.pop(0) for _ in range(part.count(_WORDS))]
    if "%" in part:
        return PERCENT
    said = "".join(sign for sign in "".join((*here, part)) if sign in _MULTIPLES)
    scaled = _SCALED.search(part)
    places, commas = (scaled[1] or scaled[3] or "", scaled[2] or "") if scaled else ("", "")
    shift = max(len(places) - 1, 0) + 3 * len(commas)
    digits = len(part) if _PADDED.fullmatch(part) else 0
    return _Effect(digits=digits, shift=shift, words=said) if digits or shift or said else None


def displays(styles: list[Element]) -> dict[bytes, Display]:
    """The cell formats of an xlsx that show a number otherwise than it is kept, as cells name
    them."""
    codes = {str(number): code for number, code in BUILT_IN.items()}
    codes |= {e.get("numFmtId"): e.get("formatCode") for e in styles if e.name == "numFmt"}
    known = {number: display(code) for number, code in codes.items()}
    cells = (e for e in styles if (e.parent, e.name) == ("cellXfs", "xf"))
    found = ((i, known.get(cell.get("numFmtId"))) for i, cell in enumerate(cells))
    return {str(i).encode(): one for i, one in found if one}
