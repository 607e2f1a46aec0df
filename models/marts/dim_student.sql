-- grain: one row per pupil on a roster and school year
-- a pupil on two rosters belongs to the school with the smaller code
with student_rosters as (select * from {{ ref('stg_student_roster') }}),

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
    cast(student_token as string) as student_token,
    cast(school_year as integer) as school_year,
    cast(county_id as string) as county_id,
    cast(sender_id as string) as school_id,
    cast(grade as integer) as grade,
    cast(class_name as string) as class_name,
    cast({{ stage_of_grade('grade') }} as string) as stage,
    cast(is_migrant as boolean) as is_migrant,
    cast(is_boarder as boolean) as is_boarder
from ordered
where preference = 1
