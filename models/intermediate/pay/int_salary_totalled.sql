-- grain: one row per county, finance year, definition and stratum
-- a year's money is judged by the rules of the cycle that it belongs to; what a payroll
-- says of payments in a later year is no payroll of that year
with strata as (select * from {{ ref('int_pay_stratum') }}),

civil_servants as (select * from {{ ref('int_civil_servant_pay_defined') }}),

civil_amounts as (select * from {{ ref('int_civil_servant_pay_listed') }}),

scoped as (select * from {{ ref('int_pay_scoped') }}),

definitions as (select * from {{ ref('pay_definition') }}),

cycles as (select * from {{ ref('assessment_cycle') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

indicators as (select * from {{ ref('indicator') }}),

years as (
    -- distinct: a payroll has many rows
    select distinct
        county_id,
        finance_year
    from scoped
),

civil_years as (
    -- distinct: a summary has many amounts
    select distinct
        county_id,
        finance_year
    from civil_amounts
),

teachers as (
    select
        county_id,
        finance_year,
        definition,
        stratum_type,
        stratum,
        -- a reward paid later to who has left is money, but no head
        count(case when person_months > 0 then 1 end) as teacher_head_count,
        cast(sum(person_months) as decimal(12, 1)) as teacher_person_months,
        cast(sum(total_yuan) as decimal(20, 2)) as teacher_total_yuan,
        cast(sum(open_yuan) as decimal(20, 2)) as teacher_open_yuan
    from strata
    group by county_id, finance_year, definition, stratum_type, stratum
)

select
    teachers.*,
    civil.person_months as civil_person_months,
    civil.total_yuan as civil_total_yuan,
    civil.open_yuan as civil_open_yuan,
    civil.amount_count as civil_amount_count,
    definition.year_basis = 'payment' and before.county_id is null
        as is_payroll_before_missing,
    definition.year_basis = 'payment' and civil_before.county_id is null
        as is_civil_before_missing,
    threshold.threshold_id,
    cast(threshold.limit_value as decimal(6, 3)) as ratio_limit,
    -- in ten-thousandths: with more decimals a product has more digits than Spark keeps
    cast(10000 * (threshold.limit_value - indicator.print_tolerance) as decimal(8, 0))
        as printed_limit
from teachers
inner join years
    on
        teachers.county_id = years.county_id
        and teachers.finance_year = years.finance_year
inner join definitions as definition
    on teachers.definition = definition.definition
left join years as before
    on
        teachers.county_id = before.county_id
        and teachers.finance_year = before.finance_year + 1
left join civil_years as civil_before
    on
        teachers.county_id = civil_before.county_id
        and teachers.finance_year = civil_before.finance_year + 1
left join civil_servants as civil
    on
        teachers.county_id = civil.county_id
        and teachers.finance_year = civil.finance_year
        and teachers.definition = civil.definition
left join cycles as cycle
    on teachers.finance_year = cycle.finance_year
left join thresholds as threshold
    on
        teachers.county_id = threshold.county_id
        and coalesce(cycle.statistics_school_year, teachers.finance_year)
        = threshold.school_year
        and threshold.indicator_id = 'G8'
left join indicators as indicator
    on threshold.indicator_id = indicator.indicator_id
