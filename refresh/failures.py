"""From an exception to the exit code and the line a person reads."""

import errno
import os
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
SHORTAGES = ("No space left on device", "Out of Memory Error", "OutOfMemoryException")
RESOURCE_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EMFILE, errno.ENOMEM}


class AbsentError(SettingsError):
    """What the command line named is not there or cannot be used; `key` is the message that says
    so."""

    def __init__(self, key: str, what: object):
        super().__init__(str(what))
        self.key = key


def explain(error: BaseException) -> tuple[str, Exit]:
    """The message key and the exit code of a failure."""
    kinds = {type(parent).__name__ for parent in _chain(error)}
    if isinstance(error, KeyboardInterrupt | SystemExit):
        return "stopped", Exit.STOPPED
    if isinstance(error, AbsentError):
        return error.key, Exit.SETTINGS
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
    return is_shortage(str(error))


def is_shortage(text: str) -> bool:
    """Whether a library's words say that memory or disk ran out."""
    return any(words in text for words in SHORTAGES)


def redact(text: str) -> str:
    """The text without anything that looks like a person's number."""
    return LONG_NUMBER.sub("***", text)


def write_trace(home: Home, error: BaseException) -> Path | None:
    """Keep the trace where engineers look; it names code and files, not values of cells.

    None when there is no home to keep it in, or no space left.
    """
    path = home.logs / "errors.log"
    trace = "".join(traceback.format_exception(error))
    if not home.root.is_dir():
        return None
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{stamp(utc_now())} {redact(trace)}\n")
    except OSError:
        return None  # a full disk must not hide the error itself
    return path
