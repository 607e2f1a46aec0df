"""Millions of made-up scores."""

from pathlib import Path

from benchmarks.marts import database_of, made_once

SUBJECTS = ("chinese", "mathematics", "english", "physics", "chemistry", "biology", "history",
            "geography", "morality")  # fmt: skip
SITTINGS = 2  # the same pupils in grade 8, and a year later in grade 9
COUNTIES = 12
PUPILS_OF_A_SCHOOL = 305
"""A city: 1.1 million pupils in 12 counties with 300 schools each, 20 million scores."""

CHOSEN = ("+path:models/marts/quality",)


def city(folder: Path, size: int) -> Path:
    """A home with `size` scores in raw tables and all seeds."""
    home = folder / f"scores-{size}"
    return made_once(home, lambda: _fill(database_of(home), size))


def _fill(path: Path, size: int) -> None:
    """Raw tables of every form; those of examinations filled, by a formula without chance."""
    import duckdb

    from ingest.kept import schema
    from ingest.layout import load_layouts

    layouts = load_layouts().forms.values()
    tables = {layout.name: schema.row_schema(layout) for layout in layouts} | schema.SIDECARS
    pupils = max(size // (len(SUBJECTS) * SITTINGS), 1)
    schools = max(pupils // PUPILS_OF_A_SCHOOL, COUNTIES)
    with duckdb.connect(str(path)) as database:
        database.execute("create schema raw")
        for name, columns in tables.items():
            database.register("given", columns.empty_table())
            database.execute(f"create table raw.{name} as from given")
        database.execute("create table raw.run as select 'r' as run_id, '2026-06-01' as as_of")
        database.execute(_CITY.format(pupils=pupils, schools=schools, counties=COUNTIES,
                                      subjects=list(SUBJECTS)))  # fmt: skip


# 21xxxx0001: the school's county is its number modulo the number of counties; abilities, schools
# and papers are hashes, so that two runs and two machines have the same scores
_CITY = """
create temp table school as
    select cast(210100 + i % {counties} as varchar) as county_id,
        cast(2100000000 + i as varchar) as school_id, i % 3 as place, hash(i) % 1000 / 100.0 as good
    from range({schools}) as t (i);
create temp table sitting as
    select '2025' as name, 8 as grade, date '2025-06-15' as day
    union all
    select '2026', 9, date '2026-06-15';
create temp table pupil as
    select school.*, i, lpad(to_hex(hash(i)), 32, '0') as student_token,
        (hash(i, 1) % 1000 + hash(i, 2) % 1000 + hash(i, 3) % 1000) / 100.0 as gift,
        cast(hash(i, 4) % 6 + 1 as varchar) || '班' as class_name
    from range({pupils}) as t (i)
    inner join school on cast(school.school_id as bigint) - 2100000000 = i % {schools};
insert into raw.school_list by name
    select 'f' as _file, 's' as _sheet, row_number() over (order by school_id) as _row, county_id,
        county_id as sender_id, 2025 as school_year, county_id as county_name, school_id,
        school_id as school_name, '312' as school_type, '7' as ownership,
        case place when 0 then '111' when 1 then '121' else '220' end as urban_rural_code
    from school;
insert into raw.exam by name
    select 'f' as _file, 's' as _sheet, 1 as _row, county_id, county_id as sender_id,
        county_id || '-' || name as exam_id, name as exam_name, 'graduation_exam' as source_type,
        grade, 'spring' as term, day as exam_date, subject, 100 as full_score, 60 as pass_score,
        85 as excellent_score, 40 as low_score
    from (select distinct county_id from school), sitting, (select unnest({subjects}) as subject);
insert into raw.exam_candidate by name
    select 'f' as _file, 's' as _sheet, i as _row, county_id, county_id as sender_id,
        county_id || '-' || name as exam_id,
        lpad(to_hex(hash(i, name)), 32, '0') as exam_number_token, student_token, school_id,
        class_name
    from pupil, sitting;
insert into raw.assessment by name
    select 'f' as _file, 's' as _sheet, i as _row, county_id, county_id as sender_id,
        county_id || '-' || name as exam_id,
        lpad(to_hex(hash(i, name)), 32, '0') as exam_number_token, school_id, class_name, subject,
        case when chance < 20 then 'absent' else 'taken' end as status,
        case when chance >= 20
            then least(100, round(2 * (good + gift + 3 + chance / 100.0)) / 2) end as raw_score
    from (
        select *, hash(i, name, subject) % 1000 as chance
        from pupil, sitting, (select unnest({subjects}) as subject)
    );
insert into raw.submission by name
    select 'f' as _file, form, county_id, county_id as sender_id, county_id as sender_name,
        'exam' as period_kind, period, '2026-01-01T00:00:00Z' as received_at,
        '2026-01-01T00:00:00Z' as modified_at, 'f.xlsx' as file_name, 'accepted' as status,
        1 as rows_in, 1 as rows_loaded, 0 as rows_rejected, 0 as rows_blank
    from (
        select distinct county_id, 'school_list' as form, '2025' as period from school
        union all
        select distinct county_id, form, exam_id
        from raw.exam, (select unnest(['exam', 'exam_candidate', 'assessment']) as form)
    );
"""
