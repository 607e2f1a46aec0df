"""The rows that a what-if starts from, and the changes written into a copy of them."""

from pathlib import Path

import duckdb
import pytest

from ingest.whatif import Change
from refresh.whatif.apply import create, settle, write_changes
from refresh.whatif.basis import Kept, Placed
from refresh.whatif.plan import Plan
from tests.unit.ingest_books import COUNTY, SCHOOL
from tests.unit.whatif_county import FIRST, FORM, ask
from warehouse.settings import Settings

SETTINGS = Settings()
PLAN = Plan([], [("staging", "stg_class_roster"), ("staging", "stg_school_funding")], set())
ROWS = """
create schema staging;
create schema intermediate;
create table intermediate.int_county_cycle as
    select '990101' as county_id, '2026' as cycle_id, 2025 as statistics_school_year,
        2024 as finance_year;
create table staging.stg_submission as
    select * from (values
        ('c', 'class_roster', '990101', '2199000001', '2025', '班级.xlsx', true),
        ('o', 'class_roster', '990101', '2199000001', '2025', '旧.xlsx', false),
        ('m', 'school_funding', '990101', '990101', '2024', '经费.xlsx', true)
    ) as s (_file, form, county_id, sender_id, period, file_name, is_effective);
create table staging.stg_class_roster as
    select 'c' as _file, '班级' as _sheet, 4 + i as _row, '990101' as county_id,
        '2199000001' as sender_id, 2025 as school_year, 1 as grade, i || '班' as class_name,
        40 + i as pupil_count
    from range(1, 4) as r (i);
create table staging.stg_school_funding as
    select 'm' as _file, '经费' as _sheet, 4 as _row, '990101' as county_id,
        '990101' as sender_id, 2024 as finance_year, '2199000001' as school_id,
        'public_funds' as funding_item, 300 as funded_pupil_count,
        90000.00::decimal(18, 2) as budget_yuan, null::decimal(18, 2) as account_yuan;
create table staging.stg_cell_map as
    select * from (values
        ('c', 'class_roster', '班级', 1, 'pupil_count', 'C', null),
        ('m', 'school_funding', '经费', 1, 'budget_yuan', 'D', null),
        ('m', 'school_funding', '经费', 2, 'budget_yuan', 'K', null)
    ) as m (_file, form, sheet, block, field, column_letter, item_row);
"""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "kept.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(ROWS)
    return path


def placed(kept: Path, changes: list[Change]) -> list[Placed]:
    """The changes as they are found in the kept rows."""
    with duckdb.connect(str(kept), read_only=True) as connection:
        known = Kept(connection, FORM.known)
        found = []
        for change in changes:
            period = known.period(change.form, COUNTY, 2025)
            rows = known.rows(change.form, COUNTY, period)
            row = next((r for r in rows if r.get("class_name") in {None, "2班"}), {})
            values = {name: getattr(change, name) for name in Change.__dataclass_fields__}
            whole = {} if change.is_added else row
            found.append(known.place(Change(**(values | {"period": period, "row": whole}))))
        return found


