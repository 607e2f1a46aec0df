-- grain: one row per county, exam that is a prior, subject and pupil; a blank subject
-- is the sum of all papers, of those who sat them all
with score_matcheds as (
    select * from {{ ref('int_score_matched') }}
    where status = 'taken' and student_token is not null
),

pairs as (select * from {{ ref('int_value_added_paired') }}),

papers as (select * from {{ ref('stg_exam') }}),

wanted as (
    -- distinct: an exam can be the prior of several
    select distinct
        county_id,
        prior_exam_id as exam_id,
        prior_subject
    from pairs
    where prior_exam_id is not null
),

counted as (
    select
        county_id,
        exam_id,
        count(*) as paper_count
    from papers
    -- who has grades in another subject of the exam has no score in it to add
    where coalesce(score_scale, 'raw') <> 'graded'
    group by county_id, exam_id
),

scores as (
    select
        score.county_id,
        score.exam_id,
        score.student_token,
        case when wanted.prior_subject = 'all' then '' else score.subject end
            as subject,
        case when wanted.prior_subject = 'all' then counted.paper_count else 1 end
            as paper_count,
        score.raw_score,
        score.full_score
    from score_matcheds as score
    inner join wanted
        on score.county_id = wanted.county_id and score.exam_id = wanted.exam_id
    inner join counted
        on score.county_id = counted.county_id and score.exam_id = counted.exam_id
)

select
    county_id,
    exam_id,
    subject,
    student_token,
    cast(sum(raw_score) as decimal(18, 7)) as prior,
    coalesce(sum(raw_score) >= sum(full_score), false) as is_prior_full
from scores
group by county_id, exam_id, subject, student_token, paper_count
having count(*) = paper_count
