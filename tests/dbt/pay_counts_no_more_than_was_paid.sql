-- means:   the widest definition counts more than all components that were paid
-- matters: a teacher's slip would count twice
-- mend:    int_pay_defined, or a component twice in seeds/pay_component.csv
with paid as (
    select
        county_id,
        finance_year,
        sum(amount_yuan) as total_yuan
    from {{ ref('fct_teacher_pay') }}
    group by county_id, finance_year
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
where
    parity.stratum_type = 'all'
    and parity.teacher_total_yuan > paid.total_yuan
