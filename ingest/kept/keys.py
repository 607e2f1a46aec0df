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
    for name in _NAMES:
        found[name] = _known_key(restricted, name)
        if found[name] is None:
            found[name] = secrets.token_bytes(_BYTES)
            path = _path(restricted, name)
            for folder in (restricted, path.parent):  # `parents` would leave them open
                folder.mkdir(mode=0o700, exist_ok=True)
            write_text(path, found[name].hex() + "\n", 0o600)
    return Keys(**found)


def key_id(restricted: Path) -> str:
    """Names the keys in use; '' before their first use. Nothing is written.

    Raises KeyMissingError like `load_keys`.
    """
    found = {name: _known_key(restricted, name) for name in _NAMES}
    return "" if None in found.values() else Keys(**found).id


def _known_key(restricted: Path, name: str) -> bytes | None:
    path = _path(restricted, name)
    if text := os.environ.get(_NAMES[name]):
        return _decode(text, _NAMES[name])
    if path.exists():
        return _decode(path.read_text("ascii"), str(path))
    if (restricted / "rows" / "current.json").exists():
        raise KeyMissingError(f"{path} is gone; put it back from its sealed copy")
    return None


def _path(restricted: Path, name: str) -> Path:
    return restricted / "keys" / f"{name}.key"
