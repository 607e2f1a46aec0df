"""Writes .xlsb for tests, record by record as [MS-XLSB] lays them out; nothing else here can."""

import datetime as dt
import struct
from collections.abc import Iterable

from tests.unit.test_ingest_kinds import zipped

ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36,
          "#N/A": 42}  # fmt: skip
DAY, MONTH, PERCENT = 1, 2, 3
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def record(kind: int, content: bytes = b"") -> bytes:
    """2.1.4: kind and size in groups of seven bits, the lowest first."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(content)
    while size >= 0x80:
        head += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + bytes([size]) + content


def wide(text: str) -> bytes:
    """2.5.169 XLWideString."""
    coded = text.encode("utf-16-le")
    return struct.pack("<I", len(coded) // 2) + coded


def packed(value: float) -> bytes | None:
    """2.5.123 RkNumber, where the number fits into one."""
    if abs(value) >= 1 << 53 or value != value:
        return None
    for hundredth, times in ((0, 1), (1, 100)):
        whole = round(value * times)
        if whole / times == value and -(1 << 29) <= whole < 1 << 29:
            return struct.pack("<i", whole << 2 | 2 | hundredth)
    low, high = struct.unpack("<II", struct.pack("<d", value))
    return struct.pack("<I", high) if low == 0 and not high & 3 else None


def _formula(value: object) -> bytes:
    """2.5.97.1: a formula of one token, the value itself (PtgBool, PtgErr, PtgStr, PtgNum)."""
    if isinstance(value, bool):
        token = bytes([0x1D, value])
    elif isinstance(value, str) and value in ERRORS:
        token = bytes([0x1C, ERRORS[value]])
    elif isinstance(value, str):
        token = b"\x17" + struct.pack("<H", len(value)) + value.encode("utf-16-le")
    else:
        token = b"\x1f" + struct.pack("<d", value)
    return struct.pack("<HI", 0, len(token)) + token + bytes(4)


class Shared:
    """The texts that cells refer to, each once."""

    def __init__(self) -> None:
        self.texts: dict[str, int] = {}

    def at(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))


class Share(float):
    """A number that is shown as a percentage."""


def cell(value: object, column: int, shared: Shared, *, from_1904: bool = False) -> bytes:
    """One cell; a tuple is a formula with the value it shows, '#N/A' and its like are errors."""
    style = DAY if isinstance(value, dt.date) else PERCENT if isinstance(value, Share) else 0
    place = struct.pack("<II", column, style)
    is_formula = isinstance(value, tuple)
    value = value[0] if is_formula else value
    if isinstance(value, dt.date):
        first = dt.date(1904, 1, 1) if from_1904 else dt.date(1899, 12, 30)
        value = (value - first).days
    formula = _formula(value) if is_formula else b""
    if value is None:
        return record(1, place)
    if isinstance(value, bool):
        return record(10 if is_formula else 4, place + bytes([value]) + formula)
    if isinstance(value, str) and value in ERRORS:
        return record(11 if is_formula else 3, place + bytes([ERRORS[value]]) + formula)
    if isinstance(value, str) and is_formula:
        return record(8, place + wide(value) + formula)
    if isinstance(value, str):
        return record(7, place + struct.pack("<I", shared.at(value)))
    if is_formula or (short := packed(value)) is None:
        return record(9 if is_formula else 5, place + struct.pack("<d", value) + formula)
    return record(2, place + short)


def row(number: int, cells: bytes) -> bytes:
    """2.4.741 BrtRowHdr and the cells of the row."""
    return record(0, struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0)) + cells


def sheet(rows: bytes, merges: Iterable[tuple[int, int, int, int]] = ()) -> bytes:
    """2.1.7.62: a worksheet around its rows; merges are top, bottom, left, right."""
    joined = b"".join(record(176, struct.pack("<4I", *place)) for place in merges)
    count = record(177, struct.pack("<I", len(list(merges)))) + joined + record(178)
    whole = record(148, struct.pack("<4I", 0, 0, 0, 0))
    return record(129) + whole + record(145) + rows + record(146) + count + record(130)


def workbook(sheets: Iterable[tuple[str, int]], *, from_1904: bool = False) -> bytes:
    """2.1.7.61: names and states (0 visible, 1 hidden, 2 very hidden) of sheets."""
    listed = b"".join(
        record(156, struct.pack("<II", state, number) + wide(f"rId{number}") + wide(name))
        for number, (name, state) in enumerate(sheets, 1)
    )
    properties = record(153, struct.pack("<III", from_1904, 0, 0))
    return record(131) + properties + record(143) + listed + record(144) + record(132)


def styles() -> bytes:
    """Four cell formats: none, a day, a month under a format of one's own, a percentage; before
    them, as in every real file, the formats of named styles, which count for themselves."""
    month = struct.pack("<H", 176) + wide('yyyy"年"m"月"')
    formats = record(615, struct.pack("<I", 1)) + record(44, month) + record(616)
    named = record(626, struct.pack("<I", 1)) + _format(14) + record(627)
    cells = (
        record(617, struct.pack("<I", 4)) + b"".join(map(_format, (0, 14, 176, 10))) + record(618)
    )
    return record(278) + formats + named + cells + record(279)


def _format(number: int) -> bytes:
    """2.4.837 BrtXF with a number format."""
    return record(47, struct.pack("<HHHHHBBHH", 0, number, 0, 0, 0, 0, 0, 0, 1))


def package(
    parts: list[bytes], names: list[tuple[str, int]], shared: Shared, *, from_1904: bool = False
) -> bytes:
    """The file around the sheets' own parts."""
    texts = b"".join(record(19, b"\x00" + wide(text)) for text in shared.texts)
    count = struct.pack("<II", len(shared.texts), len(shared.texts))
    links = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(parts) + 1)]
    links += [("rIdS", "sharedStrings", "sharedStrings.bin"), ("rIdF", "styles", "styles.bin")]
    return zipped(
        {
            "[Content_Types].xml": _content_types(len(parts)),
            "_rels/.rels": _links([("rId1", "officeDocument", "xl/workbook.bin")]),
            "xl/_rels/workbook.bin.rels": _links(links),
            "xl/workbook.bin": workbook(names, from_1904=from_1904),
            "xl/sharedStrings.bin": record(159, count) + texts + record(160),
            "xl/styles.bin": styles(),
            **{f"xl/worksheets/sheet{n}.bin": part for n, part in enumerate(parts, 1)},
        }
    )


