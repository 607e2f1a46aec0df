-- grain: one row per assessment cycle, school year looked back on, school and
-- compulsory grade
-- schools as they stand in the cycle's year; nothing is known of a school of which one
-- part is unknown
with members as (select * from {{ ref('int_forecast_member') }}),

grades as (
    select
        *,
        min(grade) over (partition by county_id, school_year, stage) as first_grade,
        max(grade) over (partition by county_id, school_year, stage) as last_grade
    from {{ ref('int_grade_placed') }}
    where stage in ('primary', 'junior')
),

rosters as (
    select
        county_id,
        school_year,
        sender_id as school_id,
        grade,
        sum(pupil_count) as pupil_count
    from {{ ref('stg_class_roster') }}
    group by county_id, school_year, sender_id, grade
),

summed as (
    select
        members.cycle_id,
        members.county_id,
        members.base_school_year,
        members.school_year,
        members.school_id,
        grades.stage,
        grades.grade,
        grades.first_grade,
        grades.last_grade,
        min(members.is_known) = 1 as is_known,
        max(
            case
                when grades.stage = 'primary' then members.has_primary
                else members.has_junior
            end
        ) = 1 as is_taught,
        cast(sum(coalesce(rosters.pupil_count, 0)) as bigint) as pupil_count
    from members
    inner join grades
        on
            members.county_id = grades.county_id
            and members.base_school_year = grades.school_year
    left join rosters
        on
            members.county_id = rosters.county_id
            and members.school_year = rosters.school_year
            and members.member_school_id = rosters.school_id
            and grades.grade = rosters.grade
    group by
        members.cycle_id,
        members.county_id,
        members.base_school_year,
        members.school_year,
        members.school_id,
        grades.stage,
        grades.grade,
        grades.first_grade,
        grades.last_grade
)

select
    cycle_id,
    county_id,
    base_school_year,
    school_year,
    school_id,
    stage,
    grade,
    first_grade,
    last_grade,
    is_taught or pupil_count > 0 as is_taught,
    case when is_known or not is_taught then pupil_count end as pupil_count,
    min(case when is_known or not is_taught then 1 else 0 end) over (
        partition by cycle_id, county_id, school_id, grade
    ) = 1 as is_always_known
from summed
