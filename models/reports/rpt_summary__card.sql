-- grain: one row per county, indicator and stage shown as a card
with items as (select * from {{ ref('rpt_balance__overview') }}),

indicators as (select * from {{ ref('indicator') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(items.county_id as string) as county_id,
    cast(items.county_name as string) as county_name,
    cast(items.cycle_name as string) as cycle_name,
    cast(items.indicator_id as string) as indicator_id,
    cast(items.stage as string) as stage,
    cast(items.position as integer) as position,
    cast(items.short_item as string) as item,
    cast(items.value as double) as value,
    cast(items.limit_value as double) as limit_value,
    cast(items.print_format as string) as print_format,
    cast(items.comparison as string) as comparison,
    cast(items.verdict as string) as verdict,
    cast(items.rule_text as string) as rule_text,
    cast(
        items.note
        -- the rules that were checked stand in a table of their own
        || case
            when not items.is_threshold_uncertain then ''
            when items.note = '' then basis.name_zh || items.rule_text
            else '；' || basis.name_zh || items.rule_text
        end as string
    ) as note
from items
inner join indicators as indicator
    on items.indicator_id = indicator.indicator_id and indicator.is_key_figure
left join words as basis
    on basis.list_id = 'rule_note' and basis.code = 'basis'
