-- grain: one row per school of the list with a compulsory stage and school year: in
-- which school its staff is counted, and which rosters came
-- a branch all of whose stages are merged into a parent is staffed with it; a teaching
-- point is staffed by itself
with stages as (
    select * from {{ ref('int_school_stage_scoped') }}
    where is_judged and scope_reason <> 'excluded_type'
),

submissions as (
    select * from {{ ref('stg_submission') }}
    where is_effective
),

campuses as (
    select
        county_id,
        school_year,
        school_id,
        case
            when
                min(case when scope_reason = 'merged_into_parent' then 1 else 0 end) = 1
                then min(parent_school_id)
            else school_id
        end as whole_school_id
    from stages
    group by county_id, school_year, school_id
)

select
    campuses.county_id,
    campuses.school_year,
    campuses.school_id,
    campuses.whole_school_id,
    classes.sender_id is not null as has_class_roster,
    teachers.sender_id is not null as has_teacher_roster
from campuses
left join submissions as classes
    on
        classes.form = 'class_roster'
        and campuses.county_id = classes.county_id
        and campuses.school_id = classes.sender_id
        and cast(campuses.school_year as string) = classes.period
left join submissions as teachers
    on
        teachers.form = 'teacher_roster'
        and campuses.county_id = teachers.county_id
        and campuses.school_id = teachers.sender_id
        and cast(campuses.school_year as string) = teachers.period
