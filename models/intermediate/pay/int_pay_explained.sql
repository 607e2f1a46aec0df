-- grain: one row per person, school, finance year and year of payment that salary
-- parity counts, at least where all staff are asked for
-- what 应发合计 has more than all parts together is not explained by them
with scoped as (select * from {{ ref('int_pay_scoped') }}),

payments as (select * from {{ ref('fct_teacher_pay') }}),

listed as (
    select
        county_id,
        teacher_token,
        school_id,
        finance_year,
        payment_year,
        sum(amount_yuan) as listed_yuan
    from payments
    group by county_id, teacher_token, school_id, finance_year, payment_year
)

select
    scoped.county_id,
    scoped.finance_year,
    scoped.payment_year,
    scoped.teacher_token,
    scoped.school_id,
    scoped.stage,
    scoped.urban_rural,
    scoped.title,
    scoped.month_count,
    scoped.scope_reason <> 'not_teacher' as is_teacher,
    cast(
        case
            -- a yuan may go where cents are rounded
            when scoped.gross_pay_yuan - coalesce(listed.listed_yuan, 0) > 1
                then scoped.gross_pay_yuan - coalesce(listed.listed_yuan, 0)
            else 0
        end as decimal(18, 2)
    ) as unexplained_yuan
from scoped
left join listed
    on
        scoped.county_id = listed.county_id
        and scoped.teacher_token = listed.teacher_token
        and scoped.school_id = listed.school_id
        and scoped.finance_year = listed.finance_year
        and scoped.payment_year = listed.payment_year
where scoped.scope_reason in ('counted', 'counted_unrostered', 'not_teacher')
