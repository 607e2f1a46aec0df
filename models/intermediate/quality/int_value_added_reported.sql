-- grain: one row per county, exam, subject, model, method and school; the model itself
-- stands under a blank school
-- why nothing is reported: the model's ground before the school's (standard.md 12.17)
with counted as (select * from {{ ref('int_value_added_counted') }}),

estimates as (select * from {{ ref('int_value_added_estimated') }}),

pairs as (select * from {{ ref('int_value_added_paired') }}),

models as (select * from {{ ref('value_added_model') }}),

fitted as (
    select
        county_id,
        exam_id,
        subject,
        model as model_id,
        method,
        max(case when statistic = 'reason' then term end) as fit_reason,
        max(case when statistic = 'outcome_sd' then value end) as outcome_sd
    from estimates
    where school_id = ''
    group by county_id, exam_id, subject, model, method
),

shared as (
    select
        counted.*,
        method.method,
        pair.prior_exam_id,
        pair.is_prior_releasable,
        fitted.fit_reason,
        fitted.outcome_sd,
        {{ ratio('counted.matched_count', 'counted.taker_count') }} as match_ratio,
        {{ ratio('counted.full_count', 'counted.matched_count') }} as ceiling_ratio,
        {{ ratio('counted.prior_full_count', 'counted.matched_count') }}
            as prior_ceiling_ratio
    from counted
    cross join (values ('ml'), ('reml')) as method (method)
    inner join pairs as pair
        on
            counted.county_id = pair.county_id
            and counted.exam_id = pair.exam_id
            and counted.model_id = pair.model_id
    left join fitted
        on
            counted.county_id = fitted.county_id
            and counted.exam_id = fitted.exam_id
            and counted.subject = fitted.subject
            and counted.model_id = fitted.model_id
            and method.method = fitted.method
),

judged as (
    select
        shared.*,
        case
            when shared.prior_exam_id is null then 'no_prior_exam'
            when shared.match_ratio < model.minimum_match_ratio then 'match_low'
            when
                shared.ceiling_ratio > model.maximum_ceiling_ratio
                or shared.prior_ceiling_ratio > model.maximum_ceiling_ratio
                then 'ceiling'
            when shared.school_id = '' then shared.fit_reason
            when shared.matched_count < model.minimum_pupil_count then 'few_pupils'
        end as own_reason
    from shared
    inner join models as model on shared.model_id = model.model_id
)

select
    *,
    coalesce(
        max(case when school_id = '' then own_reason end) over (
            partition by county_id, exam_id, subject, model_id, method
        ),
        own_reason
    ) as reason
from judged
