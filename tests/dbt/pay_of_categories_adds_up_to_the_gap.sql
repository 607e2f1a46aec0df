-- means:   the categories of pay are not the pay of all teachers, or of civil servants
-- matters: what makes the gap would be told wrong
-- mend:    fct_salary_component, or a component without a category in
--          seeds/pay_component.csv
with categories as (
    select
        county_id,
        finance_year,
        definition,
        sum(teacher_total_yuan) as teacher_total_yuan,
        sum(civil_servant_total_yuan) as civil_servant_total_yuan
    from {{ ref('fct_salary_component') }}
    group by county_id, finance_year, definition
)

select
    parity.county_id,
    parity.finance_year,
    parity.definition
from {{ ref('fct_salary_parity') }} as parity
left join categories
    on {{ same_pay('parity', 'categories') }}
where
    parity.stratum_type = 'all'
    and (
        categories.county_id is null
        or coalesce(parity.teacher_total_yuan, -1)
        <> coalesce(categories.teacher_total_yuan, -1)
        or coalesce(parity.civil_servant_total_yuan, -1)
        <> coalesce(categories.civil_servant_total_yuan, -1)
    )
