-- grain: one row per county, finance year and reason to count a payroll row or not
with scoped as (select * from {{ ref('int_pay_scoped') }})

select
    cast(county_id as string) as county_id,
    cast(finance_year as integer) as finance_year,
    cast(scope_reason as string) as scope_reason,
    cast(scope_reason in ('counted', 'counted_unrostered') as boolean) as is_counted,
    cast(count(*) as integer) as payroll_row_count,
    cast(count(distinct teacher_token) as integer) as head_count,
    cast(sum(month_count) as decimal(12, 1)) as person_months
from scoped
group by county_id, finance_year, scope_reason
