{% set components = [
    'base_pay', 'regulated_allowance', 'reward_subsidy', 'year_end_bonus',
    'township_allowance', 'transport_subsidy',
] %}
-- grain: one row per county, finance year, year of payment, category and component
-- a blank cell is nothing paid as long as the others reach 合计; else it may hold what
-- is missing there; a list counts where a year has no summary
with civil_servant_pay as (select * from {{ ref('stg_civil_servant_pay') }}),

lists as (select * from {{ ref('int_civil_servant_summed') }}),

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
),

summaries as (
    select
        amounts.county_id,
        amounts.finance_year,
        amounts.payment_year,
        amounts.category,
        amounts.component,
        cast(amounts.person_month_count as decimal(12, 1)) as person_month_count,
        amounts.amount_yuan,
        cast(
            case
                when
                    amounts.amount_yuan is null
                    and category.unexplained_yuan > category.rounding_yuan
                    then category.unexplained_yuan
                else 0
            end as decimal(18, 2)
        ) as open_yuan,
        amounts.amount_yuan is not null as is_rounded
    from amounts
    inner join categories as category
        on
            amounts.county_id = category.county_id
            and amounts.finance_year = category.finance_year
            and amounts.payment_year = category.payment_year
            and amounts.category = category.category
),

summed_years as (
    -- distinct: a summary has many amounts
    select distinct
        county_id,
        finance_year
    from amounts
)

select * from summaries
union all
select
    list.county_id,
    list.finance_year,
    list.payment_year,
    list.category,
    list.component,
    list.person_month_count,
    list.amount_yuan,
    list.open_yuan,
    false as is_rounded
from lists as list
left join summed_years as year
    on
        list.county_id = year.county_id
        and list.finance_year = year.finance_year
where year.county_id is null
