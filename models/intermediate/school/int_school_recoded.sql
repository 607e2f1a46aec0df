-- grain: one row per school that only took another code: the code before and after
-- what takes in several schools, or stood on a list before, took them over instead,
-- whatever the register calls it
with ended_schools as (select * from {{ ref('int_school_ended') }}),

lists as (select * from {{ ref('stg_school_list') }}),

listed as (
    select
        county_id,
        school_id,
        {{ first_day_of('min(school_year)') }} as listed_from
    from lists
    group by county_id, school_id
),

renames as (
    select
        *,
        count(*) over (partition by county_id, successor_school_id) as former_count
    from ended_schools
    where change_kind = 'rename' and successor_school_id is not null
)

select
    renames.county_id,
    renames.school_id as former_school_id,
    renames.successor_school_id as school_id
from renames
left join listed
    on
        renames.county_id = listed.county_id
        and renames.successor_school_id = listed.school_id
where
    renames.former_count = 1
    and coalesce(listed.listed_from >= renames.ended_month, true)
