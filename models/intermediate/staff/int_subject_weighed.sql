-- grain: one row per school whose staff is counted, compulsory stage, subject and
-- school year: the lessons that its own teachers of the subject leave uncovered
-- a subject that a school neither has nor needs has no row
with counted as (select * from {{ ref('int_subject_counted') }}),

schools as (select * from {{ ref('int_school_staffed') }}),

loads as (select * from {{ ref('int_teaching_load_resolved') }}),

curricula as (
    select
        county_id,
        school_year,
        curriculum_id,
        max(case when is_uncertain then 1 else 0 end) = 1 as is_uncertain
    from {{ ref('int_lesson_norm_resolved') }}
    group by county_id, school_year, curriculum_id
),

known as (
    select
        schools.county_id,
        schools.school_year,
        schools.school_id,
        counted.stage,
        counted.subject,
        curricula.curriculum_id,
        loads.weekly_lesson_count as lessons_per_teacher,
        coalesce(loads.is_shared, false) as is_shared,
        curricula.is_uncertain or loads.is_uncertain as is_norm_uncertain,
        case
            when not schools.has_class_roster then 'class_roster_missing'
            when not schools.has_teacher_roster then 'teacher_roster_missing'
            when curricula.curriculum_id is null then 'lesson_norm_missing'
            when loads.subject is null and counted.lesson_count > 0
                then 'teaching_load_missing'
        end as missing_reason,
        case
            when schools.has_class_roster and curricula.curriculum_id is not null
                then counted.lesson_count
        end as lesson_count,
        case when schools.has_teacher_roster then counted.teacher_count end
            as teacher_count,
        case when schools.has_teacher_roster then counted.hosted_teacher_count end
            as hosted_teacher_count
    from counted
    inner join schools
        on
            counted.county_id = schools.county_id
            and counted.school_year = schools.school_year
            and counted.school_id = schools.school_id
    left join loads
        on
            counted.county_id = loads.county_id
            and counted.school_year = loads.school_year
            and counted.stage = loads.stage
            and counted.subject = loads.subject
    left join curricula
        on
            counted.county_id = curricula.county_id
            and counted.school_year = curricula.school_year
)

select
    *,
    case
        when lesson_count = 0 then 0
        else {{ ratio('lesson_count', 'lessons_per_teacher') }}
    end as needed_teacher_count,
    -- exact, in lessons: nothing is divided before it is compared
    case
        when lesson_count = 0 or lesson_count <= teacher_count * lessons_per_teacher
            then 0
        else lesson_count - teacher_count * lessons_per_teacher
    end as uncovered_lesson_count
from known
where coalesce(lesson_count, 1) > 0 or coalesce(teacher_count, 1) > 0
