-- grain: one row per county, finance year and definition of pay
with amounts as (select * from {{ ref('int_civil_servant_pay_listed') }}),

pay_components as (select * from {{ ref('pay_component') }}),

categories as (
    select
        amounts.county_id,
        amounts.finance_year,
        amounts.category,
        inclusion.definition,
        max(amounts.person_month_count) as person_months,
        sum(amounts.amount_yuan) as total_yuan,
        count(amounts.amount_yuan) as amount_count,
        -- blank cells of a category share what is missing in its total
        max(amounts.open_yuan) as open_yuan
    from amounts
    inner join pay_components as inclusion
        on
            amounts.component = inclusion.component
            and {{ holds_on('inclusion', "make_date(amounts.finance_year, 1, 1)") }}
    where inclusion.side = 'civil_servant' and inclusion.is_included
    group by
        amounts.county_id, amounts.finance_year, amounts.category, inclusion.definition
)

select
    county_id,
    finance_year,
    definition,
    cast(sum(total_yuan) as decimal(20, 2)) as total_yuan,
    cast(sum(open_yuan) as decimal(20, 2)) as open_yuan,
    cast(sum(amount_count) as decimal(10, 0)) as amount_count,
    cast(sum(person_months) as decimal(12, 1)) as person_months
from categories
group by county_id, finance_year, definition
-- nobody's pay is no average
having sum(person_months) > 0
