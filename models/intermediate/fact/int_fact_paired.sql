-- grain: one row per school, school year, fact and pair of sources, either with a value
-- source_a is the one that comes first in the declared order
with merged as (
    select
        *,
        value is not null or code is not null as has_value
    from {{ ref('int_fact_merged') }}
),

tolerances as (select * from {{ ref('reconciliation_tolerance') }}),

ranked as (
    select
        *,
        substr(
            min(case when has_value then cast(position as string) || source end) over (
                partition by county_id, school_year, school_id, fact
            ),
            2
        ) as counted_source
    from merged
)

select
    a.county_id,
    a.school_year,
    a.school_id,
    cast(null as string) as stated_school_name,
    a.fact,
    a.source as source_a,
    b.source as source_b,
    a.counted_source,
    a.value as value_a,
    b.value as value_b,
    b.least_value as least_value_b,
    b.most_value as most_value_b,
    a.code as code_a,
    b.code as code_b,
    a.has_value as has_value_a,
    b.has_value as has_value_b,
    a.is_contradicting or b.is_contradicting as is_contradicting,
    greatest(a.campus_count, b.campus_count) as campus_count,
    -- every campus is rounded by itself
    case
        when a.code is null and b.code is null
            then greatest(
                coalesce(tolerances.absolute_tolerance, 0)
                * cast(greatest(a.campus_count, b.campus_count) as decimal(4, 0)),
                coalesce(tolerances.relative_tolerance * abs(a.value), 0)
            )
    end as tolerance,
    a.file_id as file_id_a,
    a.sheet as sheet_a,
    a.cell as cell_a,
    b.file_id as file_id_b,
    b.sheet as sheet_b,
    b.cell as cell_b
from ranked as a
inner join ranked as b
    on
        a.county_id = b.county_id
        and a.school_year = b.school_year
        and a.school_id = b.school_id
        and a.fact = b.fact
        and a.position < b.position
left join tolerances
    on
        a.fact = tolerances.fact
        and a.source = tolerances.source_a
        and b.source = tolerances.source_b
where a.has_value or b.has_value or a.is_contradicting or b.is_contradicting
