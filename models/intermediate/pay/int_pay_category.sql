-- grain: one row per person, county, finance year, definition and category of pay
with slips as (select * from {{ ref('int_pay_defined') }}),

definitions as (select * from {{ ref('pay_definition') }}),

pay_components as (select * from {{ ref('pay_component') }}),

payments as (select * from {{ ref('fct_teacher_pay') }})

select
    slip.county_id,
    slip.finance_year,
    slip.definition,
    inclusion.category,
    slip.teacher_token,
    cast(sum(pay.amount_yuan) as decimal(18, 2)) as total_yuan
from slips as slip
inner join definitions as definition
    on slip.definition = definition.definition
inner join pay_components as inclusion
    on
        definition.component_set = inclusion.component_set
        and inclusion.side = 'teacher'
        and inclusion.is_included
        and {{ holds_on('inclusion', "make_date(slip.finance_year, 1, 1)") }}
inner join payments as pay
    on
        slip.county_id = pay.county_id
        and slip.teacher_token = pay.teacher_token
        and slip.school_id = pay.school_id
        and slip.accrual_year = pay.finance_year
        and slip.payment_year = pay.payment_year
        and inclusion.component = pay.component
group by
    slip.county_id,
    slip.finance_year,
    slip.definition,
    inclusion.category,
    slip.teacher_token
-- who gets nothing of a category is nobody in it
having sum(pay.amount_yuan) <> 0
