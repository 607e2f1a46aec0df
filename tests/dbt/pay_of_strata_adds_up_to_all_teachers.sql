-- means:   the pay of stages, places or titles is not the pay of all teachers
-- matters: a gap shown for a stratum would not be part of the county's
-- mend:    int_pay_stratum
with strata as (
    select
        county_id,
        finance_year,
        definition,
        stratum_type,
        sum(teacher_total_yuan) as total_yuan,
        sum(teacher_person_months) as person_months
    from {{ ref('fct_salary_parity') }}
    group by county_id, finance_year, definition, stratum_type
)

select
    part.county_id,
    part.finance_year,
    part.definition,
    part.stratum_type
from strata as part
inner join strata as whole
    on
        part.county_id = whole.county_id
        and part.finance_year = whole.finance_year
        and part.definition = whole.definition
        and whole.stratum_type = 'all'
where
    part.total_yuan <> whole.total_yuan
    or part.person_months <> whole.person_months
