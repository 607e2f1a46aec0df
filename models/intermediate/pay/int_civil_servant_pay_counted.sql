-- grain: one row per county, definition, finance year, year of payment, category of
-- civil servants and component that the definition counts
with amounts as (select * from {{ ref('int_civil_servant_pay_listed') }}),

definitions as (select * from {{ ref('pay_definition') }}),

pay_components as (select * from {{ ref('pay_component') }}),

dated as (
    select
        amounts.*,
        definition.definition,
        definition.component_set,
        case definition.year_basis
            when 'payment' then amounts.payment_year else amounts.finance_year
        end as counted_year
    from amounts
    cross join definitions as definition
)

select
    dated.county_id,
    dated.counted_year as finance_year,
    dated.definition,
    dated.finance_year as accrual_year,
    dated.payment_year,
    dated.category as servant_category,
    dated.component,
    inclusion.category,
    dated.person_month_count,
    dated.amount_yuan,
    dated.open_yuan,
    dated.is_rounded
from dated
inner join pay_components as inclusion
    on
        dated.component_set = inclusion.component_set
        and dated.component = inclusion.component
        and inclusion.side = 'civil_servant'
        and inclusion.is_included
        and {{ holds_on('inclusion', "make_date(dated.counted_year, 1, 1)") }}
