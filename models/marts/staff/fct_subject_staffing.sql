-- grain: one row per school, compulsory stage, subject and school year
-- a school lacks teachers of a subject where they cannot give all of its lessons
with weighed as (select * from {{ ref('int_subject_weighed') }}),

schools as (select * from {{ ref('int_school_staffed') }})

select
    cast(weighed.school_year as integer) as school_year,
    cast(weighed.county_id as string) as county_id,
    cast(weighed.school_id as string) as school_id,
    cast(schools.school_name as string) as school_name,
    cast(weighed.stage as string) as stage,
    cast(schools.school_type as string) as school_type,
    cast(schools.ownership as string) as ownership,
    cast(schools.urban_rural as string) as urban_rural,
    cast(weighed.subject as string) as subject,
    cast(weighed.curriculum_id as string) as curriculum_id,
    cast(weighed.is_norm_uncertain as boolean) as is_norm_uncertain,
    cast(weighed.is_shared as boolean) as is_shared,
    cast(weighed.lesson_count as decimal(10, 1)) as lesson_count,
    cast(weighed.lessons_per_teacher as decimal(5, 1)) as lessons_per_teacher,
    cast(weighed.needed_teacher_count as double) as needed_teacher_count,
    cast(weighed.teacher_count as decimal(10, 2)) as teacher_count,
    cast(weighed.hosted_teacher_count as decimal(10, 2)) as hosted_teacher_count,
    cast(weighed.uncovered_lesson_count as decimal(12, 2)) as uncovered_lesson_count,
    cast(
        case
            when weighed.uncovered_lesson_count = 0 then 0
            else {{ ratio(
                'weighed.uncovered_lesson_count', 'weighed.lessons_per_teacher'
            ) }}
        end as double
    ) as shortage_count,
    cast(
        case
            when weighed.lesson_count = 0 or weighed.uncovered_lesson_count = 0
                then
                    cast(weighed.teacher_count as double) - weighed.needed_teacher_count
            when weighed.uncovered_lesson_count > 0 then 0
        end as double
    ) as surplus_count,
    cast(weighed.missing_reason as string) as missing_reason
from weighed
inner join schools
    on
        weighed.county_id = schools.county_id
        and weighed.school_year = schools.school_year
        and weighed.school_id = schools.school_id
