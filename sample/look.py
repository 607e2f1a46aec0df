"""How one file looks: neat at mess 0, as people really send it at 1 and 2."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from sample.chance import pick

HERE = Path(__file__).parent


@cache
def forms() -> dict[str, dict]:
    """Every form of `forms.yml`, `items.yml` and `standard.yml`."""
    read = {}
    for name in ("forms.yml", "items.yml", "standard.yml"):
        read |= yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return read


@cache
def labels() -> dict[str, dict]:
    """Words of coded cells, from `labels.yml`."""
    return yaml.safe_load((HERE / "labels.yml").read_text(encoding="utf-8"))


DATE_STYLES = ("dash", "chinese", "dot", "solid", "serial")


@dataclass(slots=True)
class Look:
    """The habits of whoever filled in one sheet."""

    rng: random.Random
    mess: int
    date_styles: tuple[str, ...] = ("dash",)
    yes_no: tuple[str, str] = ("是", "否")
    variant: int = 0
    has_serial_column: bool = False
    has_total: bool = False
    has_footer: bool = False
    has_note: bool = False
    has_period_label: bool = False
    is_two_row: bool = False
    is_deep: bool = False
    offset: int = 0
    text_number: float = 0.0
    alias: float = 0.0
    blank: float = 0.0
    null_word: float = 0.0
    empty_rows: int = 0


def look_of(rng: random.Random, mess: int, form: str) -> Look:
    """Habits drawn for one sheet at a level of mess."""
    look = Look(rng, mess)
    if mess == 0:
        return look
    look.has_serial_column = rng.random() < 0.4
    look.has_total = rng.random() < 0.7
    look.has_footer = rng.random() < 0.6
    look.has_period_label = rng.random() < 0.4
    look.variant = 1 if rng.random() < 0.4 else 0
    look.date_styles = (pick(rng, ("dash", "chinese", "dot")),)
    look.is_deep = forms()[form].get("has_paths", False) and (mess >= 2 or rng.random() < 0.5)
    look.text_number = 0.02
    look.alias = 0.3
    if mess >= 2:
        first = pick(rng, DATE_STYLES)
        look.date_styles = (first,) * 8 + DATE_STYLES
        look.yes_no = pick(rng, (("是", "否"), ("√", "×"), ("Y", "N")))
        look.has_note = rng.random() < 0.5
        look.is_two_row = form == "assessment"
        look.offset = 1 if rng.random() < 0.15 else 0
        look.text_number = 0.06
        look.blank = 0.01
        look.null_word = 0.3
        look.empty_rows = rng.randint(0, 2)
    return look


def heading(look: Look, text: str, unit: str | None = None) -> str:
    """A heading as somebody typed it: a unit in brackets, a line feed, a blank, a star. Of a path
    only the last word."""
    if look.mess == 0:
        return text
    above, joint, text = text.rpartition(">")
    return above + joint + _typed(look, text, unit)


def _typed(look: Look, text: str, unit: str | None) -> str:
    rng = look.rng
    if len(text) == 2 and rng.random() < 0.25:
        text = pick(rng, (" ", "  ", "\u3000")).join(text)
    elif len(text) >= 4 and "%" not in text and rng.random() < 0.3:
        cut = len(text) // 2
        text = pick(rng, ("\n", " ")).join((text[:cut], text[cut:]))
    if unit and rng.random() < 0.6:
        brackets = pick(rng, ("（{}）", "({})", "\n（{}）"))
        text += brackets.format(unit)
    elif look.mess >= 2 and rng.random() < 0.1:
        text += "*"
    return text


def full_width(text: str) -> str:
    """Half-width digits, letters and stops as full-width ones."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
