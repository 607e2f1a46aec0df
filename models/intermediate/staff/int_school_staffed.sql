-- grain: one row per school whose staff is counted and school year
with campuses as (select * from {{ ref('int_campus_staffed') }}),

schools as (select * from {{ ref('dim_school') }}),

stages as (select * from {{ ref('int_school_stage_scoped') }}),

rostered as (
    select
        county_id,
        school_year,
        whole_school_id as school_id,
        min(case when has_class_roster then 1 else 0 end) = 1 as has_class_roster,
        min(case when has_teacher_roster then 1 else 0 end) = 1 as has_teacher_roster
    from campuses
    group by county_id, school_year, whole_school_id
),

staged as (
    select
        county_id,
        school_year,
        school_id,
        count(*) as stage_count,
        min(case when is_judged then stage end) as first_stage,
        max(case when is_judged then stage end) as last_stage
    from stages
    group by county_id, school_year, school_id
)

select
    rostered.county_id,
    rostered.school_year,
    rostered.school_id,
    school.school_name,
    case when staged.stage_count = 1 then staged.first_stage else 'all' end as stage,
    -- somebody of another stage can only teach the one there is
    case when staged.first_stage = staged.last_stage then staged.first_stage end
        as only_stage,
    school.school_type,
    school.ownership,
    school.is_private,
    school.urban_rural,
    rostered.has_class_roster,
    rostered.has_teacher_roster
from rostered
inner join schools as school
    on
        rostered.county_id = school.county_id
        and rostered.school_year = school.school_year
        and rostered.school_id = school.school_id
inner join staged
    on
        rostered.county_id = staged.county_id
        and rostered.school_year = staged.school_year
        and rostered.school_id = staged.school_id
