-- grain: one row per school whose scores may be seen, exam and denominator
-- in the order of their codes: no rank
with indices as (select * from {{ ref('fct_quality_index') }}),

exams as (select * from {{ ref('dim_exam') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

names as (select * from {{ ref('int_entity_named') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(score.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(score.exam_id as string) as exam_id,
    cast(score.denominator as string) as denominator,
    cast(score.school_id as string) as school_id,
    cast(exam.school_year as integer) as school_year,
    cast({{ school_year_text('exam.school_year') }} as string) as school_year_name,
    cast(exam.exam_name as string) as exam_name,
    cast(exam.grade as integer) as grade,
    cast(basis.name_zh as string) as denominator_name,
    cast(entity.entity_name as string) as school_name,
    score.subject_count,
    score.paper_count,
    score.weight_sum,
    score.fewest_pupil_count,
    score.quality_index,
    score.is_suppressed
from indices as score
inner join exams as exam
    on score.county_id = exam.county_id and score.exam_id = exam.exam_id
inner join words as basis
    on {{ word_of('basis', 'denominator', 'score.denominator') }}
left join newest_cycles as newest
    on score.county_id = newest.county_id
left join names as entity
    on
        score.county_id = entity.county_id
        and entity.entity_type = 'school'
        and score.school_id = entity.entity_id
where score.is_releasable
