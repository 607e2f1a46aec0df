"""One bounded pass over an xlsx before a reader may touch it.

The reader (calamine) lays a sheet out densely, so that one lone cell at XFD1048576 ends the
process, and it shows an error cell as blank. The pass refuses what is too large and finds the
error cells and the formulas that were never calculated.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ingest.books.limits import Limits, Refused
from ingest.books.slowscan import slow_scan
from ingest.text import column_index

CHUNK = 1 << 20
_CARRY = 1 << 22
_FAR = re.compile(rb'<c r="(?:([A-Z]{2})(?=\d)|([A-Z]{3})(\d+)"(?:[^>]*[^/>])?>)')
_REF = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"')
_ERROR = re.compile(
    rb'<c r="([A-Z]+)(\d+)"[^>]* t="e"[^>]*>(?:<f[^>]*>[^<]*</f>|<f[^>]*/>)?<v>([^<]*)'
)
_NO_VALUE = re.compile(
    rb'<c r="([A-Z]+)(\d+)"([^>]*)>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)(<v></v>|<v\s*/>)?</c>'
)
_NUMBERED = re.compile(r"xl/worksheets/[^/]+\.xml", re.I)
_XML = re.compile(r".*\.(xml|rels|vml)", re.I)


@dataclass
class SheetScan:
    """What the pass learnt of one sheet; positions are (row, column) from 0."""

    cells: int = 0
    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    no_value: set[tuple[int, int]] = field(default_factory=set)

    def see(self, row: int, column: int) -> None:
        """Widen the used range to a cell that holds something."""
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)


def entries(archive: zipfile.ZipFile, limits: Limits) -> list[zipfile.ZipInfo]:
    """The directory of a zip. Raises Refused for what it betrays."""
    listed = archive.infolist()
    if len(listed) > limits.zip_entries:
        raise Refused("over_limit", "entries")
    if sum(entry.file_size for entry in listed) > limits.unpacked_bytes:
        raise Refused("over_limit", "unpacked")
    for entry in listed:
        too_dense = entry.file_size > limits.ratio * max(entry.compress_size, 1)
        if entry.file_size > limits.ratio_from_bytes and too_dense:
            raise Refused("over_limit", "ratio")
        if entry.flag_bits & 1:
            raise Refused("password_protected")
    return listed


def chunks(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, with_doctype: bool = False
) -> Iterator[bytes]:
    """The part piecewise; a document type declaration ends the reading unless it is allowed."""
    last = b""
    with archive.open(entry) as handle:
        while chunk := handle.read(CHUNK):
            found = b"<!DOCTYPE" in last + chunk[:16] or b"<!DOCTYPE" in chunk
            if found and not with_doctype:
                raise Refused("over_limit", "doctype")
            last = chunk[-16:]
            yield chunk


def _look(block: bytes, scan: SheetScan) -> bool:
    """Take in whole cells; False when they are written in a way the patterns do not cover."""
    cells = block.count(b"<c ")
    if cells != block.count(b'<c r="') or b"<c>" in block or b":c " in block:
        return False
    scan.cells += cells
    for two, three, row in set(_FAR.findall(block)):
        scan.columns = max(scan.columns, column_index((two or three).decode()) + 1)
        scan.rows = max(scan.rows, int(row or 0))
    valued = max(block.rfind(b"</v>"), block.rfind(b"</is>"))
    if valued >= 0 and (match := _REF.match(block, block.rfind(b"<c ", 0, valued))):
        scan.see(int(match[2]) - 1, column_index(match[1].decode()))
    if b' t="e"' in block:
        for letters, row, text in _ERROR.findall(block):
            scan.errors[int(row) - 1, column_index(letters.decode())] = text.decode()
    if b"<f" in block:
        for letters, row, attributes, empty in _NO_VALUE.findall(block):
            if not (empty and b't="str"' in attributes):
                scan.no_value.add((int(row) - 1, column_index(letters.decode())))
    return True


def _scan_sheet(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> SheetScan:
    scan, carry = SheetScan(), b""
    for chunk in chunks(archive, entry):
        if chunk[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            return slow_scan(chunks(archive, entry), SheetScan(), limits)
        block = carry + chunk
        cut = block.rfind(b"<c ")
        block, carry = (block[:cut], block[cut:]) if cut > 0 else (b"", block)
        if not _look(block, scan):
            return slow_scan(chunks(archive, entry), SheetScan(), limits)
        _check(scan, limits)
        carry = carry[-CHUNK:] if len(carry) > _CARRY else carry
    if not _look(carry, scan):
        return slow_scan(chunks(archive, entry), SheetScan(), limits)
    _check(scan, limits)
    return scan


def _check(scan: SheetScan, limits: Limits) -> None:
    if scan.cells > limits.cells or scan.rows * scan.columns > limits.cells:
        raise Refused("over_limit", f"{scan.rows} × {scan.columns}")


def _names(parts: dict[str, bytes]) -> tuple[dict[str, str], bool]:
    """Sheet name by part name, and whether dates count from 1904."""
    book = fromstring(parts["xl/workbook.xml"])
    targets = {}
    for link in fromstring(parts["xl/_rels/workbook.xml.rels"]):
        target = link.get("Target", "")
        targets[link.get("Id")] = target[1:] if target.startswith("/") else f"xl/{target}"
    names = {}
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            link = next((v for k, v in element.attrib.items() if k.endswith("}id")), None)
            names[targets.get(link, "")] = element.get("name", "")
    from_1904 = any(element.get("date1904") in {"1", "true"} for element in book.iter())
    return names, from_1904


def prescan(data: bytes, limits: Limits) -> tuple[dict[str, SheetScan], bool]:
    """(scan by sheet name, dates count from 1904). Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = entries(archive, limits)
            if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(archive.namelist()):
                raise Refused("not_a_spreadsheet")
            scans, parts = {}, {}
            for entry in listed:
                if _NUMBERED.fullmatch(entry.filename):
                    scans[entry.filename] = _scan_sheet(archive, entry, limits)
                elif entry.filename in {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"}:
                    parts[entry.filename] = b"".join(chunks(archive, entry))
                elif _XML.fullmatch(entry.filename):
                    for _ in chunks(archive, entry):
                        pass
            if sum(scan.cells for scan in scans.values()) > limits.cells:
                raise Refused("over_limit", "cells")
            names, from_1904 = _names(parts)
    except (
        zipfile.BadZipFile,
        EOFError,
        OSError,
        NotImplementedError,
        zipfile.zlib.error,
        ParseError,
        ExpatError,
        DefusedXmlException,
        LookupError,
        ValueError,
        RuntimeError,
    ):
        raise Refused("not_a_spreadsheet") from None
    return {names[part]: scan for part, scan in scans.items() if part in names}, from_1904
