-- grain: one row per finance year and pair of definitions that count differently: what
-- one counts unlike the other
with definitions as (select * from {{ ref('pay_definition') }}),

pay_components as (select * from {{ ref('pay_component') }}),

words as (select * from {{ ref('display_word') }}),

years as (
    -- distinct: a year has a row per stratum
    select distinct finance_year from {{ ref('int_salary_totalled') }}
),

pairs as (
    select
        years.finance_year,
        definition.definition,
        definition.component_set,
        definition.year_basis,
        definition.staff,
        base.definition as base_definition,
        base.component_set as base_component_set,
        base.year_basis as base_year_basis,
        base.staff as base_staff
    from years
    cross join definitions as definition
    inner join definitions as base
        on definition.definition <> base.definition
),

-- distinct: a category has components on both sides
unlike as (
    select distinct
        pair.finance_year,
        pair.definition,
        pair.base_definition,
        own.category
    from pairs as pair
    inner join pay_components as own
        on
            pair.component_set = own.component_set
            and own.is_included
            and {{ holds_on('own', "make_date(pair.finance_year, 1, 1)") }}
    left join pay_components as theirs
        on
            pair.base_component_set = theirs.component_set
            and own.side = theirs.side
            and own.component = theirs.component
            and theirs.is_included
            and {{ holds_on('theirs', "make_date(pair.finance_year, 1, 1)") }}
    where theirs.component is null
),

-- what one counts more the other counts less
changed as (
    select
        finance_year,
        definition,
        base_definition,
        'more' as code,
        category
    from unlike
    union all
    select
        finance_year,
        base_definition as definition,
        definition as base_definition,
        'less' as code,
        category
    from unlike
),

told as (
    select
        changed.finance_year,
        changed.definition,
        changed.base_definition,
        changed.code,
        {{ joined_text('category.name_zh', '、', 'changed.category') }} as items
    from changed
    inner join words as category
        on {{ word_of('category', 'pay_category', 'changed.category') }}
    group by
        changed.finance_year,
        changed.definition,
        changed.base_definition,
        changed.code
    union all
    select
        finance_year,
        definition,
        base_definition,
        year_basis as code,
        '' as items
    from pairs
    where year_basis <> base_year_basis
    union all
    select
        finance_year,
        definition,
        base_definition,
        staff as code,
        '' as items
    from pairs
    where staff <> base_staff
)

select
    told.finance_year,
    told.definition,
    told.base_definition,
    definition.name_zh
    || {{ joined_text('word.name_zh || told.items', '，', 'told.code') }}
        as difference_text
from told
inner join definitions as definition
    on told.definition = definition.definition
inner join words as word
    on {{ word_of('word', 'pay_difference', 'told.code') }}
group by
    told.finance_year,
    told.definition,
    told.base_definition,
    definition.name_zh
