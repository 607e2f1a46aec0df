"""Seeded damage to good files: to their bytes, to the parts of a zip, to the XML inside."""

import io
import random
import re
import zipfile
from collections.abc import Callable

from tests.faults.raw import Parts, parts_of, zipped

Mutation = Callable[[bytes, random.Random], bytes]

_HUGE = ["0", "-1", "99", "1048577", "99999999999999999999", "1e999", "NaN", "XFD1048576", "x", ""]
_TAG = re.compile(rb"<[^<>]+>")
_ATTRIBUTE = re.compile(rb'([A-Za-z:-]+)="([^"<>]*)"')
_ROW = re.compile(rb"<((?:table:table-)?row)[ >].*?</\1>|<tr>.*?</tr>", re.S)
_NUMBER = re.compile(rb"(?<=>)[0-9.]+(?=<)")


def flip(data: bytes, dice: random.Random) -> bytes:
    """One to four bytes are others."""
    changed = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def flip_bit(data: bytes, dice: random.Random) -> bytes:
    """One bit is another."""
    changed = bytearray(data)
    changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def truncate(data: bytes, dice: random.Random) -> bytes:
    """The end is missing."""
    return data[: dice.randrange(1, len(data))]


def cut_out(data: bytes, dice: random.Random) -> bytes:
    """A piece in the middle is missing."""
    at = dice.randrange(len(data))
    return data[:at] + data[at + dice.randint(1, 64) :]


def swap(data: bytes, dice: random.Random) -> bytes:
    """Two blocks of one size have changed places."""
    size = dice.choice([16, 64, 512])
    size = min(size, len(data) // 4)
    first = dice.randrange(len(data) // 2 - size)
    second = dice.randrange(len(data) // 2, len(data) - size)
    changed = bytearray(data)
    changed[first : first + size] = data[second : second + size]
    changed[second : second + size] = data[first : first + size]
    return bytes(changed)


BYTES: list[Mutation] = [flip, flip_bit, truncate, cut_out, swap]


def drop_part(data: bytes, dice: random.Random) -> bytes:
    """A part of the zip is missing."""
    parts = parts_of(data)
    parts.pop(dice.choice(list(parts)))
    return zipped(parts)


def double_part(data: bytes, dice: random.Random) -> bytes:
    """A part stands twice, the second time as another or with damage."""
    parts = parts_of(data)
    name = dice.choice(list(parts))
    second = dice.choice([parts[dice.choice(list(parts))], flip(parts[name], dice)])
    return zipped([*parts.items(), (name, second)])


def rename_part(data: bytes, dice: random.Random) -> bytes:
    """A part is called otherwise."""
    parts = parts_of(data)
    name = dice.choice(list(parts))
    other = dice.choice([name.upper(), name.replace("/", "\\"), f"../{name}", f"/{name}", "x"])
    return zipped({other if part == name else part: content for part, content in parts.items()})


def swap_parts(data: bytes, dice: random.Random) -> bytes:
    """Two parts have changed their names."""
    parts = parts_of(data)
    one, two = dice.sample(list(parts), 2)
    return zipped(parts | {one: parts[two], two: parts[one]})


def damage_directory(data: bytes, dice: random.Random) -> bytes:
    """A byte of the zip's own lists is another."""
    places = [m.start() for m in re.finditer(rb"PK(\x01\x02|\x03\x04|\x05\x06)", data)]
    changed = bytearray(data)
    at = dice.choice(places) + dice.randint(4, 29)
    changed[min(at, len(data) - 1)] = dice.randrange(256)
    return bytes(changed)


ZIPS: list[Mutation] = [drop_part, double_part, rename_part, swap_parts, damage_directory]


def _replace(text: bytes, pattern: re.Pattern, dice: random.Random,
             make: Callable[[re.Match], bytes]) -> bytes:  # fmt: skip
    found = list(pattern.finditer(text))
    if not found:
        return text
    match = dice.choice(found)
    return text[: match.start()] + make(match) + text[match.end() :]


def change_attribute(text: bytes, dice: random.Random) -> bytes:
    """An attribute (r, t, s, a repeat, a span) has another value."""
    other = [m[2] for m in _ATTRIBUTE.finditer(text)] or [b""]
    value = dice.choice([dice.choice(other), dice.choice(_HUGE).encode(), b"s", b"e", b"str"])
    return _replace(text, _ATTRIBUTE, dice, lambda m: m[1] + b'="' + value + b'"')


def drop_attribute(text: bytes, dice: random.Random) -> bytes:
    """An attribute is missing."""
    return _replace(text, _ATTRIBUTE, dice, lambda m: b"")


def drop_tag(text: bytes, dice: random.Random) -> bytes:
    """A tag is missing, its end not, or the other way round."""
    return _replace(text, _TAG, dice, lambda m: b"")


def double_tag(text: bytes, dice: random.Random) -> bytes:
    """A tag stands twice."""
    return _replace(text, _TAG, dice, lambda m: m[0] * 2)


def double_row(text: bytes, dice: random.Random) -> bytes:
    """A row stands twice."""
    return _replace(text, _ROW, dice, lambda m: m[0] * 2)


def drop_row(text: bytes, dice: random.Random) -> bytes:
    """A row is missing."""
    return _replace(text, _ROW, dice, lambda m: b"")


def change_number(text: bytes, dice: random.Random) -> bytes:
    """A number is another."""
    return _replace(text, _NUMBER, dice, lambda m: dice.choice(_HUGE).encode())


def wrap(text: bytes, dice: random.Random) -> bytes:
    """The same, written in a way that no program does."""
    ways = [
        (b'"', b"'"), (b"><", b">\n<"), (b"<c ", b"<c\n"), (b"<v>", b"<v >"), (b'="', b' = "'),
        (b"</v>", b"<!-- --></v>"), (b"</v>", b"<?x?></v>"), (b"<row ", b"<!-- --><row "),
    ]  # fmt: skip
    before, after = dice.choice(ways)
    return text.replace(before, after)


MARKUP: list[Mutation] = [
    change_attribute, change_attribute, drop_attribute, drop_tag, double_tag, double_row,
    drop_row, change_number, wrap, flip,
]  # fmt: skip


def in_part(data: bytes, dice: random.Random) -> bytes:
    """A part of cells, names or links is damaged, and the zip around it made anew."""
    parts: Parts = parts_of(data)
    names = [n for n in parts if re.search(r"sheet\d|shared|workbook|content", n)]
    name = dice.choice(names)
    changed = dice.choice(MARKUP)(parts[name], dice)
    return zipped(parts | {name: changed})


def members(data: bytes) -> set[bytes]:
    """What a good archive holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {archive.read(entry) for entry in archive.infolist()}
