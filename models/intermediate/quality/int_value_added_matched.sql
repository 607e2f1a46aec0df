-- grain: one row per county, exam, subject, model and exam number that sat the paper
-- matched is whoever has all that the model knows
with score_matcheds as (
    select * from {{ ref('int_score_matched') }}
    where status = 'taken' and school_id is not null
),

pairs as (select * from {{ ref('int_value_added_paired') }}),

priors as (select * from {{ ref('int_value_added_prior') }}),

students as (select * from {{ ref('dim_student') }}),

told as (
    select
        score.county_id,
        score.exam_id,
        score.subject,
        pair.model_id,
        pair.percentile_bin_count,
        score.school_id,
        score.exam_number_token,
        cast(score.raw_score as decimal(18, 7)) as outcome,
        coalesce(score.raw_score >= score.full_score, false) as is_full,
        earlier.prior,
        coalesce(earlier.is_prior_full, false) as is_prior_full,
        case when pair.has_sex then student.sex = 'male' else false end as is_male,
        case when pair.has_migrant then student.is_migrant else false end
            as is_migrant
    from score_matcheds as score
    inner join pairs as pair
        on score.county_id = pair.county_id and score.exam_id = pair.exam_id
    left join priors as earlier
        on
            pair.county_id = earlier.county_id
            and pair.prior_exam_id = earlier.exam_id
            and score.student_token = earlier.student_token
            and case when pair.prior_subject = 'all' then '' else score.subject end
            = earlier.subject
    left join students as student
        on
            pair.county_id = student.county_id
            and pair.school_year = student.school_year
            and score.student_token = student.student_token
)

select
    told.county_id,
    told.exam_id,
    told.subject,
    told.model_id,
    told.percentile_bin_count,
    told.school_id,
    told.exam_number_token,
    told.outcome,
    told.is_full,
    told.prior,
    told.is_prior_full,
    case when told.is_male then 1 else 0 end as is_male,
    case when told.is_migrant then 1 else 0 end as is_migrant,
    told.prior is not null
    and told.is_male is not null
    and told.is_migrant is not null as is_matched
from told
