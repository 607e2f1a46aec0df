-- grain: one row per county and assessment cycle
with readiness as (select * from {{ ref('fct_county_readiness') }}),

distances as (select * from {{ ref('fct_item_distance') }}),

counties as (select * from {{ ref('dim_county') }}),

cycles as (select * from {{ ref('dim_assessment_cycle') }}),

indicators as (select * from {{ ref('indicator') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }}),

named as (
    select
        distances.county_id,
        distances.cycle_id,
        distances.verdict,
        coalesce(stage.name_zh, size_stage.name_zh, '')
        || indicator.short_name_zh as item_name,
        -- the parts of one item beside each other, primary before junior
        indicator.position * 10
        + case distances.stage when 'junior' then 1 else 0 end as position
    from distances
    inner join indicators as indicator
        on distances.indicator_id = indicator.indicator_id
    left join codes as stage
        on stage.list_id = 'stage' and distances.stage = stage.code
    left join words as size_stage
        on {{ word_of('size_stage', 'size_stage', 'distances.stage') }}
),

listed as (
    select
        county_id,
        cycle_id,
        {{ joined_text(
            "case when verdict = 'not_met' then item_name end", '；', 'position'
        ) }} as failed_items,
        {{ joined_text(
            "case when verdict = 'incomplete' then item_name end", '；', 'position'
        ) }} as open_items
    from named
    group by county_id, cycle_id
)

select
    cast(readiness.county_id as string) as county_id,
    cast(county.county_name as string) as county_name,
    cast(readiness.cycle_id as string) as cycle_id,
    cast(cycle.cycle_name as string) as cycle_name,
    cast(readiness.verdict as string) as verdict,
    cast(readiness.item_count as integer) as item_count,
    cast(readiness.met_count as integer) as met_count,
    cast(readiness.not_met_count as integer) as not_met_count,
    cast(readiness.incomplete_count as integer) as incomplete_count,
    cast(readiness.not_applicable_count as integer) as not_applicable_count,
    cast(readiness.veto_count as integer) as veto_count,
    cast(readiness.met_count_change as integer) as met_count_change,
    cast(reason.name_zh as string) as reason_text,
    cast(listed.failed_items as string) as failed_items,
    cast(listed.open_items as string) as open_items,
    cast(readiness.unfilled_post_school_count as integer)
        as unfilled_post_school_count,
    cast(readiness.plan_phase_name as string) as plan_phase_name,
    cast(readiness.plan_due_year as integer) as plan_due_year,
    cast(
        status.name_zh
        || case when readiness.is_plan_uncertain then mark.name_zh else '' end as string
    ) as plan_status_name
from readiness
inner join cycles as cycle
    on readiness.cycle_id = cycle.cycle_id
inner join counties as county
    on
        readiness.county_id = county.county_id
        and cycle.statistics_school_year = county.school_year
left join listed
    on
        readiness.county_id = listed.county_id
        and readiness.cycle_id = listed.cycle_id
left join words as reason
    on {{ word_of('reason', 'reason', 'readiness.reason') }}
left join words as status
    on {{ word_of('status', 'plan_status', 'readiness.plan_status') }}
left join words as mark
    on {{ word_of('mark', 'certainty', "'mark'") }}
