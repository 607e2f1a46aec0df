-- grain: one row per school, school year, grade and class that one of its forms names
-- a list is whole when no row of it was sent back; a pupils' roster names a class often
with class_lists as (select * from {{ ref('stg_class_roster') }}),

pupils as (select * from {{ ref('stg_student_roster') }}),

submissions as (select * from {{ ref('stg_submission') }}),

known as (
    select
        class.county_id,
        class.sender_id as school_id,
        class.school_year,
        class.grade,
        class.class_name,
        case when submission.rows_rejected = 0 then 1 else 0 end as is_whole
    from class_lists as class
    inner join submissions as submission
        on
            class._file = submission._file
            and class.sender_id = submission.sender_id
            and cast(class.school_year as string) = submission.period
            and submission.form = 'class_roster'
            and submission.is_effective
    union all
    select
        county_id,
        sender_id as school_id,
        school_year,
        grade,
        class_name,
        1 as is_whole
    from pupils
)

select
    county_id,
    school_id,
    cast(school_year as integer) as school_year,
    grade,
    class_name,
    max(is_whole) = 1 as is_whole
from known
group by county_id, school_id, school_year, grade, class_name
