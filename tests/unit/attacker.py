"""A reader of the published folder who adds and subtracts: what he learns that was withheld.

He knows which parts make up which whole. What stands in no published table is an unknown to him,
every whole is an equation, and he solves them all, not only one by one.
"""

from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import duckdb

Entity = tuple[str, ...]
Row = dict[Entity, Fraction]


class Family(NamedTuple):
    """Tables that show the same figures: whose they are, and who adds up to whom."""

    tables: tuple[str, ...]
    setting: tuple[str, ...]
    """Columns within which figures add up."""
    entity: tuple[str, str]
    persons: str
    """(setting…, entity…, persons) of everybody."""
    sums: str
    """(setting…, whole, parts' kind, part) of everything that adds up."""
    free: str = "select 1 where false"
    """(setting…, entity…) of everybody who is withheld for the sake of others only."""
    elsewhere: dict[str, tuple[str, str]] = {}  # noqa: RUF012 - nobody writes to it
    """Tables that have the entity under other names."""


SCORES = Family(
    tables=("fct_quality_score", "rpt_quality__distribution"),
    setting=("county_id", "exam_id", "subject"),
    entity=("entity_type", "entity_id"),
    persons="""
        select county_id, exam_id, subject, entity_type, entity_id, pupil_count
        from marts.fct_quality_score where denominator = 'takers'
    """,
    sums="""
        with score as (
            select s.*, e.school_year from marts.fct_quality_score as s
            inner join marts.dim_exam as e using (county_id, exam_id) where denominator = 'takers'
        ),
        member as (
            select distinct m.county_id, m.group_id, m.school_id, e.school_year
            from marts.bridge_group_member as m cross join marts.dim_exam as e
            where m.valid_from <= make_date(e.school_year, 9, 1)
                and coalesce(m.valid_to > make_date(e.school_year, 9, 1), true)
        )
        select county_id, exam_id, subject, 'county', county_id, entity_type, entity_id
        from score where entity_type in ('school', 'stratum')
        union all
        select county_id, exam_id, subject, 'school', split_part(entity_id, '|', 1), entity_type,
            entity_id
        from score where entity_type = 'class'
        union all
        select county_id, exam_id, subject, 'stratum', county_id || '|' || urban_rural,
            entity_type, entity_id
        from score inner join marts.dim_school as d using (county_id, school_year)
        where entity_type = 'school' and d.school_id = entity_id
        union all
        select county_id, exam_id, subject, 'group', group_id, entity_type, entity_id
        from score inner join member using (county_id, school_year)
        where entity_type = 'school' and member.school_id = entity_id
    """,
)

FITNESS = Family(
    tables=("fct_fitness_result", "rpt_balance__fitness"),
    setting=("county_id", "school_year", "stage"),
    entity=("entity_type", "entity_id"),
    persons="""
        select county_id, school_year, stage, entity_type, entity_id, tested_count
        from marts.fct_fitness_result where school_count > 0
    """,
    sums="""
        select county_id, school_year, stage, 'county', county_id, entity_type, entity_id
        from marts.fct_fitness_result where entity_type = 'school' and school_count > 0
    """,
)


def pay(kind: str) -> Family:
    """Pay under a definition, or (`difference`) by how much it differs from the default one."""
    parts = f"""
        select county_id, finance_year, definition, stratum_type, stratum, head_count,
            head_count >= 5 and 2 * largest_yuan <= total_yuan as is_free
        from intermediate.int_salary_part
        semi join marts.fct_salary_parity using (county_id, finance_year, definition)
        where kind = '{kind}'
    """
    return Family(
        tables=("fct_salary_parity", "fct_salary_component", "rpt_balance__salary_parity",
                "rpt_balance__salary_component", "rpt_summary__parity"),
        setting=("county_id", "finance_year", "definition"),
        entity=("stratum_type", "stratum"),
        persons=f"select * exclude (is_free) from ({parts})",
        free=f"select * exclude (head_count, is_free) from ({parts}) where is_free",
        sums=f"""
            select county_id, finance_year, definition, 'all', 'all', stratum_type, stratum
            from ({parts}) where stratum_type <> 'all'
        """,
        elsewhere=dict.fromkeys(("fct_salary_component", "rpt_balance__salary_component"),
                                ("'category'", "category")),
    )  # fmt: skip


PAY, PAY_DIFFERENCE = pay("pay"), pay("difference")


class World(NamedTuple):
    """What there is, what is seen, and what adds up, within each setting."""

    persons: dict[Entity, dict[Entity, int]]
    seen: dict[Entity, set[Entity]]
    sums: dict[Entity, dict[tuple[Entity, str], list[Entity]]]
    free: set[tuple[Entity, Entity]]


