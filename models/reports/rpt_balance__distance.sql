-- grain: one row per county, indicator and stage in the newest assessment cycle
with newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

distances as (select * from {{ ref('fct_item_distance') }}),

indicators as (select * from {{ ref('indicator') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }}),

worded as (
    select
        distances.*,
        newest.county_name,
        newest.cycle_name,
        indicator.position,
        indicator.name_zh,
        coalesce(stage.name_zh, size_stage.name_zh, '') as stage_name,
        -- of schools judged one by one the county's value is a share
        case
            when indicator.level = 'school' then 'percent1' else indicator.print_format
        end as print_format,
        coalesce(before.name_zh, '') as previous_verdict_name,
        coalesce(change.name_zh, '') as change_name
    from distances
    inner join newest_cycles as newest
        on
            distances.county_id = newest.county_id
            and distances.cycle_id = newest.cycle_id
    inner join indicators as indicator
        on distances.indicator_id = indicator.indicator_id
    left join codes as stage
        on stage.list_id = 'stage' and distances.stage = stage.code
    left join words as size_stage
        on {{ word_of('size_stage', 'size_stage', 'distances.stage') }}
    left join words as before
        on {{ word_of('before', 'verdict', 'distances.previous_verdict') }}
    left join words as change
        on {{ word_of('change', 'verdict_change', 'distances.verdict_change') }}
)

select
    cast(county_id as string) as county_id,
    cast(county_name as string) as county_name,
    cast(cycle_name as string) as cycle_name,
    cast(indicator_id as string) as indicator_id,
    cast(stage as string) as stage,
    cast(position as integer) as position,
    cast(name_zh as string) as item,
    cast(stage_name as string) as stage_name,
    cast({{ printed('value', 'print_format') }} as string) as value_text,
    cast({{ printed('limit_value', 'print_format') }} as string) as limit_text,
    cast({{ printed('distance', 'print_format') }} as string) as distance_text,
    cast(verdict as string) as verdict,
    cast(previous_verdict_name as string) as previous_verdict_name,
    cast({{ printed('distance_change', 'print_format') }} as string)
        as distance_change_text,
    cast(change_name as string) as change_name
from worded
