-- means:   the months of all teachers compared are not those of the rows that count
-- matters: fct_pay_scope would not tell who is left out of salary parity
-- mend:    int_pay_defined, or a definition without a component in force in
--          seeds/pay_component.csv
with counted as (
    select
        county_id,
        finance_year,
        sum(person_months) as person_months
    from {{ ref('fct_pay_scope') }}
    where is_counted
    group by county_id, finance_year
)

select
    counted.county_id,
    counted.finance_year,
    definition.definition
from counted
inner join {{ ref('pay_definition') }} as definition
    on definition.year_basis = 'accrual' and definition.staff = 'teacher'
left join {{ ref('fct_salary_parity') }} as parity
    on
        counted.county_id = parity.county_id
        and counted.finance_year = parity.finance_year
        and definition.definition = parity.definition
        and parity.stratum_type = 'all'
where
    parity.teacher_person_months is null
    or parity.teacher_person_months <> counted.person_months
