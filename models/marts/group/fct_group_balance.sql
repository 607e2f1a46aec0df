-- grain: one row per assessment cycle, group, stage and indicator R1 to R7
with spreads as (select * from {{ ref('int_group_spread') }}),

gaps as (select * from {{ ref('int_group_gap') }}),

groups as (select * from {{ ref('int_group_described') }}),

compared as (
    select
        spread.*,
        named.group_name,
        named.group_type,
        gap.leading_school_count,
        gap.leading_mean,
        gap.led_mean,
        gap.constant_school_count,
        gap.constant_gap,
        gap.previous_gap
    from spreads as spread
    inner join gaps as gap
        on
            spread.cycle_id = gap.cycle_id
            and spread.county_id = gap.county_id
            and spread.group_id = gap.group_id
            and spread.stage = gap.stage
            and spread.indicator_id = gap.indicator_id
    left join groups as named
        on
            spread.county_id = named.county_id
            and spread.group_id = named.group_id
)

select
    cast(cycle_id as string) as cycle_id,
    cast(county_id as string) as county_id,
    cast(group_id as string) as group_id,
    cast(group_name as string) as group_name,
    cast(group_type as string) as group_type,
    cast(stage as string) as stage,
    cast(indicator_id as string) as indicator_id,
    cast(school_count as integer) as school_count,
    cast(pupil_count as bigint) as pupil_count,
    cast(mean as double) as mean,
    -- of one school there is nothing to be even with
    cast(case when school_count > 1 then cv end as double) as cv,
    cast(leading_school_count as integer) as leading_school_count,
    cast(leading_mean as double) as leading_mean,
    cast(led_mean as double) as led_mean,
    cast(leading_mean - led_mean as double) as gap,
    cast(constant_school_count as integer) as constant_school_count,
    cast(constant_gap as double) as constant_gap,
    cast(previous_gap as double) as previous_gap,
    cast(abs(constant_gap) - abs(previous_gap) as double) as gap_change,
    cast(incomplete_school_count as integer) as incomplete_school_count,
    cast(incomplete_school_names as string) as incomplete_school_names
from compared
