"""Writes the old kinds of .xls for tests, record by record, and puts a password on a new one.

Records: Microsoft's Excel 97 developer's kit and [MS-XLS]; passwords: [MS-OFFCRYPTO] 2.3.5 (RC4 of
the CryptoAPI), 2.3.6 (RC4) and 2.3.7 (XOR).
"""

import hashlib
import io
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import olefile
from msoffcrypto.method.xor_obfuscation import DocumentXOR
from xlwt.CompoundDoc import XlsDoc

ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36,
          "#N/A": 42}  # fmt: skip
_BOF, _FILE_PASSWORD, _BOUND_SHEET, _CODE_PAGE, _EOF = 0x809, 0x2F, 0x85, 0x42, 0x0A
# What stays readable of a record ([MS-XLS] 2.2.10): all of it, or the place of a sheet.
_OPEN_BYTES = {_BOF: 1 << 16, _FILE_PASSWORD: 1 << 16, _BOUND_SHEET: 4}
_BLOCK = 1024
_SALT, _VERIFIER = bytes(range(16)), bytes(range(100, 116))


@dataclass(frozen=True)
class Answer:
    """A formula and what a program says that it gave; `asks` to be calculated when it is opened."""

    value: float | str | bool
    asks: bool = False

    def written(self, place: bytes) -> bytes:
        """BIFF5 and BIFF8 write it alike: [MS-XLS] 2.4.127 and 2.5.133."""
        if isinstance(self.value, bool):
            result = struct.pack("<BBB3xH", 1, 0, self.value, 0xFFFF)
        elif isinstance(self.value, str):
            kind = 2 if self.value in ERRORS else 0 if self.value else 3
            result = struct.pack("<BBB3xH", kind, 0, ERRORS.get(self.value, 0), 0xFFFF)
        else:
            result = struct.pack("<d", self.value)
        formula = record(6, place + result + struct.pack("<HIH", 2 * self.asks, 0, 0))
        if isinstance(self.value, str) and self.value and self.value not in ERRORS:
            coded = self.value.encode("gbk")
            formula += record(0x207, struct.pack("<H", len(coded)) + coded)
        return formula


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def as_biff(rows: list[list], version: int, code_page: int | None = 936) -> bytes:
    """One sheet of BIFF2, 3 or 4 without a compound document around it; version 0 is the BIFF5
    that programs write who leave out the version."""
    start = {
        0: record(_BOF, struct.pack("<HHHH", 0, 0x10, 0, 0)),
        2: record(0x09, struct.pack("<HH", 2, 0x10)),
        3: record(0x209, struct.pack("<HHH", 0x300, 0x10, 0)),
        4: record(0x409, struct.pack("<HHH", 0x400, 0x10, 0)),
    }
    return start[version] + _code_page(code_page) + _cells(rows, version == 2) + record(_EOF)


def as_biff5(
    sheets: dict[str, list[list]],
    stream: str = "Book",
    engine: int | None = None,
    pending: str = "",
) -> bytes:
    """A workbook of Excel 5 or 95 in its compound document: which `engine` calculated last, and
    the sheet that was still to be calculated."""
    start = record(_BOF, struct.pack("<HHHH", 0x500, 5, 0, 0)) + _code_page(936)
    if engine is not None:
        start += record(0x1C1, struct.pack("<HHI", 0x1C1, 0, engine))
    names = [name.encode("gbk") for name in sheets]
    at = len(start) + sum(11 + len(name) for name in names) + 4
    listed, parts = b"", b""
    for name, rows in zip(names, sheets.values(), strict=True):
        head = struct.pack("<IBBB", at + len(parts), 0, 0, len(name))
        listed += record(_BOUND_SHEET, head + name)
        parts += record(_BOF, struct.pack("<HHHH", 0x500, 0x10, 0, 0))
        parts += record(0x5E, bytes(2)) if name.decode("gbk") == pending else b""
        parts += _cells(rows, False) + record(_EOF)
    return compound(start + listed + record(_EOF) + parts, stream)


def compound(workbook: bytes, name: str = "Workbook") -> bytes:
    """The compound document around a stream of records."""
    target = io.BytesIO()
    XlsDoc().save(target, workbook)
    usual, wanted = ("Workbook\0".encode("utf-16-le"), f"{name}\0".encode("utf-16-le"))
    at = target.getvalue().index(usual)
    entry = wanted.ljust(64, b"\0") + struct.pack("<H", len(wanted))
    data = target.getvalue()
    return data[:at] + entry + data[at + len(entry) :]


def _code_page(number: int | None) -> bytes:
    return b"" if number is None else record(_CODE_PAGE, struct.pack("<H", number))


def _cells(rows: list[list], is_first: bool) -> bytes:
    return b"".join(
        _cell(r, c, value, is_first)
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if value is not None
    )


