-- grain: one row per school stage and indicator R1 to R7 below the standard in the
-- newest assessment cycle
with gaps as (select * from {{ ref('fct_resource_gap') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

indicators as (select * from {{ ref('indicator') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }}),

wanted as (
    select
        *,
        case
            when plan_reason is not null then plan_reason
            when is_left_at_floor and plan_need = 0 then 'plan_keeps'
            when is_left_at_floor then 'plan_to_floor'
            else 'plan_to_standard'
        end as plan_word
    from gaps
    where shortage_to_standard > 0
)

select
    cast(gap.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(gap.school_id as string) as school_id,
    cast(gap.school_name as string) as school_name,
    cast(gap.stage as string) as stage,
    cast(stage.name_zh as string) as stage_name,
    cast(gap.indicator_id as string) as indicator_id,
    cast(indicator.position as integer) as position,
    cast(indicator.short_name_zh as string) as indicator_name,
    -- as the national form II-2 prints them
    cast(gap.value as decimal(18, 2)) as value,
    cast(gap.standard as decimal(12, 2)) as standard,
    cast(gap.floor as decimal(12, 3)) as floor,
    cast(gap.amount_unit as string) as amount_unit,
    cast(gap.stage_need_to_floor as bigint) as need_to_floor,
    cast(gap.stage_need_to_standard as bigint) as need_to_standard,
    cast(gap.yuan_per_unit as decimal(12, 2)) as yuan_per_unit,
    cast(gap.cost_to_standard_yuan as decimal(30, 2)) as cost_to_standard_yuan,
    cast(word.name_zh as string) as plan_name,
    cast(gap.plan_need as bigint) as plan_need,
    cast(gap.plan_cost_yuan as decimal(30, 2)) as plan_cost_yuan
from wanted as gap
inner join newest_cycles as newest
    on
        gap.county_id = newest.county_id
        and gap.cycle_id = newest.cycle_id
inner join indicators as indicator
    on gap.indicator_id = indicator.indicator_id
left join codes as stage
    on stage.list_id = 'stage' and gap.stage = stage.code
left join words as word
    on {{ word_of('word', 'plan', 'gap.plan_word') }}
