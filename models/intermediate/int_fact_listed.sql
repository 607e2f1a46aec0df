-- grain: one row per school, school year and fact of 学校名录
with sources as (
    select * from {{ ref('source_precedence') }}
    where form = 'school_list'
),

lists as (select * from {{ ref('stg_school_list') }})

select
    lists.county_id,
    cast(lists.school_year as integer) as school_year,
    lists.school_id,
    sources.source,
    sources.fact,
    cast(null as decimal(18, 2)) as value,
    case sources.field
        when 'school_type' then lists.school_type
        when 'ownership' then lists.ownership
        when 'urban_rural_code' then lists.urban_rural_code
    end as code,
    sources.form,
    sources.field,
    1 as place_order,
    lists._file,
    lists._sheet,
    lists._row
from lists
cross join sources
