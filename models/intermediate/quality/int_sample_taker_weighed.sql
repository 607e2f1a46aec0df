-- grain: one row per taker of a paper of a sampled examination
-- a sample is an examination of such a source, or one whose candidates have weights
with scores as (select * from {{ ref('int_score_matched') }}),

candidates as (select * from {{ ref('stg_exam_candidate') }}),

exams as (select * from {{ ref('dim_exam') }}),

sources as (select * from {{ ref('source_type') }}),

plans as (
    select distinct
        county_id,
        exam_id
    from {{ ref('int_sample_stratum_planned') }}
    where is_stratified
),

schools as (select * from {{ ref('dim_school') }}),

weighed as (
    select distinct
        county_id,
        exam_id
    from candidates
    where sampling_weight is not null
)

select
    scores.county_id,
    scores.exam_id,
    scores.subject,
    scores.exam_number_token,
    scores.school_id,
    scores.raw_score,
    candidate.sampling_weight,
    -- strata are those of the scheme; without one all schools are of one
    case
        when plans.exam_id is not null then school.urban_rural
        else 'county'
    end as sample_stratum
from scores
left join candidates as candidate
    on
        scores.county_id = candidate.county_id
        and scores.exam_id = candidate.exam_id
        and scores.exam_number_token = candidate.exam_number_token
left join weighed
    on scores.county_id = weighed.county_id and scores.exam_id = weighed.exam_id
left join exams as exam
    on scores.county_id = exam.county_id and scores.exam_id = exam.exam_id
left join sources as source
    on exam.source_type = source.source_type
left join plans
    on scores.county_id = plans.county_id and scores.exam_id = plans.exam_id
left join schools as school
    on
        scores.county_id = school.county_id
        and scores.school_id = school.school_id
        and scores.school_year = school.school_year
where
    scores.status = 'taken'
    and (coalesce(source.is_sample, false) or weighed.exam_id is not null)
