-- grain: one row per campus and school year
-- a school is its own main campus, unless a stage of it is merged into its parent
with schools as (select * from {{ ref('int_school_profiled') }}),

stages as (select * from {{ ref('int_school_stage_scoped') }}),

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
)

select
    cast(schools.county_id as string) as county_id,
    cast(schools.school_year as integer) as school_year,
    cast(schools.school_id as string) as campus_id,
    cast(schools.school_name as string) as campus_name,
    cast(coalesce(branches.parent_school_id, schools.school_id) as string) as school_id,
    cast(coalesce(branches.parent_school_name, schools.school_name) as string)
        as school_name,
    cast(schools.school_type as string) as school_type,
    cast(schools.ownership as string) as ownership,
    cast(schools.urban_rural_code as string) as urban_rural_code,
    cast(schools.urban_rural as string) as urban_rural,
    cast(branches.school_id is null as boolean) as is_main,
    cast(schools.is_included_in_parent as boolean) as is_included_in_parent,
    cast(schools.primary_pupil_count as integer) as primary_pupil_count,
    cast(schools.junior_pupil_count as integer) as junior_pupil_count,
    cast(schools.senior_pupil_count as integer) as senior_pupil_count
from schools
left join branches
    on
        schools.county_id = branches.county_id
        and schools.school_year = branches.school_year
        and schools.school_id = branches.school_id
