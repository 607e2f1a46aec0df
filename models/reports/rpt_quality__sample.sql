-- grain: one row per county, exam and subject of a sampled examination
-- without weights the words say that it is the sample and not the county
with estimates as (select * from {{ ref('fct_sample_estimate') }}),

exams as (select * from {{ ref('dim_exam') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

words as (select * from {{ ref('display_word') }}),

codes as (select * from {{ ref('code_list') }})

select
    cast(estimate.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(estimate.exam_id as string) as exam_id,
    cast(estimate.subject as string) as subject,
    cast(exam.school_year as integer) as school_year,
    cast(
        cast(exam.school_year as string)
        || '-'
        || cast(exam.school_year + 1 as string) as string
    ) as school_year_name,
    cast(exam.exam_name as string) as exam_name,
    cast(subject.name_zh as string) as subject_name,
    cast(basis.name_zh as string) as basis_name,
    estimate.school_count,
    estimate.population_school_count,
    estimate.taker_count,
    estimate.population_pupil_count,
    estimate.sample_mean_score,
    estimate.mean_score,
    estimate.mean_score_low,
    estimate.mean_score_high,
    estimate.standard_error,
    estimate.degrees_of_freedom,
    estimate.design_effect,
    cast(reason.name_zh as string) as note,
    cast(mark.name_zh as string) as watermark,
    estimate.is_suppressed
from estimates as estimate
inner join exams as exam
    on estimate.county_id = exam.county_id and estimate.exam_id = exam.exam_id
left join newest_cycles as newest
    on estimate.county_id = newest.county_id
left join codes as subject
    on subject.list_id = 'subject' and estimate.subject = subject.code
left join words as basis
    on {{ word_of('basis', 'sample_basis', 'estimate.basis') }}
left join words as reason
    on {{ word_of('reason', 'sample_reason', 'estimate.reason') }}
left join words as mark
    on
        {{ word_of('mark', 'watermark', 'exam.legal_status') }}
        and exam.is_watermarked
where estimate.is_releasable
