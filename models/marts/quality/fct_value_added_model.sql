-- grain: one row per county, exam, subject, model and method
with reported as (
    select * from {{ ref('int_value_added_reported') }}
    where school_id = ''
),

estimates as (
    select * from {{ ref('int_value_added_estimated') }}
    where school_id = ''
),

flagged as (select * from {{ ref('int_value_added_flagged') }}),

models as (select * from {{ ref('value_added_model') }}),

withheld as (
    select * from {{ ref('int_quality_withheld') }}
    where entity_type = 'county'
),

estimated as (
    select
        county_id,
        exam_id,
        subject,
        model as model_id,
        {% for name in [
            'tau_squared', 'sigma_squared', 'icc', 'icc_low', 'icc_high',
            'minus2_log_likelihood', 'outcome_sd', 'interval_level',
        ] %}
            max(case when statistic = '{{ name }}' then value end) as {{ name }},
        {% endfor %}
        {% for term in value_added_terms() %}
            max(
                case
                    when statistic = 'coefficient' and term = '{{ term }}' then value
                end
            ) as {{ term }}_slope,
            max(
                case
                    when statistic = 'coefficient_error' and term = '{{ term }}'
                        then value
                end
            ) as {{ term }}_slope_se,
        {% endfor %}
        method
    from estimates
    group by county_id, exam_id, subject, model, method
),

counted as (
    select
        county_id,
        exam_id,
        subject,
        model_id,
        method,
        {% for column in ['band', 'discovery_band'] %}
            {% for side in ['above', 'below'] %}
                count(case when {{ column }} = '{{ side }}' then 1 end)
                    as {{ column }}_{{ side }}_count,
            {% endfor %}
        {% endfor %}
        count(*) as school_count,
        max(compared_count) as compared_count,
        max(case when band is not null then 1 else 0 end) = 1 as has_bands
    from flagged
    group by county_id, exam_id, subject, model_id, method
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
    cast(counted.school_count as integer) as school_count,
    cast(counted.compared_count as integer) as compared_school_count,
    estimated.intercept_slope as intercept,
    estimated.intercept_slope_se as intercept_se,
    {% for term in value_added_terms()[1:] %}
        estimated.{{ term }}_slope,
        estimated.{{ term }}_slope_se,
    {% endfor %}
    estimated.tau_squared,
    estimated.sigma_squared,
    estimated.icc,
    estimated.icc_low,
    estimated.icc_high,
    cast(
        case when estimated.icc_low is not null then 'profile_likelihood' end as string
    ) as icc_interval_method,
    estimated.minus2_log_likelihood,
    estimated.outcome_sd as outcome_standard_deviation,
    {% for name, column in [
        ('above', 'band_above'), ('below', 'band_below'),
        ('discovery_above', 'discovery_band_above'),
        ('discovery_below', 'discovery_band_below'),
    ] %}
        cast(
            case when counted.has_bands then counted.{{ column }}_count end as integer
        ) as {{ name }}_count,
    {% endfor %}
    case
        when counted.has_bands
            then (1 - estimated.interval_level) * counted.compared_count
    end as expected_false_flag_count,
    cast(model.false_discovery_rate as double) as false_discovery_rate,
    cast(model.minimum_effect as double) as minimum_effect,
    cast(
        case
            when reported.reason is not null then reported.reason
            when estimated.tau_squared = 0 then 'no_difference'
            when not counted.has_bands then 'few_schools'
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
left join estimated
    on
        reported.county_id = estimated.county_id
        and reported.exam_id = estimated.exam_id
        and reported.subject = estimated.subject
        and reported.model_id = estimated.model_id
        and reported.method = estimated.method
left join counted
    on
        reported.county_id = counted.county_id
        and reported.exam_id = counted.exam_id
        and reported.subject = counted.subject
        and reported.model_id = counted.model_id
        and reported.method = counted.method
left join withheld
    on
        reported.county_id = withheld.county_id
        and reported.exam_id = withheld.exam_id
        and reported.subject = withheld.subject
