-- grain: one row per teacher, school, finance year and definition of pay
with pay_components as (select * from {{ ref('pay_component') }}),

payments as (select * from {{ ref('fct_teacher_pay') }}),

in_scope as (select * from {{ ref('int_pay_in_scope') }}),

inclusions as (
    select
        component,
        definition,
        valid_from,
        valid_to
    from pay_components
    where side = 'teacher' and is_included
),

definitions as (
    -- distinct: a definition has a row per component
    select distinct definition from inclusions
),

paid as (
    select
        pay.teacher_token,
        pay.school_id,
        pay.finance_year,
        inclusions.definition,
        sum(pay.amount_yuan) as total_yuan
    from payments as pay
    inner join inclusions
        on
            pay.component = inclusions.component
            and {{ holds_on('inclusions', "make_date(pay.finance_year, 1, 1)") }}
    group by pay.teacher_token, pay.school_id, pay.finance_year, inclusions.definition
)

select
    pay.*,
    definitions.definition,
    cast(coalesce(paid.total_yuan, 0) as decimal(18, 2)) as total_yuan
from in_scope as pay
cross join definitions
left join paid
    on
        pay.teacher_token = paid.teacher_token
        and pay.school_id = paid.school_id
        and pay.finance_year = paid.finance_year
        and definitions.definition = paid.definition
