-- grain: one row per county, finance year and definition
select
    cast(county_id as string) as county_id,
    cast(finance_year as integer) as finance_year,
    cast(definition as string) as definition,
    cast(position as integer) as position,
    cast(cast(finance_year as string) as string) as finance_year_name,
    cast(definition_name as string) as definition_name,
    cast(teacher_head_count as integer) as teacher_head_count,
    cast(teacher_average_yuan as double) as teacher_average_yuan,
    cast(civil_servant_average_yuan as double) as civil_servant_average_yuan,
    cast(ratio as double) as ratio,
    cast(ratio_limit as double) as ratio_limit,
    cast(verdict as string) as verdict,
    cast(is_suppressed as boolean) as is_suppressed
from {{ ref('rpt_balance__salary_parity') }}
where stratum_type = 'all'
