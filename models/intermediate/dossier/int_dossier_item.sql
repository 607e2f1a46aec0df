-- grain: one row per school, item of the standard that it fails, stage and assessment
-- cycle
with verdicts as (
    select * from {{ ref('fct_indicator_verdict') }}
    where entity_type = 'school' and verdict = 'not_met'
),

cycles as (select * from {{ ref('assessment_cycle') }}),

indicators as (select * from {{ ref('indicator') }}),

words as (select * from {{ ref('display_word') }}),

kinds as (select * from {{ ref('dossier_event') }}),

told as (
    select
        verdict.county_id,
        verdict.entity_id as school_id,
        cycle.statistics_date as event_date,
        case
            when indicator.print_format = 'finding' then 'item_found'
            when verdict.value - verdict.limit_value is null then 'item_found'
            else 'item_measured'
        end as event_kind,
        verdict.indicator_id || '|' || verdict.stage as detail_id,
        indicator.short_name_zh as item_text,
        {{ printed('verdict.value', 'indicator.print_format') }} as value_text,
        {{ printed('verdict.limit_value', 'indicator.print_format') }} as limit_text,
        {{ printed(
            'abs(verdict.value - verdict.limit_value)', 'indicator.print_format'
        ) }} as gap_text,
        coalesce(indicator.unit_zh, '') as unit_text,
        reason.name_zh as reason_text,
        false as is_suppressed
    from verdicts as verdict
    inner join cycles as cycle
        on verdict.cycle_id = cycle.cycle_id
    inner join indicators as indicator
        on verdict.indicator_id = indicator.indicator_id
    left join words as reason
        on {{ word_of('reason', 'reason', 'verdict.reason') }}
)

{{ told_event(['item', 'value', 'limit', 'gap', 'unit', 'reason']) }}
