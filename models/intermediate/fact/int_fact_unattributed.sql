-- grain: one row per school that no list knows, school year and fact of the statistics
-- the columns of int_fact_paired, in its order
with found as (select * from {{ ref('int_fact_found') }}),

attributed as (select * from {{ ref('int_statistics_attributed') }}),

sources as (select * from {{ ref('source_precedence') }}),

unknown_schools as (
    select
        county_id,
        school_year,
        school_id,
        max(school_name) as school_name
    from attributed
    where not is_attributable
    group by county_id, school_year, school_id
)

select
    found.county_id,
    found.school_year,
    found.school_id,
    unknown_schools.school_name as stated_school_name,
    found.fact,
    sources.source as source_a,
    found.source as source_b,
    cast(null as string) as counted_source,
    cast(null as decimal(18, 2)) as value_a,
    found.value as value_b,
    found.least_value as least_value_b,
    found.most_value as most_value_b,
    cast(null as string) as code_a,
    found.code as code_b,
    false as has_value_a,
    found.value is not null or found.code is not null as has_value_b,
    found.is_contradicting,
    1 as campus_count,
    cast(null as decimal(24, 6)) as tolerance,
    cast(null as string) as file_id_a,
    cast(null as string) as sheet_a,
    cast(null as string) as cell_a,
    found.file_id as file_id_b,
    found.sheet as sheet_b,
    found.cell as cell_b
from found
inner join unknown_schools
    on
        found.county_id = unknown_schools.county_id
        and found.school_year = unknown_schools.school_year
        and found.school_id = unknown_schools.school_id
inner join sources
    on found.fact = sources.fact
where
    sources.position = 1
    and (found.value is not null or found.code is not null or found.is_contradicting)