def as_xlsb(
    sheets: dict[str, list[list]], merges: Iterable[tuple] = (), *, from_1904: bool = False
) -> bytes:
    """A workbook of rows of values."""
    shared = Shared()
    parts = []
    for rows in sheets.values():
        content = b"".join(
            row(r, b"".join(cell(x, c, shared, from_1904=from_1904) for c, x in enumerate(values)))
            for r, values in enumerate(rows)
        )
        parts.append(sheet(content, merges))
    return package(parts, [(name, 0) for name in sheets], shared, from_1904=from_1904)


def _links(links: list[tuple[str, str, str]]) -> bytes:
    inside = "".join(
        f'<Relationship Id="{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, kind, target in links
    )
    space = f"{_PACKAGE}/relationships"
    return f'{_HEAD}<Relationships xmlns="{space}">{inside}</Relationships>'.encode()


def _content_types(sheets: int) -> bytes:
    kind = "application/vnd.ms-excel"
    named = {"workbook": f"{kind}.sheet.binary.macroEnabled.main", "styles": f"{kind}.styles",
             "sharedStrings": f"{kind}.sharedStrings"}  # fmt: skip
    named |= {f"worksheets/sheet{n}": f"{kind}.worksheet" for n in range(1, sheets + 1)}
    inside = "".join(
        f'<Override PartName="/xl/{name}.bin" ContentType="{of}"/>' for name, of in named.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="bin" '
        f'ContentType="{kind}.sheet.binary.macroEnabled.main"/>'
        f'<Default Extension="rels" ContentType="{rels}"/>{inside}</Types>'
    ).encode()
