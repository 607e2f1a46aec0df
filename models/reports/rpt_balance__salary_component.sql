-- grain: one row per county, finance year, definition and category of pay
with components as (select * from {{ ref('fct_salary_component') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

definitions as (select * from {{ ref('pay_definition') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(component.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(component.finance_year as integer) as finance_year,
    cast(component.definition as string) as definition,
    cast(component.category as string) as category,
    cast(definition.position as integer) as position,
    cast(definition.name_zh as string) as definition_name,
    cast(category.name_zh as string) as category_name,
    component.teacher_average_yuan,
    component.civil_servant_average_yuan,
    component.gap_per_head_yuan,
    cast(coalesce(reason.name_zh, '') as string) as note,
    component.is_suppressed
from components as component
inner join definitions as definition
    on component.definition = definition.definition
left join words as category
    on {{ word_of('category', 'pay_category', 'component.category') }}
left join words as reason
    on {{ word_of('reason', 'reason', 'component.reason') }}
left join newest_cycles as newest
    on component.county_id = newest.county_id
