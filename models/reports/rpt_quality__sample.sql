-- grain: one row per county, exam and subject of a sampled examination
-- without weights the words say that it is the sample and not the county
with estimates as (select * from {{ ref('fct_sample_estimate') }}),

papers as (select * from {{ ref('int_paper_named') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(estimate.county_id as string) as county_id,
    paper.county_name,
    cast(estimate.exam_id as string) as exam_id,
    cast(estimate.subject as string) as subject,
    paper.school_year,
    paper.school_year_name,
    paper.exam_name,
    paper.subject_name,
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
    paper.watermark,
    estimate.is_suppressed
from estimates as estimate
inner join papers as paper
    on {{ same_paper('estimate', 'paper') }}
left join words as basis
    on {{ word_of('basis', 'sample_basis', 'estimate.basis') }}
left join words as reason
    on {{ word_of('reason', 'sample_reason', 'estimate.reason') }}
where estimate.is_releasable
