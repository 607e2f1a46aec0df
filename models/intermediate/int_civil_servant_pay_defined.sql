{% set components = [
    'base_pay', 'regulated_allowance', 'reward_subsidy', 'year_end_bonus',
    'township_allowance', 'transport_subsidy',
] %}
-- grain: one row per county, finance year and definition of pay
with civil_servant_pay as (select * from {{ ref('stg_civil_servant_pay') }}),

pay_components as (select * from {{ ref('pay_component') }}),

amounts as (
    {% for component in components -%}
        select
            county_id,
            cast(finance_year as integer) as finance_year,
            '{{ component }}' as component,
            {{ component }}_yuan as amount_yuan
        from civil_servant_pay
        {% if not loop.last %}union all{% endif %}
    {% endfor -%}
),

totals as (
    select
        amounts.county_id,
        amounts.finance_year,
        inclusion.definition,
        sum(amounts.amount_yuan) as total_yuan,
        count(amounts.amount_yuan) as amount_count
    from amounts
    inner join pay_components as inclusion
        on
            amounts.component = inclusion.component
            and {{ holds_on('inclusion', "make_date(amounts.finance_year, 1, 1)") }}
    where inclusion.side = 'civil_servant' and inclusion.is_included
    group by amounts.county_id, amounts.finance_year, inclusion.definition
),

months as (
    select
        county_id,
        finance_year,
        sum(person_month_count) as person_months
    from civil_servant_pay
    group by county_id, finance_year
)

select
    totals.county_id,
    totals.finance_year,
    totals.definition,
    cast(totals.total_yuan as decimal(20, 2)) as total_yuan,
    cast(totals.amount_count as decimal(10, 0)) as amount_count,
    cast(months.person_months as decimal(12, 1)) as person_months
from totals
inner join months
    on
        totals.county_id = months.county_id
        and totals.finance_year = months.finance_year
