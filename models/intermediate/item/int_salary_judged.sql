{{ config(materialized='ephemeral') }}
-- grain: one row per assessment cycle and county: G8 under the default definition
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

parities as (
    select * from {{ ref('fct_salary_parity') }}
    where definition = 'default' and stratum_type = 'all'
),

thresholds as (select * from {{ ref('int_threshold_resolved') }})

select
    cycle.county_id,
    cycle.cycle_id,
    threshold.indicator_id,
    -- a verdict stands without figures where these are pay of too few
    case when not parity.is_suppressed then parity.ratio end as value,
    case when not parity.is_suppressed then parity.teacher_average_yuan end
        as numerator,
    parity.civil_servant_average_yuan as denominator,
    -- what decided, or without a payroll would decide
    coalesce(parity.ratio_limit, cast(threshold.limit_value as double)) as limit_value,
    coalesce(parity.verdict, 'incomplete') as verdict,
    parity.is_borderline,
    case
        when parity.county_id is null then 'payroll_missing'
        when parity.verdict = 'not_met' then 'pay_too_low'
        else parity.reason
    end as reason,
    coalesce(parity.threshold_id, threshold.threshold_id) as threshold_id
from county_cycles as cycle
inner join thresholds as threshold
    on
        cycle.county_id = threshold.county_id
        and cycle.statistics_school_year = threshold.school_year
        and threshold.indicator_id = 'G8'
left join parities as parity
    on
        cycle.county_id = parity.county_id
        and cycle.finance_year = parity.finance_year
