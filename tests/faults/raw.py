"""Files for the tests of hostile input, written part by part; none is ever committed."""

import io
import warnings
import zipfile
from collections.abc import Iterable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SHEET = "xl/worksheets/sheet1.xml"

Parts = dict[str, bytes]


def zipped(parts: Parts | Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """A zip of parts; pairs may name one part twice."""
    target = io.BytesIO()
    pairs = parts.items() if isinstance(parts, dict) else parts
    with zipfile.ZipFile(target, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in pairs:
            archive.writestr(name, content, zipfile.ZIP_DEFLATED, compresslevel=1)
    return target.getvalue()


def parts_of(data: bytes) -> Parts:
    """The parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cell(place: str, text: str) -> str:
    """A cell with a text of its own."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def rows(*lines: Iterable[str]) -> str:
    """Rows of texts from A1 on, as the XML of a sheet's data."""
    made = []
    for r, line in enumerate(lines, 1):
        cells = "".join(cell(f"{chr(65 + c)}{r}", text) for c, text in enumerate(line) if text)
        made.append(f'<row r="{r}">{cells}</row>')
    return "".join(made)


def worksheet(data: str, *, before: str = "", after: str = "") -> bytes:
    """A sheet part around the XML of its rows."""
    return (
        f'{HEAD}{before}<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{after}</worksheet>'
    ).encode()


def workbook_parts(
    *sheets: bytes, names: Iterable[str] = (), targets: Iterable[str] = (), **more: bytes
) -> Parts:
    """The parts of an xlsx with these sheet parts; `more`: sharedStrings, styles."""
    names = list(names) or [f"表{n}" for n in range(1, len(sheets) + 1)]
    targets = list(targets) or [f"worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="{target}"/>'
        for n, target in enumerate(targets, 1)
    )
    links += "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/{name}" Target="{name}.xml"/>'
        for name in more
    )
    types = f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="'
    types += 'application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    types += 'ContentType="application/xml"/></Types>'
    office = f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    around = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    parts = {
        "[Content_Types].xml": f"{HEAD}{types}",
        "_rels/.rels": f"{HEAD}{around}{office}</Relationships>",
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"{HEAD}{around}{links}</Relationships>",
    }
    made = {name: text.encode() for name, text in parts.items()}
    made |= {f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(sheets, 1)}
    return made | {f"xl/{name}.xml": content for name, content in more.items()}


def xlsx(data: str, **more: bytes) -> bytes:
    """An xlsx of one sheet, from the XML of its rows."""
    return zipped(workbook_parts(worksheet(data), **more))
