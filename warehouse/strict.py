"""What pydantic found wrong in a file of ours, in one line for a person."""

from pydantic import ValidationError

_LONGEST = 60


def faults(error: ValidationError) -> str:
    """Each mistake as `where: what, found …`, without addresses of a manual."""
    return "; ".join(_fault(item) for item in error.errors())


def _fault(item: dict) -> str:
    where = ".".join(str(part) for part in item["loc"])
    found = repr(item.get("input"))
    shown = found if len(found) <= _LONGEST else f"{found[:_LONGEST]}…"
    message = item["msg"].removeprefix("Value error, ")
    is_whole = isinstance(item.get("input"), dict)
    return f"{where}: {message}" + ("" if is_whole else f", found {shown}")
