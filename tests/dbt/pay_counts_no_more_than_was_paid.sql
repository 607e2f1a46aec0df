-- means:   a definition counts more than all that was paid for the year, or in it
-- matters: a teacher's slip would count twice
-- mend:    int_pay_defined, or a component twice in seeds/pay_component.csv
with payments as (select * from {{ ref('fct_teacher_pay') }}),

paid as (
    select
        payment.county_id,
        definition.definition,
        case definition.year_basis
            when 'payment' then payment.payment_year else payment.finance_year
        end as finance_year,
        sum(payment.amount_yuan) as total_yuan
    from payments as payment
    cross join {{ ref('pay_definition') }} as definition
    group by
        payment.county_id,
        definition.definition,
        case definition.year_basis
            when 'payment' then payment.payment_year else payment.finance_year
        end
)

select
    parity.county_id,
    parity.finance_year,
    parity.definition
from {{ ref('fct_salary_parity') }} as parity
inner join paid
    on
        parity.county_id = paid.county_id
        and parity.finance_year = paid.finance_year
        and parity.definition = paid.definition
where
    parity.stratum_type = 'all'
    and parity.teacher_total_yuan > paid.total_yuan
