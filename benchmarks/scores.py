"""Millions of made-up scores, and the marts that come out of them: through dbt and by SQL alone."""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

SUBJECTS = ("chinese", "mathematics", "english", "physics", "chemistry", "biology", "history",
            "geography", "morality")  # fmt: skip
SITTINGS = 2  # the same pupils in grade 8, and a year later in grade 9
COUNTIES = 12
PUPILS_OF_A_SCHOOL = 305
"""A city: 1.1 million pupils in 12 counties with 300 schools each, 20 million scores."""

CHOSEN = ("+path:models/marts/quality",)
LEFT_OUT = ("resource_type:test", "resource_type:unit_test", "resource_type:seed")


@dataclass(frozen=True)
class Marts:
    """What a run cost: seconds of its statements, and apart from them those of the estimator and
    of everything else, which is dbt's own start."""

    rows: int
    seconds: float
    estimator_seconds: float
    start_seconds: float


def city(folder: Path, size: int) -> Path:
    """A home with `size` scores in raw tables and all seeds, made once for the code there is."""
    from refresh.fingerprint import code_hash
    from warehouse.files import read_json, write_json

    home = folder / f"scores-{size}"
    if read_json(home / "ready.json") != code_hash():
        shutil.rmtree(home, ignore_errors=True)
        (home / "restricted" / "work").mkdir(parents=True)
        _fill(database_of(home), size)
        _dbt(home, "seed")
        write_json(home / "ready.json", code_hash())
    return home


def through_dbt(home: Path, memory: str) -> Marts:
    """The quality marts by `dbt build`, in a process of its own; one model at a time, or two would
    wait for each other and their seconds count twice."""
    _forget(home)
    start = time.perf_counter()
    _dbt(home, "build", "--select", *CHOSEN, "--exclude", *LEFT_OUT, memory=memory)
    whole = time.perf_counter() - start
    results = json.loads((_target(home) / "run_results.json").read_text(encoding="utf-8"))
    took = {True: 0.0, False: 0.0}
    models = [r for r in results["results"] if r["unique_id"].startswith("model.")]
    for result in models:
        took[_is_estimator(result["unique_id"])] += result["execution_time"]
    (home / "order.json").write_text(json.dumps([r["unique_id"] for r in models]))
    return Marts(_rows(home), took[False], took[True], whole - sum(took.values()))


def by_sql(home: Path, memory: str) -> Marts:
    """The very statements that dbt compiled, one after another in this process."""
    import duckdb

    from estimation.rows import table

    if not (home / "order.json").exists():
        through_dbt(home, memory)
    statements = _statements(home)
    _forget(home)
    seconds = estimator = 0.0
    with duckdb.connect(str(database_of(home)), config={"memory_limit": memory}) as database:
        for schema in {name.rpartition(".")[0] for name, _ in statements}:
            database.execute(f"create schema if not exists {schema}")
        for name, sql in statements:
            began = time.perf_counter()
            if sql is None:
                sums = database.execute(f"from {_SUMS[name]}").to_arrow_table()
                database.register("figures", table(sums))
                database.execute(f"create table {name} as from figures")
                estimator += time.perf_counter() - began
            else:
                database.execute(f"create table {name} as {sql}")
                seconds += time.perf_counter() - began
    return Marts(_rows(home), seconds, estimator, 0.0)


_SUMS = {
    "intermediate.int_variance_estimated": "intermediate.int_paper_school_summed",
    "intermediate.int_value_added_estimated": "intermediate.int_value_added_summed",
}
"""What a model in Python is made from."""


def _is_estimator(unique_id: str) -> bool:
    return unique_id.endswith("_estimated")


def _statements(home: Path) -> list[tuple[str, str | None]]:
    """Schema and table of each model in the order in which dbt built it, and its select; nothing
    for a model in Python."""
    manifest = json.loads((_target(home) / "manifest.json").read_text(encoding="utf-8"))
    order = json.loads((home / "order.json").read_text(encoding="utf-8"))
    found = []
    for unique_id in order:
        node = manifest["nodes"][unique_id]
        compiled = _target(home) / "compiled" / "junheng" / node["original_file_path"]
        is_sql = node["language"] == "sql"
        name = f"{node['schema']}.{node['name']}"
        found.append((name, compiled.read_text(encoding="utf-8") if is_sql else None))
    return found


def database_of(home: Path) -> Path:
    """Where `city` put the scores and dbt its tables."""
    return home / "restricted" / "work" / "dev.duckdb"


def _target(home: Path) -> Path:
    return home / "restricted" / "work" / "dbt"


def _rows(home: Path) -> int:
    import duckdb

    with duckdb.connect(str(database_of(home)), read_only=True) as database:
        return database.execute("select count(*) from marts.fct_assessment_score").fetchone()[0]


def _forget(home: Path) -> None:
    """Drop what an earlier run built."""
    import duckdb

    with duckdb.connect(str(database_of(home))) as database:
        for schema in ("staging", "intermediate", "marts", "reports"):
            database.execute(f"drop schema if exists {schema} cascade")


def _dbt(home: Path, *arguments: str, memory: str = "2GB") -> None:
    settings = {"JUNHENG_HOME": str(home.resolve()), "JUNHENG_MEMORY_LIMIT": memory,
                "JUNHENG_THREADS": "1", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}  # fmt: skip
    command = [sys.executable, "-c", "from dbt.cli.main import cli; cli()", *arguments]
    done = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True,
                          check=False)  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stdout[-3000:])


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
