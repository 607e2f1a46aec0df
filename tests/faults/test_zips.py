"""Zips that were made to harm: what the directory betrays costs nothing but a look at it."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from ingest.books.archive import unpack
from ingest.books.book import read_book
from ingest.books.limits import Limits, Refused
from ingest.kept.collect import may_provide
from ingest.layout import load_layouts
from tests.faults.raw import SHEET, parts_of, rows, workbook_parts, worksheet, xlsx, zipped
from tests.unit.ingest_books import SCHOOL_LIST, workbook, write
from tests.unit.ingest_bureau import T1, Bureau

GOOD = xlsx(rows(["a", "b"]))
BIG = b"0" * (65 << 20)


def refused(data: bytes, limits: Limits | None = None) -> tuple[str, str]:
    with pytest.raises(Refused) as refusal:
        read_book(data, limits or Limits())
    return refusal.value.code, refusal.value.found


def declaring(data: bytes, part: str, size: int) -> bytes:
    """The same zip, its directory saying that a part has another size."""
    changed, name = bytearray(data), part.encode()
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(name))
    struct.pack_into("<I", changed, at + 24, size)
    return bytes(changed)


def with_method(method: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in parts_of(GOOD).items():
            archive.writestr(name, content)
    return target.getvalue()


def directory_of(files: int, *, is_zip64: bool = False) -> bytes:
    """A zip that names files and has none, as large as it says or (zip64) larger."""
    listed = (b"PK\x01\x02" + bytes(42)) * (1 if is_zip64 else files)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(listed), 30, 0)
    if is_zip64:
        large = struct.pack(
            "<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, files, files, files * 46, 30
        )
        end = large + struct.pack("<4sLQL", b"PK\x06\x07", 0, 30 + len(listed), 1) + end
    return b"PK\x03\x04" + bytes(26) + listed + end


DIRECTORY = {
    "a dense sheet": (zipped(parts_of(GOOD) | {SHEET: BIG}), "ratio"),
    "a dense part that nobody reads": (zipped(parts_of(GOOD) | {"xl/media/a.png": BIG}), "ratio"),
    "a dense part of an ods": (
        zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": BIG}),
        "ratio",
    ),
    "a dense file of an archive": (zipped({"a.csv": BIG}), "ratio"),
    "three gigabytes in all": (declaring(GOOD, SHEET, 3 << 30), "unpacked"),
    "files without number": (zipped({str(n): b"" for n in range(20_001)}), "entries"),
    "a directory without end": (directory_of(400_000), "entries"),
    "a large directory without end": (directory_of(1 << 40, is_zip64=True), "entries"),
}


@pytest.mark.parametrize(("data", "found"), DIRECTORY.values(), ids=DIRECTORY.keys())
def test_what_the_directory_betrays_is_refused_before_a_byte_is_unpacked(
    data: bytes, found: str, unpacked: list[int], tmp_path: Path
):
    assert refused(data) == ("over_limit", found)
    path = write(tmp_path / "a.zip", data)
    assert unpack(path, tmp_path, Limits()) == []
    assert not may_provide(path, load_layouts(), Limits())
    assert unpacked == []


METHODS = {"bzip2": with_method(zipfile.ZIP_BZIP2), "lzma": with_method(zipfile.ZIP_LZMA)}


@pytest.mark.parametrize("data", METHODS.values(), ids=METHODS.keys())
def test_a_method_that_unpacks_any_size_at_one_stroke_is_not_used(
    data: bytes, unpacked: list[int], tmp_path: Path
):
    assert refused(data) == ("not_a_spreadsheet", "ZIP")
    path = write(tmp_path / "a.xlsx", data)
    assert not may_provide(path, load_layouts(), Limits())
    assert unpack(path, tmp_path, Limits()) == []
    assert unpacked == []


def test_a_part_that_says_it_is_smaller_than_it_is():
    assert refused(declaring(GOOD, SHEET, 60))[0] == "not_a_spreadsheet"


@pytest.mark.parametrize("name", [SHEET, SHEET.upper(), SHEET.replace("/", "\\")])
def test_two_parts_of_one_name_are_two_workbooks_in_one(name: str):
    parts = [*parts_of(GOOD).items(), (name, worksheet(rows(["c", "d"])))]
    assert refused(zipped(parts)) == ("not_a_spreadsheet", "ZIP")


TARGETS = ["../../../etc/passwd", "file:///etc/passwd", "//server/share/a.xml", "../a.xml", ""]


@pytest.mark.parametrize("target", TARGETS)
def test_a_sheet_that_leads_out_of_the_workbook(target: str):
    parts = workbook_parts(worksheet(rows(["a"])), targets=[target])
    assert refused(zipped(parts))[0] == "not_a_spreadsheet"


def test_links_out_of_the_workbook_are_not_followed():
    away = b'Target="//192.0.2.1/a.xml" TargetMode="External"/></Relationships>'
    parts = workbook_parts(worksheet(rows(["a", "b"])))
    links = parts["xl/_rels/workbook.xml.rels"]
    more = b'<Relationship Id="x1" Type="externalLinkPath" ' + away
    parts["xl/_rels/workbook.xml.rels"] = links.replace(b"</Relationships>", more)
    assert read_book(zipped(parts), Limits()).sheets[0].rows == [["a", "b"]]


# Archives: which names, how deep


def named(name: str, content: bytes, mode: int = stat.S_IFREG) -> tuple[zipfile.ZipInfo, bytes]:
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, (mode | 0o644) << 16
    return entry, content


NAMES = {
    "up": ("../../../up.csv", "../../../up.csv"),
    "root": ("/etc/root.csv", "etc/root.csv"),
    "Windows": ("C:\\Windows\\win.csv", "C:/Windows/win.csv"),
    "up in Windows": ("..\\..\\up.csv", "../../up.csv"),
    "controls": ("a\x1b[2J\r\nb\u202e.csv", "a\ufffd[2J b\ufffd.csv"),
    "long": ("长" * 9000 + ".csv", "长" * 255),
    "emoji": ("😀" * 90 + ".csv", "😀" * 90 + ".csv"),
    "formula": ("=cmd|' C'!A0.csv", "=cmd|' C'!A0.csv"),
}


@pytest.mark.parametrize(("name", "shown"), NAMES.values(), ids=NAMES.keys())
def test_no_file_is_written_by_a_name_out_of_an_archive(name: str, shown: str, tmp_path: Path):
    (tmp_path / "home").mkdir()
    bureau = Bureau(tmp_path / "home")
    bureau.put("a.zip", zipped([named(name, b"a,b\n1,2\n")]))
    result = bureau.ingest(T1)
    held = next(file for file in result.files if file.is_inside)
    assert held.path.endswith(f"a.zip/{shown}")
    assert held.status == "held"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]
    made = {path.name for path in (tmp_path / "home").rglob("*") if path.is_file()}
    assert not any(word in made for word in ("up.csv", "root.csv", "win.csv", "passwd"))
    (back,) = bureau.returned.rglob("*.xlsx")
    assert back.parent == bureau.returned / "unknown"
    assert back.name.isprintable()


def test_a_nul_in_a_name_costs_nothing(tmp_path: Path):
    data = zipped([named("aXb.csv", b"a,b\n1,2\n")]).replace(b"aXb.csv", b"a\x00b.csv")
    bureau = Bureau(tmp_path)
    bureau.put("a.zip", data)
    assert [file.status for file in bureau.ingest(T1).files] == ["waiting", "held"]


def test_links_and_pipes_in_an_archive_are_bytes_like_any_other(tmp_path: Path):
    data = zipped(
        [named("link.csv", b"/etc/passwd", stat.S_IFLNK), named("p.csv", b"a,b", 0o10000)]
    )
    path = write(tmp_path / "in" / "a.zip", data)
    staging = write(tmp_path / "staging" / "x", b"").parent
    found = unpack(path, staging, Limits())
    assert [member.path.read_bytes() for member in found] == [b"/etc/passwd", b"a,b"]
    assert all(member.path.is_file() and not member.path.is_symlink() for member in found)


def test_files_of_one_name_are_files_of_their_own(tmp_path: Path):
    data = zipped([named("a.csv", b"1"), named("a.csv", b"2"), named("A.CSV", b"3")])
    found = unpack(write(tmp_path / "a.zip", data), tmp_path, Limits())
    assert [member.path.read_bytes() for member in found] == [b"1", b"2", b"3"]


def test_an_archive_without_dates_is_opened(tmp_path: Path):
    data = bytearray(zipped([named("a.csv", b"1")]))
    at = data.rfind(b"PK\x01\x02")
    data[at + 12 : at + 16] = bytes(4)
    (member,) = unpack(write(tmp_path / "a.zip", bytes(data)), tmp_path, Limits())
    assert member.seconds == 315_532_800  # 1980-01-01


def test_one_layer_of_archives_is_opened_and_no_more(tmp_path: Path):
    lists = workbook({"学校名录": SCHOOL_LIST})
    innermost = zipped({"名录.xlsx": lists})
    bureau = Bureau(tmp_path)
    bureau.put("外.zip", zipped({"中.zip": zipped({"内.zip": innermost}), "名录.xlsx": lists}))
    result = bureau.ingest(T1)
    assert {file.name: file.status for file in result.files} == {
        "外.zip": "waiting", "中.zip": "held", "名录.xlsx": "accepted",
    }  # fmt: skip
    (problem,) = next(file for file in result.files if file.name == "中.zip").problems
    assert problem.code == "unopened_archive"


def test_an_archive_of_itself_ends(tmp_path: Path):
    """Whatever an archive holds, what comes out of it is never unpacked again."""
    data = b"PK"
    for _ in range(30):
        data = zipped({"a.zip": data})
    bureau = Bureau(tmp_path)
    bureau.put("a.zip", data)
    assert [file.status for file in bureau.ingest(T1).files] == ["waiting", "held"]


@pytest.mark.parametrize("where", ["its bytes", "its sum", "the name before it"])
def test_a_part_that_was_looked_through_is_known_only_as_it_was(where: str):
    """The same workbook twice with one part of it broken in between: no other is like it."""
    read_book(GOOD, Limits())
    name = b"_rels/.rels"
    entry = next(
        e for e in zipfile.ZipFile(io.BytesIO(GOOD)).infolist() if e.orig_filename == name.decode()
    )
    listed, stands = GOOD.rfind(b"PK\x01\x02", 0, GOOD.rfind(name)), entry.header_offset
    begins = stands + 30 + len(name)
    at = {
        "its bytes": begins + entry.compress_size // 2,
        "its sum": listed + 16,
        "the name before it": stands + 30,
    }[where]
    broken = bytearray(GOOD)
    broken[at] ^= 1
    assert refused(bytes(broken))[0] == "not_a_spreadsheet"
    read_book(GOOD, Limits())
