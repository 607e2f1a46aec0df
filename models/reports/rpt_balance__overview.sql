-- grain: one row per county, indicator and stage in the newest assessment cycle
with newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

indicators as (select * from {{ ref('indicator') }}),

codes as (select * from {{ ref('code_list') }}),

items as (select * from {{ ref('int_overview_item') }}),

words as (select * from {{ ref('display_word') }}),

rules as (select * from {{ ref('dim_threshold') }}),

worded as (
    select
        items.*,
        newest.county_name,
        newest.cycle_id,
        newest.cycle_name,
        indicator.position,
        indicator.name_zh,
        indicator.short_name_zh,
        case
            when items.rests_on = 'evidence' and indicator.level = 'county'
                then 'finding'
            -- of schools judged one by one the county's value is a share
            when indicator.level = 'school' then 'percent1'
            else indicator.print_format
        end as print_format,
        indicator.comparison,
        indicator.indicator_group,
        item_group.name_zh as group_name,
        basis.name_zh as rests_on_name,
        coalesce(stage.name_zh, size_stage.name_zh, '') as stage_name,
        coalesce(reason.name_zh, '') as reason_text,
        case when items.is_borderline then near.name_zh else '' end as borderline_text,
        case
            when items.part_count is null or items.of_count is null then ''
            else coalesce(
                replace(
                    replace(
                        counts.name_zh,
                        '{part}',
                        cast(cast(items.part_count as bigint) as string)
                    ),
                    '{of}',
                    cast(cast(items.of_count as bigint) as string)
                ),
                ''
            )
        end as count_text,
        rules.rule_set_name || coalesce(mark.name_zh, '') as rule_text
    from items
    inner join newest_cycles as newest
        on items.county_id = newest.county_id
    inner join indicators as indicator
        on items.indicator_id = indicator.indicator_id
    left join codes as stage
        on stage.list_id = 'stage' and items.stage = stage.code
    left join words as size_stage
        on {{ word_of('size_stage', 'size_stage', 'items.stage') }}
    left join words as item_group
        on {{ word_of('item_group', 'indicator_group', 'indicator.indicator_group') }}
    left join words as basis
        on {{ word_of('basis', 'rests_on', 'items.rests_on') }}
    left join words as reason
        on {{ word_of('reason', 'reason', 'items.reason') }}
    left join words as near
        on
            near.list_id = 'reason'
            and near.code = case
                when items.indicator_id = 'G8' then 'borderline_pay'
                when items.verdict = 'met' then 'borderline_met'
                else 'borderline'
            end
    left join rules
        on items.threshold_id = rules.threshold_id
    left join words as mark
        on
            mark.list_id = 'certainty'
            and mark.code = case
                when rules.is_uncertain then 'mark'
                when items.is_threshold_uncertain then 'partly'
            end
    left join words as counts
        on {{ word_of('counts', 'note', 'items.indicator_id') }}
)

select
    cast(county_id as string) as county_id,
    cast(county_name as string) as county_name,
    cast(cycle_id as string) as cycle_id,
    cast(cycle_name as string) as cycle_name,
    cast(indicator_id as string) as indicator_id,
    cast(stage as string) as stage,
    cast(position as integer) as position,
    cast(indicator_group as string) as indicator_group,
    cast(group_name as string) as group_name,
    cast(stage_name as string) as stage_name,
    cast(name_zh as string) as item,
    cast(stage_name || short_name_zh as string) as short_item,
    cast(value as double) as value,
    cast(limit_value as double) as limit_value,
    cast({{ printed('value', 'print_format') }} as string) as value_text,
    cast({{ printed('limit_value', 'print_format') }} as string) as limit_text,
    cast(print_format as string) as print_format,
    cast(comparison as string) as comparison,
    cast(verdict as string) as verdict,
    cast(rests_on_name as string) as rests_on_name,
    cast(coalesce(sentence, '') as string) as sentence,
    cast(rule_text as string) as rule_text,
    cast(is_threshold_uncertain as boolean) as is_threshold_uncertain,
    cast(
        count_text
        || case when count_text <> '' and reason_text <> '' then '；' else '' end
        || reason_text
        || case
            when count_text || reason_text <> '' and borderline_text <> '' then '；'
            else ''
        end
        || borderline_text as string
    ) as note
from worded
