"""What a remark beside scores says of them: 缺考, 数学缺考. A nought beside it is no score."""

import re
from collections.abc import Collection

from ingest.columns.base import Column, Fault, Setting
from ingest.columns.score import TAKEN, status_words
from ingest.layout import Wide
from ingest.text import normal

_BETWEEN = re.compile(r"[\W_]+")
_Told = tuple[str, str, set[str] | None]


def heed_remarks(
    columns: dict[str, Column], remarks: list[list], setting: Setting, wide: Wide
) -> None:
    """Noughts and blanks of the subjects that a remark means get its status; a cell is at fault
    where nobody can tell whether it is meant, or has a score all the same."""
    known: dict[str, _Told | None] = {}
    for cells in remarks:
        for position, cell in enumerate(cells):
            if cell.__class__ is not str or not cell:
                continue
            if cell not in known:
                known[cell] = _told(normal(cell), columns, setting, wide)
            if told := known[cell]:
                _heed(columns, position, told, wide)


def _told(text: str, subjects: Collection[str], setting: Setting, wide: Wide) -> _Told | None:
    """(word, status, the subjects that are meant; None where that is open)."""
    known = status_words(setting, wide)
    if text in known and text not in setting.words.null:
        return text, known[text], set(subjects)
    word = next((w for w in sorted(known, key=len, reverse=True) if len(w) > 1 and w in text), "")
    if not word or word in setting.words.null:
        return None
    names = {name: code for name, code in setting.codes[wide.codes].words.items() if name in text}
    rest, meant = text.replace(word, ""), set()
    for name in sorted(names, key=len, reverse=True):
        if name in rest:
            rest, meant = rest.replace(name, ""), meant | {names[name]}
    return word, known[word], meant if meant and not _BETWEEN.sub("", rest) else None


def _heed(columns: dict[str, Column], position: int, told: _Told, wide: Wide) -> None:
    word, status, meant = told
    here = {s: c for s, c in columns.items() if position not in c.faults}
    values = {subject: column.values[position] for subject, column in here.items()}
    scored = {s for s, (score, is_taken) in values.items() if is_taken == TAKEN and score}
    noughts = {s for s, value in values.items() if value == (0, TAKEN)}
    blanks = {s for s, value in values.items() if value == (None, wide.blank)}
    if meant is None:
        unclear = noughts
    elif meant == set(columns) and len(columns) > 1:
        unclear = noughts if scored else set()
    else:
        unclear = meant & scored
    for subject in unclear:
        here[subject].faults[position] = Fault("unclear_remark", others=word)
    for subject in ((noughts | blanks) & (meant or set())) - unclear:
        here[subject].values[position] = (None, status)
