-- grain: one row per county, finance year and definition of pay
with amounts as (select * from {{ ref('int_civil_servant_pay_counted') }}),

categories as (
    select
        county_id,
        finance_year,
        definition,
        max(person_month_count) as person_months,
        sum(amount_yuan) as total_yuan,
        count(case when is_rounded then amount_yuan end) as amount_count,
        -- blank cells of a category share what is missing in its total
        max(open_yuan) as open_yuan
    from amounts
    group by
        county_id,
        finance_year,
        definition,
        accrual_year,
        payment_year,
        servant_category
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
