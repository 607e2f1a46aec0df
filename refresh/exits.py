"""Exit codes: the part of the contract that a scheduler reads."""

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    """Published, or done."""
    HELD = 10
    """Published, but some files or rows were sent back."""
    RED = 20
    """The gate or a data test is red; the last publication stays."""
    LOCKED = 30
    """Another run works in this home."""
    RESOURCES = 40
    """No space, no memory."""
    SETTINGS = 51
    """A setting, layout, suite or key cannot be used."""
    INTERNAL = 60
    """A model errors, or a fault of ours."""
    STOPPED = 130
    """Stopped by a person or the system."""
