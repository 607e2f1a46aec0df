-- grain: one row per school whose staff is counted, compulsory stage, subject and
-- school year: weekly lessons that its classes must have, and who teaches them
-- every subject of the stage has a row, so that a school without rosters is not missed;
-- a teacher of arts is half one of music and half one of fine art
with stages as (select * from {{ ref('int_stage_staffed') }}),

grades as (select * from {{ ref('int_grade_class_counted') }}),

norms as (select * from {{ ref('int_lesson_norm_resolved') }}),

loads as (select * from {{ ref('int_teaching_load_resolved') }}),

teachers as (select * from {{ ref('int_teacher_teaching') }}),

shares as (select * from {{ ref('subject_taught') }}),

amounts as (
    select
        stages.county_id,
        stages.school_year,
        stages.school_id,
        stages.stage,
        loads.subject,
        'lesson' as thing,
        false as is_hosted,
        0 as amount
    from stages
    inner join loads
        on
            stages.county_id = loads.county_id
            and stages.school_year = loads.school_year
            and stages.stage = loads.stage
    union all
    select
        grades.county_id,
        grades.school_year,
        grades.school_id,
        grades.stage,
        norms.subject,
        'lesson' as thing,
        false as is_hosted,
        grades.class_count * norms.weekly_lesson_count as amount
    from grades
    inner join norms
        on
            grades.county_id = norms.county_id
            and grades.school_year = norms.school_year
            and grades.grade between norms.grade_from and norms.grade_to
    union all
    select
        teachers.county_id,
        teachers.school_year,
        teachers.school_id,
        teachers.stage,
        coalesce(shares.taught_subject, teachers.subject) as subject,
        'teacher' as thing,
        teachers.is_hosted,
        coalesce(shares.share, 1) as amount
    from teachers
    left join shares
        on teachers.subject = shares.subject
)

select
    county_id,
    school_year,
    school_id,
    stage,
    subject,
    cast(
        sum(case when thing = 'lesson' then amount else 0 end) as decimal(10, 1)
    ) as lesson_count,
    cast(
        sum(case when thing = 'teacher' then amount else 0 end) as decimal(10, 2)
    ) as teacher_count,
    cast(
        sum(case when is_hosted then amount else 0 end) as decimal(10, 2)
    ) as hosted_teacher_count
from amounts
where stage in ('primary', 'junior')
group by county_id, school_year, school_id, stage, subject
