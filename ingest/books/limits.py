"""How large a received file may be: one table of limits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, times in seconds; a file beyond one of them is refused or costs itself."""

    file_bytes: int = 512 << 20
    unpacked_bytes: int = 2 << 30
    ratio: int = 200
    ratio_from_bytes: int = 64 << 20
    zip_entries: int = 20_000
    cells: int = 20_000_000
    heading_rows: int = 30
    worker_bytes: int = 4 << 30
    file_seconds: float = 120.0
    annotated_rows: int = 5_000


class Refused(Exception):
    """The file as a whole cannot be read; `code` is one of the file-level problem codes."""

    def __init__(self, code: str, found: str = ""):
        super().__init__(code)
        self.code, self.found = code, found
