"""Taking files in: what is kept, what is loaded, what stays, what goes back."""

import json
import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest import store
from ingest.keys import KeyMissingError, load_keys
from ingest.limits import Limits
from ingest.pool import Pool
from ingest.run import IngestResult, check_paths, ingest_paths
from ingest.schema import row_schema
from ingest.store import Manifest, manifests
from ingest.worker import Job
from tests.unit.ingest_books import (
    SCHOOL_LABELS,
    SCHOOL_LIST,
    class_sheet,
    person,
    pupil,
    reader,
    student_row,
    student_sheet,
    teacher_row,
    teacher_sheet,
    workbook,
    write,
)

T1, T2, T3 = (f"2026-03-0{day}T00:00:00Z" for day in (1, 2, 3))
CLASSES = class_sheet(["一年级", "1班", 40], ["二年级", "1班", 41])


class Bureau:
    """A home with only the folders that ingest knows."""

    def __init__(self, root: Path):
        self.inbox, self.restricted, self.returned = (
            root / name for name in ("inbox", "restricted", "returned")
        )
        self.inbox.mkdir()

    def put(self, name: str, data: bytes, modified: int = 1_770_000_000) -> Path:
        path = write(self.inbox / name, data)
        os.utime(path, (modified, modified))
        return path

    def ingest(self, at: str = T1, **more: object) -> IngestResult:
        more = {"move": True, "workers": 1} | more
        return ingest_paths([self.inbox], self.restricted, self.returned, received_at=at, **more)

    def rows(self, table: str, columns: str = "*", where: str = "true") -> list[tuple]:
        paths = [str(path) for path in store.raw_tables(self.restricted)[table]]
        query = f"select {columns} from read_parquet($1, hive_partitioning = false) where {where}"
        return duckdb.execute(f"{query} order by all", [paths]).fetchall()

    def manifests(self) -> dict[str, Manifest]:
        return {manifest.name: manifest for manifest in manifests(self.restricted)}

    def sent_back(self) -> list[str]:
        return sorted(str(p.relative_to(self.returned)) for p in self.returned.rglob("*.xlsx"))


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    made = Bureau(tmp_path)
    made.put("学校名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    return made


def test_a_first_taking_in(bureau: Bureau):
    bureau.put(
        "一小/上报.xlsx", workbook({"班级情况": CLASSES, "学生": student_sheet(student_row(1))})
    )
    result = bureau.ingest()
    assert (result.accepted_count, result.held_count) == (2, 0)
    assert [path for path in bureau.inbox.rglob("*") if path.is_file()] == []
    assert bureau.rows("class_roster", "grade, pupil_count") == [(1, 40), (2, 41)]
    assert bureau.rows(
        "submission", "form, sender_id, sender_name, period_kind, period, status, rows_in"
    ) == [
        ("class_roster", "2199000001", "岚岫县第一小学", "school_year", "2025", "accepted", 2),
        ("school_list", "990101", "岚岫县", "school_year", "2025", "accepted", 2),
        ("student_roster", "2199000001", "岚岫县第一小学", "school_year", "2025", "accepted", 1),
    ]
    assert bureau.rows("sheet", "form, rows_in, rows_loaded, rows_rejected, rows_blank")[0] == (
        "class_roster",
        2,
        2,
        0,
        0,
    )
    assert bureau.rows("problem") == []
    assert bureau.sent_back() == []


def test_an_empty_inbox_has_typed_empty_tables(tmp_path: Path):
    bureau = Bureau(tmp_path)
    assert bureau.ingest().files == []
    tables = store.raw_tables(bureau.restricted)
    forms = reader().layouts.forms
    assert set(tables) == {*forms, "submission", "problem", "sheet", "cell_map"}
    for name, layout in forms.items():
        table = pq.read_table(tables[name][0])
        assert (table.num_rows, table.schema) == (0, row_schema(layout))


def test_the_same_bytes_again_are_nothing(bureau: Bureau):
    data = workbook({"班级情况": CLASSES})
    bureau.put("a.xlsx", data)
    bureau.ingest()
    before = bureau.rows("submission")
    current = store.read_current(bureau.restricted)
    bureau.put("another name.xlsx", data)
    result = bureau.ingest(T2)
    assert [file.status for file in result.files] == ["known"]
    assert list(bureau.inbox.iterdir()) == []
    assert bureau.rows("submission") == before
    assert store.read_current(bureau.restricted) == current


def test_a_corrected_file_makes_a_new_pack_and_leaves_the_old_one(bureau: Bureau):
    bureau.put("a.xlsx", workbook({"班级情况": CLASSES}))
    bureau.put("b.xlsx", workbook({"x": [CLASSES[0], ["学校标识码：2199000002"], *CLASSES[2:]]}))
    bureau.ingest()
    (old,) = store.raw_tables(bureau.restricted)["class_roster"]
    old_bytes = {path.name: path.read_bytes() for path in old.parent.iterdir()}
    bureau.put("a.xlsx", workbook({"班级情况": class_sheet(["一年级", "1班", 39])}), 1_770_000_100)
    bureau.ingest(T2)
    (new,) = store.raw_tables(bureau.restricted)["class_roster"]
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


def test_packs_are_the_same_bytes_whenever_they_are_made(bureau: Bureau, tmp_path: Path):
    bureau.put("a.xlsx", workbook({"班级情况": CLASSES}))
    bureau.ingest()
    (first,) = store.raw_tables(bureau.restricted)["class_roster"]
    data = first.read_bytes()
    for path in first.parent.iterdir():
        path.unlink()
    first.parent.rmdir()
    bureau.ingest(T2)
    assert first.read_bytes() == data


def test_a_held_file_stays_and_is_not_read_again(bureau: Bureau, monkeypatch: pytest.MonkeyPatch):
    heading = ("年级", "班级", "学生总人数")
    bureau.put(
        "bad.xlsx", workbook({"班级情况": class_sheet(["一年级", "1班", 1], heading=heading)})
    )
    result = bureau.ingest()
    assert (result.accepted_count, result.held_count) == (1, 1)
    assert [path.name for path in bureau.inbox.iterdir()] == ["bad.xlsx"]
    held = bureau.rows(
        "submission", "form, sender_id, period, status, rows_loaded", "status = 'held'"
    )
    assert held == [("class_roster", "2199000001", "2025", "held", 0)]
    codes = bureau.rows("problem", "level, code, cell, form, sender_id")
    assert ("file", "missing_heading", "C3", "class_roster", "2199000001") in codes
    assert bureau.sent_back() == ["2199000001/bad.退回.xlsx"]
    monkeypatch.setattr(Pool, "_hand_out", None)
    assert bureau.ingest(T2).held_count == 1


def test_a_file_that_cannot_be_read_at_all_is_held_with_its_name(bureau: Bureau):
    bureau.put("照片.xlsx", b"\x89PNG\r\n")
    bureau.ingest()
    assert bureau.rows("submission", "form, file_name", "status = 'held'") == [("", "照片.xlsx")]
    assert bureau.rows("problem", "code, sheet, cell") == [("not_a_spreadsheet", "", None)]
    assert bureau.sent_back() == ["unknown/照片.退回.xlsx"]
    book = openpyxl.load_workbook(bureau.returned / "unknown/照片.退回.xlsx")
    assert [cell.value or "" for cell in book.active[2]][:3] == ["照片.xlsx", "", ""]


def test_a_school_list_that_comes_later_opens_the_door(tmp_path: Path):
    bureau = Bureau(tmp_path)
    bureau.put("a.xlsx", workbook({"班级情况": CLASSES}))
    assert bureau.ingest().held_count == 1
    bureau.put("zz.csv", "\n".join(",".join(row) for row in SCHOOL_LIST).encode("gb18030"))
    result = bureau.ingest(T2)
    assert (result.accepted_count, result.held_count) == (2, 0)
    assert len(bureau.rows("class_roster")) == 2
    assert bureau.sent_back() == []


def test_a_new_name_in_the_list_changes_what_depends_on_it_and_nothing_else(bureau: Bureau):
    groups = [
        ["2025-2026学年教育集团名册"],
        ["区县代码：990101"],
        ["集团编号", "集团名称", "类型", "学校名称", "角色", "加入年月"],
        ["J1", "甲", "教育集团", "一小", "龙头校", "2024-09"],
        ["J1", "甲", "教育集团", "二小", "成员校", "2024-09"],
    ]
    bureau.put("g.xlsx", workbook({"x": groups}))
    bureau.put("a.xlsx", workbook({"班级情况": CLASSES}))
    bureau.ingest()
    assert bureau.rows("school_group", "school_id") == [("2199000001",)]
    classes = store.raw_tables(bureau.restricted)["class_roster"]
    renamed = [*SCHOOL_LIST[:3], [*SCHOOL_LIST[3][:4], "二小", *SCHOOL_LIST[3][5:]]]
    bureau.put("名录.xlsx", workbook({"学校名录": renamed}), 1_770_000_500)
    bureau.ingest(T2)
    assert bureau.rows("school_group", "school_id") == [("2199000001",), ("2199000002",)]
    assert store.raw_tables(bureau.restricted)["class_roster"] == classes


def test_an_older_file_that_comes_late_does_not_win_unless_told(bureau: Bureau):
    bureau.put("new.xlsx", workbook({"班级情况": class_sheet(["一年级", "1班", 2])}), 1_770_000_900)
    bureau.ingest()
    bureau.put("old.xlsx", workbook({"班级情况": class_sheet(["一年级", "1班", 1])}), 1_770_000_100)
    result = bureau.ingest(T2)
    assert [p.code for file in result.files for p in file.problems] == ["older_than_in_force"]
    assert bureau.rows("class_roster", "pupil_count") == [(2,)]
    assert bureau.ingest(T3, replace=True).accepted_count == 1
    assert bureau.rows("submission", "received_at", "form = 'class_roster'") == [(T1,), (T3,)]


def test_what_is_passed_over(bureau: Bureau):
    for name in ("~$a.xlsx", ".hidden.xlsx", "b.xlsx.tmp"):
        bureau.put(name, b"x")
    bureau.put("empty.xlsx", b"")
    (bureau.inbox / "link.xlsx").symlink_to(bureau.inbox / "学校名录.xlsx")
    result = bureau.ingest()
    notes = {file.name: file.note for file in result.files if file.status == "skipped"}
    assert notes == {
        "~$a.xlsx": "temporary",
        ".hidden.xlsx": "temporary",
        "b.xlsx.tmp": "temporary",
        "empty.xlsx": "empty",
        "link.xlsx": "link",
    }
    assert result.accepted_count == 1
    assert len(list(bureau.inbox.iterdir())) == 5


def test_check_loads_nothing(bureau: Bureau, tmp_path: Path):
    bureau.put("a.xlsx", workbook({"班级情况": class_sheet(["一年级", "1班", "四十"])}))
    checks = {check.name: check for check in check_paths([bureau.inbox], None, workers=1)}
    (problem,) = checks["a.xlsx"].problems
    assert (problem.code, problem.cell, checks["a.xlsx"].status) == (
        "not_a_number",
        "C4",
        "accepted",
    )
    assert checks["学校名录.xlsx"].problems == []
    assert not bureau.restricted.exists()
    bureau.ingest()
    before = sorted(bureau.restricted.rglob("*"))
    other = write(tmp_path / "b.xlsx", workbook({"班级情况": CLASSES}))
    (check,) = check_paths([other], bureau.restricted, workers=1)
    assert (check.status, check.submissions[0].rows_loaded, check.problems) == ("accepted", 2, [])
    assert sorted(bureau.restricted.rglob("*")) == before


def test_keys_are_made_once_and_a_lost_one_is_told(bureau: Bureau, monkeypatch: pytest.MonkeyPatch):
    bureau.ingest()
    path = bureau.restricted / "keys" / "teacher.key"
    assert len(bytes.fromhex(path.read_text())) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    name = store.key_id(bureau.restricted)
    assert name == store.key_id(bureau.restricted)
    monkeypatch.setenv("JUNHENG_TEACHER_KEY", "ab" * 32)
    assert load_keys(bureau.restricted).teacher == b"\xab" * 32
    assert store.key_id(bureau.restricted) != name
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


SUICIDE = """
    import os, signal, sys
    from pathlib import Path
    import ingest.worker as worker
    read = worker.read_file
    def deadly(path, file, reader, staging):
        data = Path(path).read_bytes()
        if b"kill" in data[:8]:
            os.kill(os.getpid(), signal.SIGKILL)
        if b"hang" in data[:8]:
            while True:
                pass
        if b"sleep" in data[:8]:
            import time; time.sleep(60)
        if b"panic" in data[:8]:
            raise BaseException("panic")
        if b"greed" in data[:8]:
            bytearray(1 << 34)
        return read(path, file, reader, staging)
    worker.read_file = deadly
    worker.main()
"""


@pytest.fixture
def deadly_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that do what the file's first bytes say."""
    script = write(tmp_path / "deadly.py", textwrap.dedent(SUICIDE).encode())
    start = subprocess.Popen

    def popen(command: list, *arguments: object, **more: object) -> subprocess.Popen:
        if command[:3] == [sys.executable, "-m", "ingest.worker"]:
            command = [sys.executable, str(script), *command[3:]]
        return start(command, *arguments, **more)

    monkeypatch.setattr(subprocess, "Popen", popen)


@pytest.mark.usefixtures("deadly_workers")
def test_a_worker_that_dies_or_hangs_costs_one_file(bureau: Bureau):
    for how in ("kill", "hang", "sleep", "panic", "greed"):
        bureau.put(f"{how}.csv", f"{how},".encode())
    bureau.put("a.xlsx", workbook({"班级情况": CLASSES}))
    limits = Limits(file_seconds=1.5)
    result = bureau.ingest(workers=2, limits=limits)
    assert (result.accepted_count, result.held_count) == (2, 5)
    assert {code for (code,) in bureau.rows("problem", "code")} == {"reader_failed"}
    assert len(bureau.rows("class_roster")) == 2


def test_no_worker_is_left_behind(tmp_path: Path):
    with Pool(reader(), 2) as pool:
        jobs = [
            Job("read", write(tmp_path / f"{n}.csv", b"a,b"), (str(n), tmp_path)) for n in range(4)
        ]
        assert len(list(pool.run(jobs))) == 4
        ids = [worker.process.pid for worker in pool.workers]
    assert len(ids) == 2
    assert not any(Path(f"/proc/{pid}").exists() for pid in ids)


def is_running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and ") Z" not in status.read_text(encoding="utf-8")


def test_a_worker_ends_with_its_parent(tmp_path: Path):
    script = textwrap.dedent("""
        import sys, time
        from ingest.pool import _Worker
        from tests.unit.ingest_books import reader
        worker = _Worker(reader())
        print(worker.process.pid, flush=True)
        time.sleep(60)
    """)
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    pid = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 5
    while is_running(pid):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_the_very_workbook_goes_back_marked(bureau: Bureau):
    rows = class_sheet(["一年级", "1班", "四十"], ["二年级", "=1+1", 40])
    bureau.put("a.xlsx", workbook({"班级情况": rows}))
    result = bureau.ingest()
    assert result.rows_rejected_in_force == 1
    book = openpyxl.load_workbook(bureau.returned / "2199000001" / "a.退回.xlsx")
    assert book.sheetnames == ["退回说明", "班级情况"]
    listed = [cell.value for cell in book["退回说明"][2]]
    assert listed[:5] == ["a.xlsx", "班级情况", "C4", "四十", "整数"]
    cell = book["班级情况"]["C4"]
    assert cell.fill.start_color.rgb == "FFFF9999"
    assert "整数" in cell.comment.text
    assert book["班级情况"]["C5"].comment is None
    assert book["班级情况"]["B5"].data_type == "s"


def test_a_mended_workbook_sent_again_loads_and_takes_the_note_away(bureau: Bureau):
    bureau.put("a.xlsx", workbook({"班级情况": class_sheet(["一年级", "1班", "四十"])}))
    bureau.ingest()
    back = bureau.returned / "2199000001" / "a.退回.xlsx"
    book = openpyxl.load_workbook(back)
    book["班级情况"]["C4"] = 40
    book.save(bureau.inbox / "again.xlsx")
    result = bureau.ingest(T2)
    assert (result.held_count, result.rows_rejected_in_force) == (0, 0)
    assert bureau.rows("class_roster", "pupil_count") == [(40,)]
    assert bureau.sent_back() == []
    assert not back.parent.exists()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1"])
def test_no_text_becomes_a_formula_in_what_goes_back(bureau: Bureau, text: str):
    bureau.put("a.xlsx", workbook({"班级情况": class_sheet(["一年级", "1班", text])}))
    csv = f"2025-2026学年班级情况,,\n{SCHOOL_LABELS[0]},,\n年级,班级,学生人数\n一年级,2班,{text}\n"
    bureau.put("b.csv", csv.encode())
    bureau.ingest()
    for name in bureau.sent_back():
        book = openpyxl.load_workbook(bureau.returned / name)
        cells = [cell for sheet in book for row in sheet for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
        assert all(cell.hyperlink is None for cell in cells)
    assert bureau.rows("problem", "found", "code = 'not_a_number'") in (
        [],
        [(text,)],
        [(text,)] * 2,
    )


def test_a_large_file_goes_back_as_a_list(bureau: Bureau):
    rows = class_sheet(*(["一年级", f"{n}班", "多"] for n in range(30)))
    bureau.put("a.xlsx", workbook({"班级情况": rows}))
    bureau.ingest(limits=Limits(annotated_rows=20))
    book = openpyxl.load_workbook(bureau.returned / "2199000001" / "a.退回.xlsx")
    assert book.sheetnames == ["退回说明"]
    assert book.active.max_row == 31


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
    for paths in store.raw_tables(bureau.restricted).values():
        schemas: list[pa.Schema] = [pq.read_schema(path) for path in paths]
        assert all(schema.equals(schemas[0]) for schema in schemas)
    assert {year for (year,) in bureau.rows("class_roster", "school_year")} == {2024, 2025}
