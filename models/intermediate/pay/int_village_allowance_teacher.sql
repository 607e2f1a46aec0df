-- grain: one row per teacher, school and finance year that salary parity counts
-- by the year that it is paid for; a blank cell is nothing paid as long as the others
-- reach 应发合计
with slips as (
    select * from {{ ref('int_pay_explained') }}
    where is_teacher
),

payments as (
    select * from {{ ref('fct_teacher_pay') }}
    where component = 'rural_teacher_allowance'
),

schools as (select * from {{ ref('int_village_allowance_school') }}),

paid as (
    select
        slip.county_id,
        slip.finance_year,
        slip.school_id,
        slip.teacher_token,
        sum(slip.month_count) as month_count,
        coalesce(sum(pay.amount_yuan), 0) as paid_yuan,
        max(
            case
                when pay.amount_yuan is null and slip.unexplained_yuan > 0 then 1
                else 0
            end
        ) as is_open
    from slips as slip
    left join payments as pay
        on
            slip.county_id = pay.county_id
            and slip.teacher_token = pay.teacher_token
            and slip.school_id = pay.school_id
            and slip.finance_year = pay.finance_year
            and slip.payment_year = pay.payment_year
    group by
        slip.county_id, slip.finance_year, slip.school_id, slip.teacher_token
)

select
    paid.county_id,
    paid.finance_year,
    paid.school_id,
    paid.teacher_token,
    cast(paid.month_count as decimal(6, 1)) as month_count,
    cast(paid.paid_yuan as decimal(18, 2)) as paid_yuan,
    paid.is_open = 1 as is_open,
    cast(paid.month_count * school.amount_month_yuan as decimal(18, 2)) as due_yuan
from paid
inner join schools as school
    on
        paid.county_id = school.county_id
        and paid.finance_year = school.finance_year
        and paid.school_id = school.school_id
