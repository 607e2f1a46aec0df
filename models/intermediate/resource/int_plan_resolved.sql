-- grain: one row per county that a plan of its region has a phase for
-- a phase that names the county comes before "all others", the nearer region before the
-- wider one; a phase that only says how many counties names none
with listed_schools as (select * from {{ ref('stg_school_list') }}),

phases as (
    select * from {{ ref('accreditation_plan') }}
    where county_id is not null or county_count is null
),

counties as (
    -- distinct: the list has a row per school
    select distinct county_id from listed_schools
),

ranked as (
    select
        counties.county_id,
        phases.plan_id,
        phases.phase,
        phases.phase_name_zh,
        phases.due_year,
        phases.is_uncertain,
        row_number() over (
            partition by counties.county_id
            order by
                case when phases.county_id is null then 1 else 0 end,
                {{ region_depth('phases.region_code') }} desc,
                phases.plan_id
        ) as preference
    from counties
    inner join phases
        on
            {{ region_covers('phases.region_code', 'counties.county_id') }}
            and coalesce(phases.county_id, counties.county_id) = counties.county_id
)

select
    county_id,
    plan_id,
    phase,
    phase_name_zh,
    due_year,
    is_uncertain
from ranked
where preference = 1
