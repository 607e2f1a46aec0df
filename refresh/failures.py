"""From an exception to the exit code and the line a person reads."""

import errno
import re
import traceback
from pathlib import Path

from refresh.exits import Exit
from warehouse.home import Home
from warehouse.lock import HomeLockedError
from warehouse.runs import stamp, utc_now
from warehouse.settings import SettingsError

LONG_NUMBER = re.compile(r"[0-9０-９]{10,}[0-9０-９Xx]?")
"""An identity, student, exam or phone number: never in a log, whatever a library quotes."""
SETTINGS_ERRORS = {
    "CatalogueError",
    "KeyMissingError",
    "LayoutError",
    "ReportError",
    "SuiteError",
    "ValidationError",
    "YAMLError",
}
"""By name, so that a quiet night need not import the rooms that raise them."""
RESOURCE_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EMFILE, errno.ENOMEM}


def explain(error: BaseException) -> tuple[str, Exit]:
    """The message key and the exit code of a failure."""
    kinds = {type(parent).__name__ for parent in _chain(error)}
    if isinstance(error, HomeLockedError):
        return "locked", Exit.LOCKED
    if isinstance(error, SettingsError) or kinds & SETTINGS_ERRORS:
        return "settings", Exit.SETTINGS
    if kinds & {"MemoryError", "OutOfMemoryException"} or any(map(_lacks_space, _chain(error))):
        return "resources", Exit.RESOURCES
    return "internal", Exit.INTERNAL


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _lacks_space(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in RESOURCE_ERRORS
    return "No space left on device" in str(error)


def redact(text: str) -> str:
    """The text without anything that looks like a person's number."""
    return LONG_NUMBER.sub("***", text)


def write_trace(home: Home, error: BaseException) -> Path:
    """Keep the trace where engineers look; it names code and files, not values of cells."""
    path = home.logs / "errors.log"
    trace = "".join(traceback.format_exception(error))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{stamp(utc_now())} {redact(trace)}\n")
    except OSError:
        pass  # a full disk must not hide the error itself
    return path