def _cell(row: int, column: int, value: object, is_first: bool) -> bytes:
    """A cell of BIFF2, or of the later kinds: two hundred above it, with two bytes of format."""
    kind = 0 if is_first else 0x200
    place = struct.pack("<HH", row, column) + bytes(3 if is_first else 2)
    if isinstance(value, Answer):
        return value.written(place)
    if isinstance(value, bool):
        return record(kind + 5, place + bytes([value, 0]))
    if isinstance(value, str) and value in ERRORS:
        return record(kind + 5, place + bytes([ERRORS[value], 1]))
    if isinstance(value, str):
        coded = value.encode("gbk")
        length = struct.pack("<B" if is_first else "<H", len(coded))
        return record(kind + 4, place + length + coded)
    if is_first and isinstance(value, int) and 0 <= value < 1 << 16:
        return record(2, place + struct.pack("<H", value))
    return record(kind + 3, place + struct.pack("<d", value))


def lock(data: bytes, password: str, kind: str) -> bytes:
    """A BIFF8 .xls behind a password; `kind` is xor, rc4 or cryptoapi."""
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        stream = ole.openstream("Workbook").read()
    content, hide = _LOCKS[kind](password)
    password_record = record(_FILE_PASSWORD, content)
    # what fills up the last sector has to read as empty records
    end = record(0, bytes(-len(_joined(stream, password_record)) % 4))
    plain = _joined(stream, password_record) + end
    hidden, at = bytearray(plain), 0
    for number, content in _records(plain):
        begin, at = at + 4, at + 4 + len(content)
        shown = _OPEN_BYTES.get(number, 0)
        hidden[begin + shown : at] = hide(plain, begin, at)[shown:]
    return compound(bytes(hidden))


def _joined(stream: bytes, password_record: bytes) -> bytes:
    """The records with the password behind the first, the places of sheets moved behind it."""
    first, *others = _records(stream)
    joined = record(*first) + password_record
    for kind, content in others:
        if kind == _BOUND_SHEET:
            (at,) = struct.unpack_from("<I", content)
            content = struct.pack("<I", at + len(password_record)) + content[4:]
        joined += record(kind, content)
    return joined


def _by_rc4(password: str) -> tuple[bytes, Callable[[bytes, int, int], bytes]]:
    words = password.encode("utf-16-le")
    first = hashlib.md5((hashlib.md5(words).digest()[:5] + _SALT) * 16).digest()[:5]

    def key(block: int) -> bytes:
        return hashlib.md5(first + struct.pack("<I", block)).digest()

    proof = _rc4(key(0), _VERIFIER + hashlib.md5(_VERIFIER).digest())
    return struct.pack("<HHH", 1, 1, 1) + _SALT + proof, _blocks(key)


def _by_cryptoapi(password: str) -> tuple[bytes, Callable[[bytes, int, int], bytes]]:
    first = hashlib.sha1(_SALT + password.encode("utf-16-le")).digest()

    def key(block: int) -> bytes:
        return hashlib.sha1(first + struct.pack("<I", block)).digest()[:16]

    proof = _rc4(key(0), _VERIFIER + hashlib.sha1(_VERIFIER).digest())
    name = "Microsoft Enhanced Cryptographic Provider v1.0\0".encode("utf-16-le")
    header = struct.pack("<8I", 4, 0, 0x6801, 0x8004, 128, 1, 0, 0) + name
    content = struct.pack("<HHHII", 1, 2, 2, 4, len(header)) + header + struct.pack("<I", 16)
    return content + _SALT + proof[:16] + struct.pack("<I", 20) + proof[16:], _blocks(key)


def _by_xor(password: str) -> tuple[bytes, Callable[[bytes, int, int], bytes]]:
    """2.3.7.2, whose tables are msoffcrypto's."""
    check = 0
    for byte in reversed([len(password), *password.encode("ascii")]):
        check = (check >> 14 & 1 | check << 1 & 0x7FFF) ^ byte
    key = DocumentXOR.create_xor_key_method1(password)
    array = DocumentXOR.create_xor_array_method1(password)

    def hide(plain: bytes, begin: int, end: int) -> bytes:
        turned = ((byte << 5 | byte >> 3) & 0xFF for byte in plain[begin:end])
        return bytes(byte ^ array[(end + n) % 16] for n, byte in enumerate(turned))

    return struct.pack("<HHH", 0, key, check ^ 0xCE4B), hide


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == size == 0:
            return
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _blocks(key: Callable[[int], bytes]) -> Callable[[bytes, int, int], bytes]:
    """Every 1024 bytes of the stream have a key of their own, headers of records counted."""

    def hide(plain: bytes, begin: int, end: int) -> bytes:
        first = begin // _BLOCK * _BLOCK
        hidden = b"".join(
            _rc4(key(at // _BLOCK), plain[at : at + _BLOCK]) for at in range(first, end, _BLOCK)
        )
        return hidden[begin - first : end - first]

    return hide


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i, j, out = 0, 0, bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


_LOCKS = {"xor": _by_xor, "rc4": _by_rc4, "cryptoapi": _by_cryptoapi}
