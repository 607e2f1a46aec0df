{{ config(materialized='ephemeral') }}
-- grain: one row per assessment cycle, county, indicator and stage ('' without a stage)
with pass_counts as (select * from {{ ref('int_school_pass_counted') }}),

balances as (select * from {{ ref('fct_resource_balance') }}),

salaries as (select * from {{ ref('int_salary_judged') }}),

exchanges as (select * from {{ ref('int_exchange_judged') }}),

thresholds as (select * from {{ ref('threshold') }}),

stageless as (
    select * from salaries
    union all
    select * from exchanges
)

select
    county_id,
    cycle_id,
    'R-school' as indicator_id,
    stage,
    {{ ratio('met_count', 'school_count') }} as value,
    cast(met_count as double) as numerator,
    cast(school_count as double) as denominator,
    cast(limit_value as double) as limit_value,
    verdict,
    is_borderline,
    reason,
    threshold_id,
    is_threshold_uncertain
from pass_counts
union all
select
    county_id,
    cycle_id,
    'CV-' || indicator_id as indicator_id,
    stage,
    cv as value,
    standard_deviation as numerator,
    mean as denominator,
    cv_limit as limit_value,
    verdict,
    is_borderline,
    reason,
    threshold_id,
    is_threshold_uncertain
from balances
union all
select
    stageless.county_id,
    stageless.cycle_id,
    stageless.indicator_id,
    '' as stage,
    stageless.value,
    stageless.numerator,
    stageless.denominator,
    stageless.limit_value,
    stageless.verdict,
    stageless.is_borderline,
    stageless.reason,
    stageless.threshold_id,
    thresholds.is_uncertain as is_threshold_uncertain
from stageless
left join thresholds
    on stageless.threshold_id = thresholds.threshold_id
