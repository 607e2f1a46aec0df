{{ config(materialized='ephemeral') }}
-- grain: one row per county, exam, subject, model and matched pupil
-- the square is taken about the mean of the paper's pupils, so that the slope stays the
-- slope in the middle; both new variables are kept to seven places and exact from there
with matched as (
    select * from {{ ref('int_value_added_matched') }}
    where is_matched
),

schools as (
    select
        county_id,
        exam_id,
        subject,
        model_id,
        school_id,
        count(*) as pupil_count,
        sum(prior) as prior_sum
    from matched
    group by county_id, exam_id, subject, model_id, school_id
),

centred as (
    select
        *,
        cast(
            {{ ratio(
                'sum(prior_sum) over (partition by county_id, exam_id, subject, model_id)',
                'sum(pupil_count) over'
                ' (partition by county_id, exam_id, subject, model_id)'
            ) }} as decimal(9, 2)
        ) as centre
    from schools
)

select
    matched.county_id,
    matched.exam_id,
    matched.subject,
    matched.model_id,
    matched.school_id,
    matched.exam_number_token,
    matched.outcome,
    matched.prior,
    cast(
        cast(matched.prior - centred.centre as decimal(18, 7))
        * cast(matched.prior - centred.centre as decimal(19, 7))
        as decimal(18, 7)
    ) as prior_square,
    cast({{ ratio('centred.prior_sum', 'centred.pupil_count') }} as decimal(18, 7))
        as school_mean_prior,
    matched.is_male,
    matched.is_migrant
from matched
inner join centred
    on
        matched.county_id = centred.county_id
        and matched.exam_id = centred.exam_id
        and matched.subject = centred.subject
        and matched.model_id = centred.model_id
        and matched.school_id = centred.school_id
