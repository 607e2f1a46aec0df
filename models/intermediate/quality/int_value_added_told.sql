{{ config(materialized='ephemeral') }}
-- grain: one row per county, exam, subject, model and method that has figures
with estimates as (
    select * from {{ ref('int_value_added_estimated') }}
    where school_id = ''
),

flagged as (select * from {{ ref('int_value_added_flagged') }}),

estimated as (
    select
        county_id,
        exam_id,
        subject,
        model as model_id,
        {% for name in [
            'tau_squared', 'sigma_squared', 'icc', 'icc_low', 'icc_high',
            'minus2_log_likelihood', 'outcome_sd', 'interval_level', 'interval_reach',
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
    estimated.*,
    counted.school_count,
    counted.compared_count,
    counted.has_bands,
    {% for name, column in [
        ('above', 'band_above'), ('below', 'band_below'),
        ('discovery_above', 'discovery_band_above'),
        ('discovery_below', 'discovery_band_below'),
    ] %}
        case when counted.has_bands then counted.{{ column }}_count end
            as {{ name }}_count,
    {% endfor %}
    case
        when counted.has_bands
            then (1 - estimated.interval_level) * counted.compared_count
    end as expected_false_flag_count
from estimated
left join counted
    on
        estimated.county_id = counted.county_id
        and estimated.exam_id = counted.exam_id
        and estimated.subject = counted.subject
        and estimated.model_id = counted.model_id
        and estimated.method = counted.method
