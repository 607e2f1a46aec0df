{% set components = [
    'base_pay', 'regulated_allowance', 'reward_subsidy', 'year_end_bonus',
    'township_allowance', 'transport_subsidy',
] %}
-- grain: one row per county, finance year, year of payment, category and component
-- a blank cell is nothing paid as long as the others reach 合计; else it may hold what
-- is missing there
with civil_servant_pay as (select * from {{ ref('stg_civil_servant_pay') }}),

amounts as (
    {% for component in components -%}
        select
            county_id,
            cast(finance_year as integer) as finance_year,
            -- paid in the year itself unless the row says otherwise
            cast(coalesce(payment_year, finance_year) as integer) as payment_year,
            category,
            person_month_count,
            total_yuan,
            '{{ component }}' as component,
            {{ component }}_yuan as amount_yuan
        from civil_servant_pay
        {% if not loop.last %}union all{% endif %}
    {% endfor -%}
),

categories as (
    select
        county_id,
        finance_year,
        payment_year,
        category,
        max(total_yuan) - sum(amount_yuan) as unexplained_yuan,
        -- 万元 with two decimals: every amount and their total are right to 50 yuan
        50 * (count(amount_yuan) + 1) as rounding_yuan
    from amounts
    group by county_id, finance_year, payment_year, category
)

select
    amounts.county_id,
    amounts.finance_year,
    amounts.payment_year,
    amounts.category,
    amounts.component,
    amounts.person_month_count,
    amounts.amount_yuan,
    cast(
        case
            when
                amounts.amount_yuan is null
                and category.unexplained_yuan > category.rounding_yuan
                then category.unexplained_yuan
            else 0
        end as decimal(18, 2)
    ) as open_yuan
from amounts
inner join categories as category
    on
        amounts.county_id = category.county_id
        and amounts.finance_year = category.finance_year
        and amounts.payment_year = category.payment_year
        and amounts.category = category.category
