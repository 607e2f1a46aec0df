-- grain: one row per county, exam, subject, model, method and school with a figure
-- a prior with errors of measurement has too small a slope, and the school of pupils
-- who knew much gains by it: the effect with the slope over the reliability (Fuller
-- 1987, Measurement Error Models, 1.1), where the prior is all that a model knows
with flagged as (select * from {{ ref('int_value_added_flagged') }}),

told as (select * from {{ ref('int_value_added_told') }}),

sums as (select * from {{ ref('int_value_added_school_summed') }}),

models as (
    select
        *,
        not has_prior_square
        and not has_school_mean_prior
        and not has_sex
        and not has_migrant as knows_prior_alone
    from {{ ref('value_added_model') }}
),

started as (
    select
        flagged.*,
        {{ ratio('sums.prior_sum', 'sums.pupil_count') }} as school_prior,
        case
            when model.knows_prior_alone
                then {{ ratio('told.prior_slope', 'model.prior_reliability') }}
        end as reliable_slope,
        told.prior_slope
    from flagged
    inner join models as model on flagged.model_id = model.model_id
    inner join told
        on
            flagged.county_id = told.county_id
            and flagged.exam_id = told.exam_id
            and flagged.subject = told.subject
            and flagged.model_id = told.model_id
            and flagged.method = told.method
    inner join sums
        on
            flagged.county_id = sums.county_id
            and flagged.exam_id = sums.exam_id
            and flagged.subject = sums.subject
            and flagged.model_id = sums.model_id
            and flagged.school_id = sums.school_id
),

centred as (
    select
        county_id,
        exam_id,
        subject,
        model_id,
        method,
        {{ exact_sum('shrinkage * school_prior') }} as weighted_prior,
        {{ exact_sum('shrinkage') }} as weight
    from started
    group by county_id, exam_id, subject, model_id, method
)

select
    started.*,
    -- about the mean that leaves the sum of effects at nothing
    started.effect
    - started.shrinkage
    * (started.reliable_slope - started.prior_slope)
    * (started.school_prior - {{ ratio('centred.weighted_prior', 'centred.weight') }})
        as effect_reliable_prior
from started
inner join centred
    on
        started.county_id = centred.county_id
        and started.exam_id = centred.exam_id
        and started.subject = centred.subject
        and started.model_id = centred.model_id
        and started.method = centred.method
