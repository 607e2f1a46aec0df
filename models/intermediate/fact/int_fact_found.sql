-- grain: one row per school, school year, source and fact, with the cells it stands in
-- stages that say different things about the campus they share say nothing
with profiled as (select * from {{ ref('int_fact_profiled') }}),

listed as (select * from {{ ref('int_fact_listed') }}),

published as (select * from {{ ref('int_fact_published') }}),

counted as (select * from {{ ref('int_fact_counted') }}),

rostered as (select * from {{ ref('int_fact_rostered') }}),

cell_maps as (select * from {{ ref('stg_cell_map') }}),

stated as (
    select * from profiled
    union all
    select * from listed
    union all
    select * from published
    union all
    select * from counted
    union all
    select * from rostered
),

placed as (
    select
        stated.*,
        coalesce(
            place.column_letter
            || cast(coalesce(place.item_row, stated._row) as string),
            ''
        ) as cell
    from stated
    left join cell_maps as place
        on
            stated._file = place._file
            and stated.form = place.form
            and stated._sheet = place.sheet
            and stated.field = place.field
)

select
    county_id,
    school_year,
    school_id,
    source,
    fact,
    {{ agreed('value') }} as value,
    {{ agreed('code') }} as code,
    min(value) as least_value,
    max(value) as most_value,
    coalesce(min(value) <> max(value) or min(code) <> max(code), false)
        as is_contradicting,
    {{ joined_text('_file', '；', 'place_order') }} as file_id,
    {{ joined_text('_sheet', '；', 'place_order') }} as sheet,
    {{ joined_text('cell', '；', 'place_order') }} as cell
from placed
group by county_id, school_year, school_id, source, fact
