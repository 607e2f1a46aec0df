{% set codes = ['school_type', 'ownership', 'urban_rural_code'] %}
-- grain: one row per school, school year and fact of 学校名录
with sources as (
    select * from {{ ref('source_precedence') }}
    where form = 'school_list'
),

lists as (select * from {{ ref('stg_school_list') }})

select
    {{ stated_fact(
        'lists', 'school_id',
        value='cast(null as decimal(18, 2))',
        code=value_of_field('sources.field', 'lists', codes, 'string'),
        row='lists._row'
    ) }}
from lists
cross join sources
