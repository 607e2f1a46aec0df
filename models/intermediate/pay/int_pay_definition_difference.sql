-- grain: one row per finance year and definition: what it counts unlike the default
with definitions as (select * from {{ ref('pay_definition') }}),

pay_components as (select * from {{ ref('pay_component') }}),

totals as (select * from {{ ref('int_salary_totalled') }}),

words as (select * from {{ ref('display_word') }}),

years as (
    -- distinct: a year has a row per stratum
    select distinct finance_year from totals
),

included as (
    select
        years.finance_year,
        definition.definition,
        inclusion.side,
        inclusion.component,
        inclusion.category
    from years
    cross join definitions as definition
    inner join pay_components as inclusion
        on
            definition.component_set = inclusion.component_set
            and inclusion.is_included
            and {{ holds_on('inclusion', "make_date(years.finance_year, 1, 1)") }}
),

others as (
    select
        definition.*,
        years.finance_year,
        base.year_basis as base_year_basis,
        base.staff as base_staff
    from definitions as definition
    inner join definitions as base
        on base.definition = 'default' and definition.definition <> 'default'
    cross join years
),

-- distinct: a category has components on both sides
changed as (
    select distinct
        other.finance_year,
        other.definition,
        'more' as code,
        own.category
    from others as other
    inner join included as own
        on
            other.finance_year = own.finance_year
            and other.definition = own.definition
    left join included as base
        on
            own.finance_year = base.finance_year
            and base.definition = 'default'
            and own.side = base.side
            and own.component = base.component
    where base.component is null
    union all
    select distinct
        other.finance_year,
        other.definition,
        'less' as code,
        base.category
    from others as other
    inner join included as base
        on
            other.finance_year = base.finance_year
            and base.definition = 'default'
    left join included as own
        on
            base.finance_year = own.finance_year
            and other.definition = own.definition
            and base.side = own.side
            and base.component = own.component
    where own.component is null
),

told as (
    select
        changed.finance_year,
        changed.definition,
        changed.code,
        {{ joined_text('category.name_zh', '、', 'changed.category') }} as items
    from changed
    inner join words as category
        on {{ word_of('category', 'pay_category', 'changed.category') }}
    group by changed.finance_year, changed.definition, changed.code
    union all
    select
        finance_year,
        definition,
        year_basis as code,
        '' as items
    from others
    where year_basis <> base_year_basis
    union all
    select
        finance_year,
        definition,
        staff as code,
        '' as items
    from others
    where staff <> base_staff
)

select
    told.finance_year,
    told.definition,
    definition.name_zh
    || {{ joined_text('word.name_zh || told.items', '，', 'told.code') }}
        as difference_text
from told
inner join definitions as definition
    on told.definition = definition.definition
inner join words as word
    on {{ word_of('word', 'pay_difference', 'told.code') }}
group by told.finance_year, told.definition, definition.name_zh
