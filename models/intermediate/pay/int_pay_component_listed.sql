{{ config(materialized='ephemeral') }}
-- grain: one row per finance year and definition of pay
with definitions as (select * from {{ ref('pay_definition') }}),

pay_components as (select * from {{ ref('pay_component') }}),

totals as (select * from {{ ref('int_salary_totalled') }}),

years as (
    -- distinct: a year has a row per stratum
    select distinct finance_year from totals
)

select
    years.finance_year,
    definition.definition,
    definition.year_basis,
    definition.staff,
    {{ joined_text(
        "case when inclusion.side = 'teacher' then inclusion.component end",
        '|',
        'inclusion.component'
    ) }} as teacher_components,
    {{ joined_text(
        "case when inclusion.side = 'civil_servant' then inclusion.component end",
        '|',
        'inclusion.component'
    ) }} as civil_servant_components
from years
inner join pay_components as inclusion
    on {{ holds_on('inclusion', "make_date(years.finance_year, 1, 1)") }}
inner join definitions as definition
    on inclusion.component_set = definition.component_set
where inclusion.is_included
group by
    years.finance_year,
    definition.definition,
    definition.year_basis,
    definition.staff
