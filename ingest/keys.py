"""The two keys under which numbers of persons become tokens: one for teachers, one for pupils."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from warehouse.files import write_text

_NAMES = {"teacher": "JUNHENG_TEACHER_KEY", "pupil": "JUNHENG_PUPIL_KEY"}
_BYTES = 32


class KeyMissingError(Exception):
    """A key is missing or is no key; without the old key the old tokens cannot be made again."""


@dataclass(frozen=True)
class Keys:
    """32 bytes each."""

    teacher: bytes
    pupil: bytes

    @property
    def id(self) -> str:
        """Names the pair without telling it: the first 8 hexadecimal digits of each SHA-256."""
        return "-".join(hashlib.sha256(key).hexdigest()[:8] for key in (self.teacher, self.pupil))

    @classmethod
    def passing(cls) -> "Keys":
        """Keys for a look at a file whose tokens are thrown away."""
        return cls(secrets.token_bytes(_BYTES), secrets.token_bytes(_BYTES))


def _decode(text: str, source: str) -> bytes:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) != _BYTES:
        raise KeyMissingError(f"{source}: expected {2 * _BYTES} hexadecimal digits")
    return key


def load_keys(restricted: Path) -> Keys:
    """The keys from the environment or from `keys/`, made on first use.

    Raises KeyMissingError when one is gone although files were read with it.
    """
    found = {}
    for name, variable in _NAMES.items():
        path = restricted / "keys" / f"{name}.key"
        if text := os.environ.get(variable):
            found[name] = _decode(text, variable)
        elif path.exists():
            found[name] = _decode(path.read_text("ascii"), str(path))
        elif (restricted / "rows" / "current.json").exists():
            raise KeyMissingError(f"{path} is gone; put it back from its sealed copy")
        else:
            found[name] = secrets.token_bytes(_BYTES)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_text(path, found[name].hex() + "\n", 0o600)
    return Keys(**found)
