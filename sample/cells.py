"""From a value to what stands in the cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from sample.chance import pick
from sample.look import Look, full_width, labels

Cell = str | int | float | dt.date | None
NULL_WORDS = ("", "——", "/", "—")
PER_UNIT = {"万元": Decimal(10000), "万人": Decimal(10000), "小数": Decimal(100)}
"""How much of the stored unit, yuan or per cent, one of these is."""


def maker(
    look: Look, kind: str, more: Any, names: dict[str, tuple[str, ...]]
) -> Callable[[Any], Cell]:
    """The function that turns a value of one column into a cell.

    `names` gives each school's name and aliases, for columns that name a school.
    """
    base = _base(look, kind, more, names)
    if look.mess < 2:
        return base
    rng = look.rng

    def messy(value: Any) -> Cell:
        if value is None:
            return pick(rng, NULL_WORDS) or None if rng.random() < look.null_word else None
        cell = base(value)
        if isinstance(cell, str) and rng.random() < look.blank:
            if kind == "id" and rng.random() < 0.5:
                return full_width(cell)
            return pick(rng, (f" {cell}", f"{cell} ", f"{cell}\u3000"))
        return cell

    return messy


def _base(
    look: Look, kind: str, more: Any, names: dict[str, tuple[str, ...]]
) -> Callable[[Any], Cell]:
    if kind in ("text", "id"):
        return lambda value: value
    if kind == "code":
        return _coded(look, more)
    if kind == "grade":
        return _graded(look)
    if kind == "binary":
        return lambda value: None if value is None else int(value)
    if kind == "flag":
        yes, no = look.yes_no
        return lambda value: None if value is None else yes if value else no
    if kind == "ref":
        return _named(look, names)
    if kind == "month":
        return _dated(look, has_day=False)
    if kind == "day":
        return _dated(look, has_day=True)
    return _counted(look, PER_UNIT.get(more, Decimal(1)))


def _coded(look: Look, list_id: str) -> Callable[[Any], Cell]:
    words = {code: texts[look.variant % len(texts)] for code, texts in labels()[list_id].items()}
    return lambda value: None if value is None else words[value]


def _graded(look: Look) -> Callable[[Any], Cell]:
    words = _coded(look, "grade")
    if look.mess and look.rng.random() < 0.3:
        return lambda value: value
    return words


def _named(look: Look, names: dict[str, tuple[str, ...]]) -> Callable[[Any], Cell]:
    rng, chance = look.rng, look.alias

    def named(value: Any) -> Cell:
        if value is None:
            return None
        return pick(rng, names[value]) if chance and rng.random() < chance else names[value][0]

    return named


def _dated(look: Look, has_day: bool) -> Callable[[Any], Cell]:
    styles, rng = look.date_styles, look.rng
    if has_day:
        write = {
            "dash": lambda d: d, "serial": lambda d: d, "solid": lambda d: f"{d:%Y%m%d}",
            "chinese": lambda d: f"{d.year}年{d.month}月{d.day}日",
            "dot": lambda d: f"{d.year}.{d.month}.{d.day}",
        }  # fmt: skip
    else:
        write = {
            "dash": lambda d: f"{d:%Y-%m}", "serial": lambda d: d,
            "chinese": lambda d: f"{d.year}年{d.month}月", "solid": lambda d: f"{d:%Y%m}",
            # 2020.1 could be January or October; whoever writes January writes 2020.01.
            "dot": lambda d: f"{d.year}.{'01' if d.month == 1 else d.month}",
        }  # fmt: skip
    if len(styles) == 1:
        only = write[styles[0]]
        return lambda value: None if value is None else only(value)
    return lambda value: None if value is None else write[pick(rng, styles)](value)


def _counted(look: Look, per_unit: Decimal) -> Callable[[Any], Cell]:
    rng, chance = look.rng, look.text_number

    def number(value: Any) -> Cell:
        if value is None:
            return None
        if isinstance(value, Decimal):
            cell = float(value / per_unit)
            cell = int(cell) if cell.is_integer() else cell
        else:
            cell = value
        if chance and rng.random() < chance:
            text = str(cell)
            if look.mess >= 2 and isinstance(cell, float) and rng.random() < 0.3:
                text = f"{cell:,.2f}"
            return full_width(text) if rng.random() < 0.3 else text
        return cell

    return number


def mark_cell(look: Look) -> Callable[[Decimal | str], Cell]:
    """A score or the word that stands in its place."""
    words = _coded(look, "mark")
    number = _counted(look, Decimal(1))
    return lambda mark: words(mark) if isinstance(mark, str) else number(mark)
