"""One bounded pass over an xlsx before a reader may touch it.

The reader (calamine) lays a sheet out densely, so that one lone cell at XFD1048576 ends the
process; it shows an error cell as blank, and what is written in an unusual way as blank or as
something else. The pass refuses what is too large, finds the error cells and the formulas that
were never calculated, and counts the cells that must arrive.
"""

import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from xml.parsers.expat import ExpatError

from ingest.books.display import Display, displays
from ingest.books.elements import Element, elements
from ingest.books.limits import Limits, Refused
from ingest.books.sheetscan import Doubt, SheetScan, scan_sheet, sheet_pieces
from ingest.books.slowscan import slow_scan
from ingest.books.zips import (
    BROKEN,
    chunks,
    is_small,
    office_parts,
    plain_name,
    usual,
    whole,
    with_short_texts,
)

_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STYLES, _TEXTS = "xl/styles.xml", "xl/sharedstrings.xml"
_USUAL_SIZE = 1 << 16
_YES, _NO = {"1", "true"}, {"0", "false"}
_XML = re.compile(r".*\.(xml|rels|vml)")
_UNREADABLE = (*BROKEN, ExpatError)
_Parts = dict[str, zipfile.ZipInfo]


def prescan(archive: zipfile.ZipFile, limits: Limits) -> tuple[dict[str, SheetScan], bool]:
    """(scan by sheet name, dates count from 1904). Raises Refused."""
    try:
        parts = office_parts(archive, limits)
        if not {_BOOK, _LINKS} <= parts.keys():
            raise Refused("not_a_spreadsheet")
        targets, from_1904, doubt = _sheets(archive, parts, limits)
        styles = _displays(archive, parts, limits)
        scans = {
            part: scan_sheet(archive, parts[part], limits, styles, doubt)
            for part in dict.fromkeys(targets.values())
            if part in parts
        }
        _look_through(archive, {p: e for p, e in parts.items() if p not in scans}, limits)
    except _UNREADABLE:
        raise Refused("not_a_spreadsheet") from None
    if sum(scan.cells for scan in scans.values()) > limits.cells:
        raise Refused("over_limit", "cells")
    return {name: scans[part] for name, part in targets.items() if part in scans}, from_1904


def scan_again(archive: zipfile.ZipFile, scan: SheetScan, limits: Limits) -> SheetScan:
    """The same sheet with an XML parser, which misses nothing. Raises Refused."""
    try:
        pieces = sheet_pieces(archive, archive.getinfo(scan.part), limits)
        blank = SheetScan(scan.part, scan.styles, scan.doubt)
        return slow_scan(pieces, blank, limits)
    except _UNREADABLE:
        raise Refused("not_a_spreadsheet") from None


def _displays(archive: zipfile.ZipFile, parts: _Parts, limits: Limits) -> dict[bytes, Display]:
    if _STYLES not in parts:
        return {}
    styles = whole(archive, parts[_STYLES], limits)
    return (_known_displays if len(styles) <= _USUAL_SIZE else _read_displays)(styles)


def _read_displays(styles: bytes) -> dict[bytes, Display]:
    return displays(elements(styles))


_known_displays = lru_cache(maxsize=64)(_read_displays)
"""The same program writes the same styles into every workbook; nothing of its rows is in them."""


def _look_through(archive: zipfile.ZipFile, parts: _Parts, limits: Limits) -> None:
    """What else a reader may open: nothing in it but XML without a document type."""
    for part, entry in parts.items():
        if part == _TEXTS:
            _exhaust(with_short_texts(chunks(archive, entry), limits))
        elif _XML.fullmatch(part) and is_small(entry):
            usual(archive, entry)
        elif _XML.fullmatch(part):
            _exhaust(chunks(archive, entry))


def _exhaust(pieces: Iterator[bytes]) -> None:
    for _ in pieces:
        pass


def _sheets(
    archive: zipfile.ZipFile, parts: _Parts, limits: Limits
) -> tuple[dict[str, str], bool, Doubt]:
    """(part of each sheet by the sheet's name, dates count from 1904, doubt about formulas)."""
    book, links = (whole(archive, parts[part], limits) for part in (_BOOK, _LINKS))
    is_usual = max(len(book), len(links)) <= _USUAL_SIZE
    return (_known_sheets if is_usual else _read_sheets)(book, links, limits)


def _read_sheets(
    book_part: bytes, links_part: bytes, limits: Limits
) -> tuple[dict[str, str], bool, Doubt]:
    book, targets = elements(book_part), {}
    for link in elements(links_part):
        target = link.get("Target")
        target = target[1:] if target.startswith("/") else f"xl/{target}"
        targets[link.get("Id")] = plain_name(target)
    named = [element for element in book if element.name == "sheet"]
    if len(named) > limits.sheets:
        raise Refused("over_limit", "sheets")
    found = {e.get("name"): targets.get(e.within("id"), "") for e in named}
    if len(found) < len(named) or "" in found:  # a sheet is asked for by its name
        raise Refused("not_a_spreadsheet")
    from_1904 = any(element.get("date1904") in _YES for element in book)
    return found, from_1904, _doubt(book)


_known_sheets = lru_cache(maxsize=64)(_read_sheets)
"""Schools fill in copies of one workbook."""


def _doubt(book: list[Element]) -> Doubt:
    """What a workbook says of its formulas: that some were still to be calculated when it was
    saved, or that all are to be when it is opened: so say programs that calculate nothing and
    write 0 (ECMA-376 part 1, 18.2.2)."""
    said = next((element for element in book if element.name == "calcPr"), None)
    if said is None:
        return ""
    if said.get("calcCompleted") in _NO:
        return "all"
    return "noughts" if said.get("fullCalcOnLoad") in _YES else ""
