"""What is kept: immutable packs, keys, and nothing about a person but tokens."""

import json
import stat
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.kept import register
from ingest.kept.index import manifests
from ingest.kept.keys import KeyMissingError, key_id, load_keys
from tests.unit.ingest_books import (
    SCHOOL_LIST,
    class_sheet,
    person,
    pupil,
    student_row,
    student_sheet,
    teacher_row,
    teacher_sheet,
    workbook,
)
from tests.unit.ingest_bureau import CLASSES, T2, Bureau


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    made = Bureau(tmp_path)
    made.put("学校名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    return made


def test_packs_are_the_same_bytes_whenever_they_are_made(bureau: Bureau, tmp_path: Path):
    bureau.put("a.xlsx", workbook({"班级情况": CLASSES}))
    bureau.ingest()
    (first,) = register.raw_tables(bureau.restricted)["class_roster"]
    data = first.read_bytes()
    for path in first.parent.iterdir():
        path.unlink()
    first.parent.rmdir()
    bureau.ingest(T2)
    assert first.read_bytes() == data


def test_a_corrected_file_makes_a_new_pack_and_leaves_the_old_one(bureau: Bureau):
    bureau.put("a.xlsx", workbook({"班级情况": CLASSES}))
    bureau.put("b.xlsx", workbook({"x": [CLASSES[0], ["学校标识码：2199000002"], *CLASSES[2:]]}))
    bureau.ingest()
    (old,) = register.raw_tables(bureau.restricted)["class_roster"]
    old_bytes = {path.name: path.read_bytes() for path in old.parent.iterdir()}
    bureau.put("a.xlsx", workbook({"班级情况": class_sheet(["一年级", "1班", 39])}), 1_770_000_100)
    bureau.ingest(T2)
    (new,) = register.raw_tables(bureau.restricted)["class_roster"]
    assert new.parent != old.parent
    assert {path.name: path.read_bytes() for path in old.parent.iterdir()} == old_bytes
    assert sorted(bureau.rows("class_roster", "sender_id, pupil_count")) == [
        ("2199000001", 39),
        ("2199000001", 40),
        ("2199000001", 41),
        ("2199000002", 40),
        ("2199000002", 41),
    ]
    assert len(bureau.rows("submission", where="form = 'class_roster'")) == 3


def test_keys_are_made_once_and_a_lost_one_is_told(bureau: Bureau, monkeypatch: pytest.MonkeyPatch):
    bureau.ingest()
    path = bureau.restricted / "keys" / "teacher.key"
    assert len(bytes.fromhex(path.read_text())) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    name = key_id(bureau.restricted)
    assert name == key_id(bureau.restricted)
    monkeypatch.setenv("JUNHENG_TEACHER_KEY", "ab" * 32)
    assert load_keys(bureau.restricted).teacher == b"\xab" * 32
    assert key_id(bureau.restricted) != name
    monkeypatch.setenv("JUNHENG_TEACHER_KEY", "too short")
    with pytest.raises(KeyMissingError):
        load_keys(bureau.restricted)
    monkeypatch.delenv("JUNHENG_TEACHER_KEY")
    path.unlink()
    with pytest.raises(KeyMissingError):
        load_keys(bureau.restricted)


def test_another_key_makes_every_token_anew(bureau: Bureau, monkeypatch: pytest.MonkeyPatch):
    bureau.put("a.xlsx", workbook({"学生名册": student_sheet(student_row(1))}))
    bureau.ingest()
    (old,) = bureau.rows("student_roster", "student_token")
    monkeypatch.setenv("JUNHENG_PUPIL_KEY", "cd" * 32)
    bureau.ingest(T2)
    (new,) = bureau.rows("student_roster", "student_token")
    assert old != new


CANARY_NAME = "欧阳夜莺"


def test_no_number_and_no_name_of_a_person_is_kept_outside_the_received_files(bureau: Bureau):
    rows = [student_row(n, 姓名=CANARY_NAME) for n in (901, 902, 901)]
    rows.append(student_row(903, 姓名=CANARY_NAME, 班级=person(904)))
    rows.append(student_row(905, 姓名=CANARY_NAME, 性别=CANARY_NAME, 年级=pupil(906)))
    staff = [teacher_row(n, 姓名=CANARY_NAME) for n in (907, 907)]
    staff.append(teacher_row(908, 姓名=CANARY_NAME, 身份证号=person(909)[:-1] + "0"))
    bureau.put(
        "a.xlsx", workbook({"学生名册": student_sheet(*rows), "教职工": teacher_sheet(*staff)})
    )
    groups = [
        ["2025-2026学年教育集团名册"],
        ["区县代码：990101"],
        ["集团编号", "集团名称", "类型", "学校名称", "角色", "加入年月"],
        ["J1", "甲", "教育集团", person(910), "龙头校", "2024-09"],
    ]
    bureau.put("g.xlsx", workbook({"x": groups}))
    held = [
        ["2025-2026学年学生名册"],
        [f"学校标识码：{person(911)}"],
        *student_sheet(student_row(912))[2:],
    ]
    bureau.put("held.xlsx", workbook({"x": held}))
    bureau.ingest()
    numbers = [person(n).encode() for n in range(901, 913)]
    kept = {m.file for m in manifests(bureau.restricted)}
    looked_at = 0
    for path in bureau.restricted.rglob("*"):
        if not path.is_file() or path.name in kept:
            continue
        content = path.read_bytes()
        if path.suffix == ".parquet":
            content = json.dumps(
                pq.read_table(path).to_pylist(), default=str, ensure_ascii=False
            ).encode()
        assert not any(number in content for number in numbers), path
        # a name in a column where none belongs is shown to the sender, so that it can be found
        if "problem" not in path.name:
            assert CANARY_NAME.encode() not in content, path
        looked_at += 1
    assert looked_at > 10


def test_kept_files_are_for_the_owner_only(bureau: Bureau):
    bureau.ingest()
    for path in bureau.restricted.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 or path.is_dir(), path


def test_rows_in_are_loaded_rejected_or_blank_in_every_sheet(bureau: Bureau):
    rows = class_sheet(["一年级", "1班", "四十"], ["二年级", "1班", 4], [], ["合计", "", 4])
    bureau.put("a.xlsx", workbook({"班级情况": rows}))
    bureau.ingest()
    for *_, rows_in, loaded, rejected, blank in bureau.rows("sheet"):
        assert rows_in == loaded + rejected + blank
    assert bureau.rows(
        "sheet", "rows_in, rows_loaded, rows_rejected, rows_blank", "form = 'class_roster'"
    ) == [(4, 1, 1, 2)]


def test_every_parquet_of_a_table_has_one_schema(bureau: Bureau):
    bureau.put("a.xlsx", workbook({"班级情况": CLASSES}))
    last_year = [["2024-2025学年班级情况"], *CLASSES[1:]]
    bureau.put("b.xlsx", workbook({"班级情况": last_year}))
    bureau.ingest()
    for paths in register.raw_tables(bureau.restricted).values():
        schemas: list[pa.Schema] = [pq.read_schema(path) for path in paths]
        assert all(schema.equals(schemas[0]) for schema in schemas)
    assert {year for (year,) in bureau.rows("class_roster", "school_year")} == {2024, 2025}
