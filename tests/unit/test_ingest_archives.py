"""Zip archives: every file inside is a file of its own, the archive is only its wrapping."""

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest

from ingest import take
from ingest.books.archive import may_be_archive, unpack
from ingest.books.limits import Limits
from ingest.run import check_paths
from tests.unit.ingest_books import SCHOOL_LIST, class_sheet, student_row, student_sheet, workbook
from tests.unit.ingest_bureau import CLASSES, T1, T2, Bureau
from tests.unit.test_ingest_kinds import zipped


@cache
def members() -> dict[str, bytes]:
    wrong = class_sheet(["一年级", "1班", "很多"])
    return {
        "上报/学校名录.xlsx": workbook({"学校名录": SCHOOL_LIST}),
        "上报/一小/学生.xlsx": workbook({"学生": student_sheet(student_row(1))}),
        "上报/一小/班级.xlsx": workbook({"班级": wrong}),
        "上报/说明.docx": zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}),
        "上报/~$班级.xlsx": b"lock",
        "__MACOSX/上报/._班级.xlsx": b"fork",
    }


def statuses(result: object) -> dict[str, str]:
    return {file.name: file.status for file in result.files}


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    made = Bureau(tmp_path)
    made.put("上报.zip", zipped(members()))
    return made


def test_every_member_is_taken_or_held_for_itself_and_the_archive_waits(bureau: Bureau):
    result = bureau.ingest(T1)
    assert statuses(result) == {
        "上报.zip": "waiting", "学校名录.xlsx": "accepted", "学生.xlsx": "accepted",
        "班级.xlsx": "accepted", "说明.docx": "held", "~$班级.xlsx": "skipped",
        "._班级.xlsx": "skipped",
    }  # fmt: skip
    assert (result.accepted_count, result.held_count, result.rows_rejected_in_force) == (3, 1, 1)
    assert [path.name for path in bureau.inbox.iterdir()] == ["上报.zip"]
    assert bureau.sent_back() == ["2199000001/班级.退回.xlsx", "unknown/说明.退回.xlsx"]
    assert bureau.manifests()["学生.xlsx"].inside.endswith("上报.zip/上报/一小/学生.xlsx")
    again = bureau.ingest(T2)
    assert (again.accepted_count, again.held_count) == (0, 1)


def test_the_same_archive_again_is_nothing(bureau: Bureau):
    bureau.ingest(T1)
    bureau.put("又一次.zip", zipped(members()))
    result = bureau.ingest(T2)
    assert statuses(result)["又一次.zip"] == "waiting"
    assert result.accepted_count == 0


def test_a_member_that_was_mended_is_no_longer_sent_back(bureau: Bureau):
    bureau.ingest(T1)
    bureau.put("班级.xlsx", workbook({"班级": CLASSES}), 1_990_000_000)
    bureau.ingest(T2)
    assert bureau.sent_back() == ["unknown/说明.退回.xlsx"]


def test_an_archive_is_known_only_when_all_its_members_are(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
):
    write, written = take.write_manifest, []

    def die(restricted: Path, manifest: object) -> None:
        written.append(manifest.kind)
        if len(written) == 3:
            raise KeyboardInterrupt
        write(restricted, manifest)

    with monkeypatch.context() as patch:
        patch.setattr(take, "write_manifest", die)
        with pytest.raises(KeyboardInterrupt):
            bureau.ingest(T1)
    assert "archive" not in written
    assert bureau.ingest(T2).held_count == 1
    assert len(bureau.rows("student_roster")) == 1


def test_check_looks_into_an_archive_and_keeps_nothing(bureau: Bureau):
    checks = check_paths([bureau.inbox], None)
    assert {check.status for check in checks} == {"archive", "accepted", "held", "skipped"}
    assert not bureau.restricted.exists()


def test_names_are_read_as_their_maker_wrote_them_and_lead_nowhere(tmp_path: Path):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in ("../../etc/passwd", "/root/x", "C:\\x\\y.xlsx"):
            archive.writestr(name, name)
        old = zipfile.ZipInfo("placeholder.xls")
        archive.writestr(old, "z")
    data = target.getvalue().replace(b"placeholder.xls", "班级情况表.xls".encode("gbk") + b" ")
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    (tmp_path / "staging").mkdir()
    found = unpack(path, tmp_path / "staging", Limits())
    assert [member.name for member in found] == [
        "../../etc/passwd", "root/x", "C:/x/y.xlsx", "班级情况表.xls ",
    ]  # fmt: skip
    assert {member.path.parent for member in found} == {tmp_path / "staging"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip", "staging"]


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        (zipped({"a": b"0" * 70_000_000}), Limits()),
        (zipped({f"{n}.txt": b"1" for n in range(30)}), Limits(zip_entries=20)),
        (zipped({"a": b"1" * 900, "b": b"2" * 900}), Limits(unpacked_bytes=1000)),
        (zipped({"a.txt": b"1"})[:-20], Limits()),
    ],
    ids=["ratio", "entries", "size", "cut off"],
)
def test_a_hostile_archive_yields_nothing(data: bytes, limits: Limits, tmp_path: Path):
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert may_be_archive(path)
    assert unpack(path, tmp_path, limits) == []


def test_an_archive_in_an_archive_goes_back(bureau: Bureau):
    bureau.put("二层.zip", zipped({"里面.zip": zipped({"a.txt": b"1"})}))
    assert statuses(bureau.ingest(T1))["里面.zip"] == "held"


def test_a_workbook_is_no_archive(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(members()["上报/学校名录.xlsx"])
    assert unpack(path, tmp_path, Limits()) == []
