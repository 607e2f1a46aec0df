-- grain: one row per teacher, school, finance year and definition of pay
-- a blank cell is nothing paid as long as the others reach 应发合计; else it may hold
-- what is missing there
with pay_components as (select * from {{ ref('pay_component') }}),

payments as (select * from {{ ref('fct_teacher_pay') }}),

slips as (select * from {{ ref('int_pay_explained') }}),

inclusions as (
    select * from pay_components
    where side = 'teacher' and is_included
)

select
    slip.county_id,
    slip.finance_year,
    slip.teacher_token,
    slip.school_id,
    slip.stage,
    slip.urban_rural,
    slip.title,
    slip.month_count,
    inclusion.definition,
    cast(coalesce(sum(pay.amount_yuan), 0) as decimal(18, 2)) as total_yuan,
    cast(
        case
            when count(pay.amount_yuan) < count(*) then max(slip.unexplained_yuan)
            else 0
        end as decimal(18, 2)
    ) as open_yuan
from slips as slip
inner join inclusions as inclusion
    on {{ holds_on('inclusion', "make_date(slip.finance_year, 1, 1)") }}
left join payments as pay
    on
        slip.county_id = pay.county_id
        and slip.teacher_token = pay.teacher_token
        and slip.school_id = pay.school_id
        and slip.finance_year = pay.finance_year
        and inclusion.component = pay.component
group by
    slip.county_id,
    slip.finance_year,
    slip.teacher_token,
    slip.school_id,
    slip.stage,
    slip.urban_rural,
    slip.title,
    slip.month_count,
    inclusion.definition
