-- grain: one row per campus and school year
-- a school is its own main campus, unless a stage of it is merged into its parent; one
-- that lists several campuses has a row for each, if they add up to its own form
with schools as (select * from {{ ref('int_school_profiled') }}),

stages as (select * from {{ ref('int_school_stage_scoped') }}),

stated as (select * from {{ ref('stg_campus') }}),

agreed as (select * from {{ ref('int_campus_agreed') }}),

branches as (
    -- distinct: a branch may merge two stages
    select distinct
        stages.county_id,
        stages.school_year,
        stages.school_id,
        stages.parent_school_id,
        parent.school_name as parent_school_name
    from stages
    inner join schools as parent
        on
            stages.county_id = parent.county_id
            and stages.school_year = parent.school_year
            and stages.parent_school_id = parent.school_id
    where stages.scope_reason = 'merged_into_parent'
),

listed as (
    select
        schools.*,
        branches.parent_school_name,
        branches.parent_school_id as host_school_id
    from schools
    left join branches
        on
            schools.county_id = branches.county_id
            and schools.school_year = branches.school_year
            and schools.school_id = branches.school_id
),

campuses as (
    select
        stated.*,
        coalesce(stated.campus_school_id, stated.sender_id || '-' || stated.campus_name)
            as campus_id
    from stated
    inner join agreed
        on
            stated.county_id = agreed.county_id
            and stated.school_year = agreed.school_year
            and stated.sender_id = agreed.school_id
    left join schools as other
        on
            stated.county_id = other.county_id
            and stated.school_year = other.school_year
            and stated.campus_school_id = other.school_id
    -- one that is on the list has its row already
    where stated.is_main or other.school_id is null
)

select
    cast(listed.county_id as string) as county_id,
    cast(listed.school_year as integer) as school_year,
    cast(
        case
            when campus.is_main then listed.school_id
            else coalesce(campus.campus_id, listed.school_id)
        end as string
    ) as campus_id,
    cast(
        listed.school_name || coalesce('（' || campus.campus_name || '）', '') as string
    ) as campus_name,
    cast(coalesce(listed.host_school_id, listed.school_id) as string) as school_id,
    cast(coalesce(listed.parent_school_name, listed.school_name) as string)
        as school_name,
    cast(listed.school_type as string) as school_type,
    cast(listed.ownership as string) as ownership,
    cast(listed.urban_rural_code as string) as urban_rural_code,
    cast(listed.urban_rural as string) as urban_rural,
    cast(
        listed.host_school_id is null and coalesce(campus.is_main, true) as boolean
    ) as is_main,
    cast(
        listed.is_included_in_parent or not coalesce(campus.is_main, true) as boolean
    ) as is_included_in_parent,
    cast(
        coalesce(campus.primary_pupil_count, listed.primary_pupil_count) as integer
    ) as primary_pupil_count,
    cast(coalesce(campus.junior_pupil_count, listed.junior_pupil_count) as integer)
        as junior_pupil_count,
    cast(coalesce(campus.senior_pupil_count, listed.senior_pupil_count) as integer)
        as senior_pupil_count
from listed
left join campuses as campus
    on
        listed.county_id = campus.county_id
        and listed.school_year = campus.school_year
        and listed.school_id = campus.sender_id
