-- grain: one row per school, stage and school year that a timetable was sent of
-- a grade counts once, however many classes it has: they have one timetable
with lessons as (select * from {{ ref('stg_curriculum_lesson') }}),

classes as (select * from {{ ref('stg_class_roster') }}),

grades as (select * from {{ ref('int_grade_placed') }}),

-- grades with classes and no row: it went back, or was forgotten
grade_rows as (
    select
        county_id,
        sender_id,
        school_year,
        grade,
        weekly_lesson_count,
        extension_lesson_count,
        knowledge_lesson_count
    from lessons
    union all
    -- distinct: a grade has a row per class
    select distinct
        class.county_id,
        class.sender_id,
        class.school_year,
        class.grade,
        cast(null as decimal(4, 1)) as weekly_lesson_count,
        cast(null as decimal(4, 1)) as extension_lesson_count,
        cast(null as decimal(4, 1)) as knowledge_lesson_count
    from classes as class
    left join lessons
        on
            class.county_id = lessons.county_id
            and class.sender_id = lessons.sender_id
            and class.school_year = lessons.school_year
            and class.grade = lessons.grade
    where lessons.grade is null
)

select
    grade_row.county_id,
    cast(grade_row.school_year as integer) as school_year,
    grade_row.sender_id as school_id,
    grades.stage,
    count(grade_row.weekly_lesson_count) as grade_count,
    count(*) - count(grade_row.weekly_lesson_count) as missing_grade_count,
    count(
        case
            when
                grade_row.extension_lesson_count > grade_row.weekly_lesson_count
                or grade_row.knowledge_lesson_count > grade_row.extension_lesson_count
                then 1
        end
    ) as disagreeing_grade_count,
    sum(grade_row.weekly_lesson_count) as weekly_lesson_count,
    sum(grade_row.extension_lesson_count) as extension_lesson_count,
    sum(grade_row.knowledge_lesson_count) as knowledge_lesson_count
from grade_rows as grade_row
inner join grades
    on {{ grade_of('grades', 'grade_row', 'grade_row.school_year') }}
where grades.stage in ('primary', 'junior')
group by
    grade_row.county_id, grade_row.school_year, grade_row.sender_id, grades.stage
having count(grade_row.weekly_lesson_count) > 0
