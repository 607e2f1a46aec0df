-- grain: one row per assessment cycle and school with a stage in scope
-- parts that no school of the county has are left out; a school without one that others
-- have has no index
with parts as (select * from {{ ref('int_school_index_part') }}),

weights as (select * from {{ ref('int_school_index_weighed') }}),

county_cycles as (select * from {{ ref('int_county_cycle') }}),

designations as (select * from {{ ref('stg_school_designation') }}),

covered as (select * from {{ ref('int_school_grouped') }}),

schools as (select * from {{ ref('dim_school') }}),

weighed as (
    select
        part.cycle_id,
        part.county_id,
        part.school_id,
        max(case when part.part = 'resource' then part.t_score end) as resource_t_score,
        max(case when part.part = 'monitoring' then part.t_score end)
            as monitoring_t_score,
        {{ joined_text('part.part', '|', 'part.part') }} as index_parts,
        case
            when count(*) = count(part.t_score)
                then {{ ratio(
                    exact_sum('cast(weight.weight as double) * part.t_score'),
                    'sum(weight.weight)'
                ) }}
        end as school_index
    from parts as part
    inner join weights as weight
        on
            part.cycle_id = weight.cycle_id
            and part.county_id = weight.county_id
            and part.part = weight.part
    group by part.cycle_id, part.county_id, part.school_id
),

medians as (
    select
        cycle_id,
        county_id,
        percentile_cont(0.5) within group (order by school_index) as median
    from weighed
    group by cycle_id, county_id
)

select
    cast(weighed.cycle_id as string) as cycle_id,
    cast(weighed.county_id as string) as county_id,
    cast(weighed.school_id as string) as school_id,
    cast(school.school_name as string) as school_name,
    cast(weighed.resource_t_score as double) as resource_t_score,
    cast(weighed.monitoring_t_score as double) as monitoring_t_score,
    cast(weighed.index_parts as string) as index_parts,
    cast(weighed.school_index as double) as school_index,
    cast(weighed.school_index <= medians.median as boolean) as is_lower_half,
    cast(designation.designation as string) as designation,
    cast(covered.school_id is not null as boolean) as is_in_group
from weighed
inner join county_cycles as cycle
    on
        weighed.county_id = cycle.county_id
        and weighed.cycle_id = cycle.cycle_id
inner join medians
    on
        weighed.county_id = medians.county_id
        and weighed.cycle_id = medians.cycle_id
left join schools as school
    on
        weighed.county_id = school.county_id
        and weighed.school_id = school.school_id
        and cycle.statistics_school_year = school.school_year
left join designations as designation
    on
        weighed.county_id = designation.county_id
        and weighed.school_id = designation.school_id
        and cycle.statistics_school_year = designation.school_year
left join covered
    on
        weighed.county_id = covered.county_id
        and weighed.school_id = covered.school_id
        and cycle.statistics_school_year = covered.school_year
