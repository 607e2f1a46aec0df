-- grain: one row per county, exam, subject, model and method
with reported as (
    select * from {{ ref('int_value_added_reported') }}
    where school_id = ''
),

told as (select * from {{ ref('int_value_added_told') }}),

models as (select * from {{ ref('value_added_model') }}),

withheld as (
    select * from {{ ref('int_quality_withheld') }}
    where entity_type = 'county'
)

select
    cast(reported.county_id as string) as county_id,
    cast(reported.exam_id as string) as exam_id,
    cast(reported.subject as string) as subject,
    cast(reported.model_id as string) as model_id,
    cast(reported.method as string) as method,
    cast(reported.method = model.printed_method as boolean) as is_printed,
    cast(reported.prior_exam_id as string) as prior_exam_id,
    cast(reported.taker_count as integer) as taker_count,
    cast(reported.matched_count as integer) as matched_count,
    reported.match_ratio,
    reported.ceiling_ratio,
    reported.prior_ceiling_ratio,
    cast(told.school_count as integer) as school_count,
    cast(told.compared_count as integer) as compared_school_count,
    told.intercept_slope as intercept,
    told.intercept_slope_se as intercept_se,
    {% for term in value_added_terms()[1:] %}
        told.{{ term }}_slope,
        told.{{ term }}_slope_se,
    {% endfor %}
    told.tau_squared,
    told.sigma_squared,
    told.icc,
    told.icc_low,
    told.icc_high,
    cast(
        case when told.icc_low is not null then 'profile_likelihood' end as string
    ) as icc_interval_method,
    told.minus2_log_likelihood,
    told.outcome_sd as outcome_standard_deviation,
    {% for name in ['above', 'below', 'discovery_above', 'discovery_below'] %}
        cast(told.{{ name }}_count as integer) as {{ name }}_count,
    {% endfor %}
    told.expected_false_flag_count,
    cast(model.false_discovery_rate as double) as false_discovery_rate,
    cast(model.minimum_effect as double) as minimum_effect,
    cast(model.prior_reliability as double) as prior_reliability,
    cast(
        case
            when reported.reason is not null then reported.reason
            when told.tau_squared = 0 then 'no_difference'
            when not told.has_bands then 'few_schools'
        end as string
    ) as reason,
    cast(reported.reason is null as boolean) as is_reported,
    true as is_estimate,
    cast(coalesce(withheld.is_releasable, false) as boolean) as is_releasable,
    cast(
        coalesce(withheld.is_suppressed, true) or reported.reason is not null as boolean
    ) as is_suppressed
from reported
inner join models as model on reported.model_id = model.model_id
left join told
    on
        reported.county_id = told.county_id
        and reported.exam_id = told.exam_id
        and reported.subject = told.subject
        and reported.model_id = told.model_id
        and reported.method = told.method
left join withheld
    on
        reported.county_id = withheld.county_id
        and reported.exam_id = withheld.exam_id
        and reported.subject = withheld.subject
