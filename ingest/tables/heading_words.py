"""How a heading is quoted to a clerk, likened to those that a layout knows, and written as a line
of a layout."""

import json
import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from ingest.field import FieldSpec
from ingest.problems import hidden, shown
from ingest.tables.headings import HeadingIndex
from ingest.text import normal, path_steps

_BRACKETS = re.compile(r"[(（].*")
_PLAIN = re.compile(r"[\w()（）]+")
_LONGEST_NAME = 4
_ALIKE, _ALIKE_BELOW = 0.5, 0.75


def is_quotable(text: str, index: HeadingIndex) -> bool:
    """Whether a heading may be shown: longer than a name, or with a piece of two characters that
    known headings have too. Anything else may be somebody's name."""
    if shown(text) != text:
        return False
    name = _BRACKETS.sub("", text)
    pieces = (name[at : at + 2] for at in range(len(name) - 1))
    return not 1 < len(name) <= _LONGEST_NAME or any(piece in index.pieces for piece in pieces)


def quote(text: str, index: HeadingIndex) -> str:
    """A heading as it may be shown."""
    return text if is_quotable(text, index) else hidden(text)


def likeness(text: str, heading: str) -> float:
    """How like an unknown heading is to one of a layout, from 0 to 1, and 0 for what is not like it
    at all. Of two paths the least like step decides, for those of one block begin alike whatever
    they are about. Where a layout leaves out upper words, the rest must be nearly the same."""
    steps, known = path_steps(text), path_steps(heading)
    if not known or len(steps) < len(known):
        return 0.0
    least, wanted = 1.0, _ALIKE if len(steps) == len(known) else _ALIKE_BELOW
    for one, other in zip(reversed(steps), reversed(known), strict=False):
        matcher = SequenceMatcher(None, one, other)
        if matcher.quick_ratio() < wanted:
            return 0.0
        least = min(least, matcher.ratio())
    return least if least >= wanted else 0.0


def nearest(texts: Iterable[str], headings: Iterable[str]) -> tuple[str, str] | None:
    """The (text, heading) that are most like one another, if any two are; else None."""
    heads = [normal(heading) for heading in headings]
    pairs = ((likeness(text, heading), text, heading) for text in texts for heading in heads)
    best = max(pairs, key=lambda pair: pair[0], default=(0.0, "", ""))
    return best[1:] if best[0] else None


def field_line(spec: FieldSpec, heading: str) -> str:
    """What makes a layout accept a heading for a field."""
    return f"{spec.name} → headings: {listed([*spec.headings, heading])}"


def listed(texts: list[str]) -> str:
    """Texts as a list in YAML; signs that mean something there stand in quotes."""
    words = (t if _PLAIN.fullmatch(t) else json.dumps(t, ensure_ascii=False) for t in texts)
    return f"[{', '.join(words)}]"
