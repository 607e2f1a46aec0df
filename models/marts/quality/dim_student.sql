-- grain: one row per pupil on a roster and school year
-- a pupil on two rosters belongs to the school with the smaller code
with student_rosters as (select * from {{ ref('stg_student_roster') }}),

grades as (select * from {{ ref('int_grade_placed') }}),

ordered as (
    select
        *,
        row_number() over (
            partition by student_token, school_year
            order by sender_id
        ) as preference
    from student_rosters
)

select
    cast(ordered.student_token as string) as student_token,
    cast(ordered.school_year as integer) as school_year,
    cast(ordered.county_id as string) as county_id,
    cast(ordered.sender_id as string) as school_id,
    cast(ordered.grade as integer) as grade,
    cast(ordered.class_name as string) as class_name,
    cast(grades.stage as string) as stage,
    cast(ordered.sex as string) as sex,
    cast(ordered.is_migrant as boolean) as is_migrant,
    cast(ordered.is_boarder as boolean) as is_boarder
from ordered
left join grades
    on {{ grade_of('grades', 'ordered', 'ordered.school_year') }}
where ordered.preference = 1
