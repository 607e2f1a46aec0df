-- means:   the teachers of a stage's subjects are not the teachers of the stage
-- matters: a teacher would be counted twice, or for no subject at all
-- mend:    int_subject_counted; shares of seeds/subject_taught.csv that do not make one
with stages as (select * from {{ ref('int_stage_staffed') }}),

subjects as (
    select
        county_id,
        school_year,
        school_id,
        stage,
        sum(teacher_count) as teacher_count
    from {{ ref('fct_subject_staffing') }}
    group by county_id, school_year, school_id, stage
)

select
    stages.county_id,
    stages.school_year,
    stages.school_id,
    stages.stage,
    stages.teacher_count,
    subjects.teacher_count as subject_teacher_count
from stages
left join subjects
    on
        stages.county_id = subjects.county_id
        and stages.school_year = subjects.school_year
        and stages.school_id = subjects.school_id
        and stages.stage = subjects.stage
where
    stages.stage in ('primary', 'junior')
    and coalesce(stages.teacher_count, 0) <> coalesce(subjects.teacher_count, 0)
