{% set components = [
    'base_pay', 'regulated_allowance', 'reward_subsidy', 'year_end_bonus',
    'township_allowance', 'transport_subsidy',
] %}
-- grain: one row per county, finance year, year of payment, category and component
-- a list of civil servants, summed at once; one of fewer persons than pay may be shown
-- of, or ruled by one, is no average
with people as (select * from {{ ref('stg_civil_servant_list') }}),

rules as (
    select * from {{ ref('suppression_class') }}
    where suppression_class = 'pay'
),

persons as (
    select
        county_id,
        finance_year,
        person_token,
        sum(gross_pay_yuan) as gross_yuan
    from people
    group by county_id, finance_year, person_token
),

years as (
    select
        person.county_id,
        person.finance_year
    from persons as person
    cross join rules as rule
    group by
        person.county_id, person.finance_year, rule.minimum_count, rule.maximum_share
    having
        count(*) >= rule.minimum_count
        and max(person.gross_yuan) <= rule.maximum_share * sum(person.gross_yuan)
),

amounts as (
    {% for component in components -%}
        select
            county_id,
            finance_year,
            coalesce(payment_year, finance_year) as payment_year,
            category,
            person_token,
            month_count,
            gross_pay_yuan,
            '{{ component }}' as component,
            {{ component }}_yuan as amount_yuan
        from people
        {% if not loop.last %}union all{% endif %}
    {% endfor -%}
),

-- a blank cell is nothing paid as long as the others reach 应发合计, give or take a yuan
explained as (
    select
        *,
        gross_pay_yuan - sum(coalesce(amount_yuan, 0)) over (
            partition by county_id, finance_year, payment_year, person_token
        ) as unexplained_yuan
    from amounts
)

select
    explained.county_id,
    cast(explained.finance_year as integer) as finance_year,
    cast(explained.payment_year as integer) as payment_year,
    explained.category,
    explained.component,
    cast(sum(explained.month_count) as decimal(12, 1)) as person_month_count,
    cast(sum(explained.amount_yuan) as decimal(18, 2)) as amount_yuan,
    cast(
        sum(
            case
                when explained.amount_yuan is null and explained.unexplained_yuan > 1
                    then explained.unexplained_yuan
                else 0
            end
        ) as decimal(18, 2)
    ) as open_yuan
from explained
inner join years
    on
        explained.county_id = years.county_id
        and explained.finance_year = years.finance_year
group by
    explained.county_id,
    explained.finance_year,
    explained.payment_year,
    explained.category,
    explained.component
