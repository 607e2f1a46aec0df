"""Files read plainly, by other means than ours: a strict XML parser, a few lines a kind. What is
not whole or not clear is Unreadable."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile

from ingest.books.sheet import Book, ErrorCell, NoValue, Sheet
from ingest.text import column_index

_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_MOST = 300_000


class Unreadable(Exception):
    """A strict reading has no answer."""


def read_plainly(kind: str, data: bytes) -> Book:
    """The book in `data`. Raises Unreadable."""
    try:
        return _READERS[kind](data)
    except (zipfile.BadZipFile, zipfile.zlib.error, ET.ParseError, EOFError, OSError, LookupError,
            ValueError, NotImplementedError, RuntimeError) as error:  # fmt: skip
        raise Unreadable(str(error)) from error


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [entry.filename.lower().replace("\\", "/") for entry in archive.infolist()]
        if len(set(names)) < len(names):
            raise ValueError("a name twice")
        return {
            name: archive.read(entry) for name, entry in zip(names, archive.infolist(), strict=True)
        }


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _below(element: ET.Element, *path: str) -> list[ET.Element]:
    found = [element]
    for name in path:
        found = [child for one in found for child in one if _local(child) == name]
    return found


def _lay_out(cells: dict[tuple[int, int], object]) -> list[list]:
    cells = {place: value for place, value in cells.items() if value != ""}
    height = max((row + 1 for row, _ in cells), default=0)
    width = max((column + 1 for _, column in cells), default=0)
    if height * width > _MOST:
        raise ValueError("too large")
    return [[cells.get((r, c), "") for c in range(width)] for r in range(height)]


def _xlsx(data: bytes) -> Book:
    parts = _parts(data)
    links = {}
    for link in ET.fromstring(parts["xl/_rels/workbook.xml.rels"]):
        target = link.get("Target", "").lower()
        links[link.get("Id")] = target[1:] if target.startswith("/") else f"xl/{target}"
    shared = []
    if "xl/sharedstrings.xml" in parts:
        items = _below(ET.fromstring(parts["xl/sharedstrings.xml"]), "si")
        shared = [_text(item) for item in items]
    sheets, names = [], set()
    for one in _below(ET.fromstring(parts["xl/workbook.xml"]), "sheets", "sheet"):
        link = next(value for key, value in one.attrib.items() if key.endswith("}id"))
        name, sheet = one.attrib["name"], ET.fromstring(parts[links[link]])
        if name in names:
            raise ValueError("a sheet twice")
        names.add(name)
        is_visible = one.get("state", "visible") == "visible"
        sheets.append(Sheet(name, _lay_out(_cells(sheet, shared)), is_visible))
    return Book("xlsx", sheets)


def _text(item: ET.Element) -> str:
    """A text, also one of several pieces, without its reading aid."""
    texts = _below(item, "t") + _below(item, "r", "t")
    return "".join(text.text or "" for text in texts)


def _cells(sheet: ET.Element, shared: list[str]) -> dict[tuple[int, int], object]:
    cells: dict[tuple[int, int], object] = {}
    row = -1
    for line in _below(sheet, "sheetData", "row"):
        row = int(line.get("r", row + 2)) - 1
        column = -1
        for cell in _below(line, "c"):
            place = cell.get("r")
            at = (row, column + 1)
            if place is not None:
                match = _PLACE.fullmatch(place)
                at = int(match[2]) - 1, column_index(match[1])
            column = at[1]
            if at in cells:
                raise ValueError("a cell twice")
            cells[at] = _value(cell, shared)
    return cells


def _value(cell: ET.Element, shared: list[str]) -> object:
    kind, values = cell.get("t", "n"), _below(cell, "v")
    inline, formula = _below(cell, "is"), _below(cell, "f")
    if len(values) + len(inline) > 1 or len(formula) > 1:
        raise ValueError("two values")
    if inline:
        return _text(inline[0])
    text = (values[0].text or "") if values else None
    if kind == "e":
        return ErrorCell(text or "")
    if not text:
        return NoValue() if formula and not (text == "" and kind == "str") else ""
    if kind == "s":
        if not re.fullmatch(r"\d+", text, re.ASCII):
            raise ValueError("no index")
        return shared[int(text)]
    if kind == "b":
        return {"0": False, "1": True}[text]
    if kind == "n":
        return float(text) if re.fullmatch(r"[-+0-9.eE]+|NaN", text) else text
    if kind == "str":
        return text
    raise ValueError(kind)


_ODS_MOST = 2_000


def _ods(data: bytes) -> Book:
    content = ET.fromstring(_parts(data)["content.xml"])
    sheets = []
    for table in _below(content, "body", "spreadsheet", "table"):
        lines: list[list] = []
        for line in _below(table, "table-row"):
            cells: list = []
            for cell in line:
                if _local(cell) in {"table-cell", "covered-table-cell"}:
                    cells += [_ods_value(cell)] * _times(cell, "number-columns-repeated")
            while cells and cells[-1] == "":
                cells.pop()
            lines += [cells] * _times(line, "number-rows-repeated")
        while lines and not lines[-1]:
            lines.pop()
        sheets.append(Sheet(_attribute(table, "name") or "", lines))
    return Book("ods", sheets)


def _attribute(element: ET.Element, name: str) -> str | None:
    found = [value for key, value in element.attrib.items() if key.endswith(f"}}{name}")]
    return found[0] if found else None


def _times(element: ET.Element, name: str) -> int:
    times = int(_attribute(element, name) or 1)
    if not 0 < times < _ODS_MOST:
        raise ValueError(name)
    return times


def _ods_value(cell: ET.Element) -> object:
    kind = _attribute(cell, "value-type")
    paragraphs = ["".join(p.itertext()) for p in _below(cell, "p")]
    if kind == "float":
        return float(_attribute(cell, "value"))
    if kind in {"string", None}:
        return "\n".join(paragraphs)
    raise ValueError(kind)


def _page(data: bytes) -> Book:
    """A page that happens to be whole XML."""
    page = ET.fromstring(data.decode("utf-8"))
    tables = [table for table in page.iter() if table.tag == "table"]
    sheets = []
    for number, table in enumerate(tables, 1):
        lines = [[(cell.text or "").strip() for cell in line if cell.tag == "td"] for line in table]
        if any(cell.attrib or len(cell) for line in table for cell in line):
            raise ValueError("more than cells")
        if any(one.tag not in {"tr", "td"} for line in table for one in (line, *line)):
            raise ValueError("more than rows")
        sheets.append(Sheet(str(number) if len(tables) > 1 else "", lines))
    return Book("html", sheets)


def _csv(data: bytes) -> Book:
    """Without quotes: what has one is not read plainly."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    if '"' in text or "\x00" in text or data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise ValueError("not plain")
    lines = re.split(r"\r\n|\n|\r", text.removeprefix("\ufeff"))
    if lines[-1] == "":
        lines.pop()
    return Book("csv", [Sheet("", [line.split(",") if line else [] for line in lines])])


_READERS = {"xlsx": _xlsx, "ods": _ods, "html": _page, "csv": _csv}
