"""Strict Open XML (ISO/IEC 29500-1) in the names of the transitional kind, which openpyxl knows."""

import io
import re
import zipfile

_STRICT = re.compile(re.escape(b"http://purl.oclc.org/ooxml/") + rb"(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_MARKUP = (".xml", ".rels", ".vml")


def transitional(data: bytes) -> bytes:
    """The same workbook; one that is transitional already is answered as it is. Only for a file
    that was looked at before: its parts are read whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        if not _STRICT.search(source.read("xl/workbook.xml")):
            return data
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
            for entry in source.infolist():
                content = source.read(entry)
                if entry.filename.lower().endswith(_MARKUP):
                    content = _STRICT.sub(_TRANSITIONAL, content)
                copy.writestr(entry.filename, content)
    return target.getvalue()