def look(kept: Path, published: Path, family: Family) -> World:
    """The world of one family of tables; `kept` only for who there is and who belongs to whom."""
    cut = len(family.setting)
    persons: dict = defaultdict(dict)
    sums: dict = defaultdict(lambda: defaultdict(list))
    with duckdb.connect(str(kept), read_only=True) as connection:
        for row in connection.execute(family.persons).fetchall():
            persons[row[:cut]][row[cut:-1]] = row[-1]
        free = {
            (row[:cut], row[cut:]) for row in connection.execute(family.free).fetchall()
        }  # fmt: skip
        for row in connection.execute(family.sums).fetchall():
            sums[row[:cut]][row[cut : cut + 2], row[cut + 2]].append(row[cut + 2 :])
    for setting, wholes in sums.items():
        for (whole, kind), parts in wholes.items():
            rest = persons[setting][whole] - sum(persons[setting][part] for part in parts)
            if rest > 0:  # those whom nobody can place are a part that no table shows
                part = (f"{kind} unknown of {whole[0]}", whole[1])
                persons[setting][part] = rest
                parts.append(part)
    seen: dict = defaultdict(set)
    with duckdb.connect(str(published), read_only=True) as connection:
        for table in family.tables:
            for row in connection.execute(_seen(connection, table, family)).fetchall():
                seen[row[:cut]].add(row[cut:])
    return World(persons, seen, sums, free)


def _seen(connection: duckdb.DuckDBPyConnection, table: str, family: Family) -> str:
    """Whoever has any figure of a withheld class on any basis in a published table."""
    classes = dict(
        connection.execute(
            "select column_name, suppression from dictionary where table_name = ?", [table]
        ).fetchall()
    )
    figures = [f"{name} is not null" for name, held in classes.items() if held != "institution"]
    assert figures, f"{table} has nothing to withhold"
    plain = family.entity if family.entity[0] in classes else ("'all'", "'all'")
    entity = family.elsewhere.get(table, plain)
    return (
        f"select distinct {', '.join((*family.setting, *entity))} from {table} "
        f"where {' or '.join(figures)}"
    )


def subtracted(world: World, seen: dict[Entity, set[Entity]]) -> World:
    """A world of differences from the default definition: both sides must be seen."""
    both = {
        setting: {
            entity for entity in all_of
            if entity in seen[setting] and entity in seen[*setting[:-1], "default"]
        }
        for setting, all_of in world.persons.items()
    }  # fmt: skip
    return world._replace(seen=both)


def learnt(world: World, minimum: int) -> list[str]:
    """Every withheld figure that follows from what is seen, in words.

    Those whom nobody can place were never an entity: enough of them may be known.
    """
    found = []
    for setting, wholes in world.sums.items():
        hidden = world.persons[setting].keys() - world.seen[setting]
        rows = [
            {entity: Fraction(1 if entity == whole else -1) for entity in (whole, *parts)
             if entity in hidden}
            for (whole, _), parts in wholes.items()
        ]  # fmt: skip
        found += [
            f"{setting}: {entity}" for entity in determined(rows)
            if (" unknown of " not in entity[0] or world.persons[setting][entity] < minimum)
            and (setting, entity) not in world.free
        ]  # fmt: skip
    return found


def too_few(world: World, minimum: int) -> list[str]:
    """Wholes less their visible parts that leave fewer persons than may be shown."""
    found = []
    for setting, wholes in world.sums.items():
        for (whole, _), parts in wholes.items():
            rest = [part for part in parts if part not in world.seen[setting]]
            left = sum(world.persons[setting][part] for part in rest)
            if rest and whole in world.seen[setting] and left < minimum:
                found.append(f"{setting}: {whole} less what is seen leaves {rest}")
    return found


def determined(rows: list[Row]) -> list[Entity]:
    """Unknowns with one possible value: rows of the reduced echelon form with one entry."""
    reduced: dict[Entity, Row] = {}
    for given in rows:
        row = dict(given)
        for pivot, other in reduced.items():
            _subtract(row, other, row.get(pivot, Fraction(0)))
        if row:
            pivot = min(row)
            row = {entity: value / row[pivot] for entity, value in row.items()}
            for other in reduced.values():
                _subtract(other, row, other.get(pivot, Fraction(0)))
            reduced[pivot] = row
    return [pivot for pivot, row in reduced.items() if len(row) == 1]


def _subtract(row: Row, other: Row, times: Fraction) -> None:
    for entity, value in other.items() if times else ():
        row[entity] = row.get(entity, Fraction(0)) - times * value
        if not row[entity]:
            del row[entity]
