{{ config(materialized='ephemeral') }}
-- grain: one row per assessment cycle and county: G8 under the default definition
select
    cycle.county_id,
    cycle.cycle_id,
    parity.ratio,
    parity.teacher_average_yuan,
    parity.civil_servant_average_yuan,
    parity.is_borderline,
    threshold.threshold_id,
    threshold.limit_value,
    coalesce(parity.verdict, 'incomplete') as verdict,
    case
        when parity.county_id is null then 'payroll_missing'
        when parity.civil_servant_average_yuan is null then 'civil_servant_pay_missing'
    end as reason
from {{ ref('int_county_cycle') }} as cycle
left join {{ ref('fct_salary_parity') }} as parity
    on
        cycle.county_id = parity.county_id
        and cycle.finance_year = parity.finance_year
        and parity.definition = 'default'
        and parity.stratum_type = 'all'
left join {{ ref('int_threshold_resolved') }} as threshold
    on
        cycle.county_id = threshold.county_id
        and cycle.statistics_school_year = threshold.school_year
        and threshold.indicator_id = 'G8'
