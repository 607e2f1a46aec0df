-- grain: one row per person, school, year paid for, year of payment and definition
-- a blank cell is nothing paid as long as the others reach 应发合计; else it may hold
-- what is missing there
with definitions as (select * from {{ ref('pay_definition') }}),

pay_components as (select * from {{ ref('pay_component') }}),

payments as (select * from {{ ref('fct_teacher_pay') }}),

slips as (select * from {{ ref('int_pay_explained') }}),

counted as (
    select
        slip.*,
        definition.definition,
        definition.component_set,
        case definition.year_basis
            when 'payment' then slip.payment_year else slip.finance_year
        end as counted_year
    from slips as slip
    inner join definitions as definition
        on definition.staff = 'all_staff' or slip.is_teacher
)

select
    slip.county_id,
    slip.counted_year as finance_year,
    slip.finance_year as accrual_year,
    slip.payment_year,
    slip.teacher_token,
    slip.school_id,
    slip.stage,
    slip.urban_rural,
    slip.title,
    slip.month_count,
    slip.definition,
    cast(coalesce(sum(pay.amount_yuan), 0) as decimal(18, 2)) as total_yuan,
    cast(
        case
            when count(pay.amount_yuan) < count(*) then max(slip.unexplained_yuan)
            else 0
        end as decimal(18, 2)
    ) as open_yuan
from counted as slip
inner join pay_components as inclusion
    on
        slip.component_set = inclusion.component_set
        and inclusion.side = 'teacher'
        and inclusion.is_included
        and {{ holds_on('inclusion', "make_date(slip.counted_year, 1, 1)") }}
left join payments as pay
    on
        slip.county_id = pay.county_id
        and slip.teacher_token = pay.teacher_token
        and slip.school_id = pay.school_id
        and slip.finance_year = pay.finance_year
        and slip.payment_year = pay.payment_year
        and inclusion.component = pay.component
group by
    slip.county_id,
    slip.counted_year,
    slip.finance_year,
    slip.payment_year,
    slip.teacher_token,
    slip.school_id,
    slip.stage,
    slip.urban_rural,
    slip.title,
    slip.month_count,
    slip.definition