def rows(database: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_cells_change_and_rows_are_added_in_a_copy(kept: Path, tmp_path: Path):
    changes, problems = ask(
        tmp_path,
        [FIRST, "班级情况", "一年级2班", "学生人数", 21],
        [FIRST, "班级情况", "新增1", "年级", "一年级"],
        [FIRST, "班级情况", "新增1", "班级名称", "4班"],
        [FIRST, "班级情况", "新增1", "学生人数", 20],
        [FIRST, "班级情况", "新增2", "年级", "二年级"],
        [FIRST, "班级情况", "新增2", "班级名称", "2班"],
        [FIRST, "班级情况", "新增2", "学生人数", 33],
        [FIRST, "学校经费", "公用经费", "预算金额", 95000],
    )
    assert problems == []
    before, copy = kept.read_bytes(), tmp_path / "copy.duckdb"
    found = placed(kept, changes)
    assert [(one.file_name, one.cell) for one in (found[0], found[1])] == [
        ("班级.xlsx", "C6"), ("班级.xlsx", "")
    ]  # fmt: skip
    # two tables on the sheet have such a heading: nobody can say which cell it was
    assert (found[-1].cell, found[-1].change.period) == ("", "2024")
    create(copy, kept, PLAN, SETTINGS)
    write_changes(copy, found, SETTINGS)
    query = "select grade, class_name, pupil_count, sender_id, _file from staging.stg_class_roster"
    assert sorted(rows(copy, query)) == [
        (1, "1班", 41, SCHOOL, "c"),
        (1, "2班", 21, SCHOOL, "c"),
        (1, "3班", 43, SCHOOL, "c"),
        (1, "4班", 20, SCHOOL, "c"),
        (2, "2班", 33, SCHOOL, "c"),
    ]
    assert rows(copy, "select budget_yuan from staging.stg_school_funding") == [(95000,)]
    assert kept.read_bytes() == before


def test_a_change_that_meets_no_row_is_a_fault_of_ours(kept: Path, tmp_path: Path):
    changes, _ = ask(tmp_path, [FIRST, "班级情况", "一年级2班", "学生人数", 21])
    copy = tmp_path / "copy.duckdb"
    create(copy, kept, PLAN, SETTINGS)
    with duckdb.connect(str(copy)) as connection:
        connection.execute("delete from staging.stg_class_roster")
    with pytest.raises(AssertionError, match="exactly one row"):
        write_changes(copy, placed(kept, changes), SETTINGS)


def test_only_what_is_in_force_can_be_changed(kept: Path):
    with duckdb.connect(str(kept), read_only=True) as connection:
        known = Kept(connection, FORM.known)
        assert known.newest_year == 2025
        assert known.is_sent("class_roster", COUNTY, SCHOOL, "2025")
        assert not known.is_sent("class_roster", COUNTY, SCHOOL, "2024")
        assert not known.is_sent("room", COUNTY, SCHOOL, "2025")
        assert len(known.rows("class_roster", COUNTY, "2025")) == 3


def test_a_changed_total_settles_what_sources_disagree_on_in_every_stage(
    kept: Path, tmp_path: Path
):
    """For the school and its branch, which are compared as one; nothing else, and no other year."""
    with duckdb.connect(str(kept)) as connection:
        connection.execute(
            "create table intermediate.int_fact_disputed as from (values "
            f"('{COUNTY}', 2025, '{SCHOOL}', '{SCHOOL}', 'music_teacher_count_primary'), "
            f"('{COUNTY}', 2025, 'branch', '{SCHOOL}', 'music_teacher_count_primary'), "
            f"('{COUNTY}', 2025, '{SCHOOL}', '{SCHOOL}', 'teaching_area_m2'), "
            f"('{COUNTY}', 2024, '{SCHOOL}', '{SCHOOL}', 'music_teacher_count_primary'), "
            f"('{COUNTY}', 2025, 'other', 'other', 'music_teacher_count_primary')"
            ") as d (county_id, school_year, school_id, whole_school_id, fact)"
        )
        connection.execute(
            f"insert into staging.stg_submission values "
            f"('p', 'school_profile', '{COUNTY}', '{SCHOOL}', '2025', '学校.xlsx', true)"
        )
        connection.execute(
            "create table staging.stg_school_profile as select 'p' as _file, '表' as _sheet, "
            f"3 as _row, '{COUNTY}' as county_id, '{SCHOOL}' as sender_id, 2025 as school_year, "
            "1 as music_teacher_count"
        )
    changes, problems = ask(
        tmp_path, [FIRST, "学校基本情况", None, "音乐专任教师人数", 4],
        [FIRST, "班级情况", "一年级2班", "学生人数", 21],
    )  # fmt: skip
    assert problems == []
    settle(kept, placed(kept, changes), SETTINGS)
    left = rows(kept, "select school_year, school_id, fact from intermediate.int_fact_disputed")
    assert sorted(left) == [
        (2024, SCHOOL, "music_teacher_count_primary"),
        (2025, SCHOOL, "teaching_area_m2"),
        (2025, "other", "music_teacher_count_primary"),
    ]
