-- grain: one row per assessment cycle, school and kind of room: G3
-- each kind by itself; that rooms of both kinds together would be enough is a remark
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

counted as (select * from {{ ref('int_room_counted') }}),

lumped as (
    select
        *,
        sum(large_count) over (
            partition by county_id, school_year, school_id
        ) as both_kinds_count
    from counted
),

judged as (
    select
        *,
        case
            when not is_in_scope then 'not_applicable'
            when class_count is null then 'incomplete'
            when need_count = 0 then 'not_applicable'
            when large_count is null then 'incomplete'
            -- a room or a class that went back may be the one that decides
            when large_count < need_count and is_room_rejected then 'incomplete'
            when large_count < need_count then 'not_met'
            when is_class_rejected then 'incomplete'
            else 'met'
        end as verdict
    from lumped
)

select
    cycle.county_id,
    cycle.cycle_id,
    'school' as entity_type,
    judged.school_id as entity_id,
    judged.indicator_id,
    '' as stage,
    judged.large_count as value,
    judged.large_count as numerator,
    judged.need_count as denominator,
    judged.need_count as limit_value,
    judged.verdict,
    false as is_borderline,
    case
        when not judged.is_in_scope then judged.scope_reason
        when judged.verdict = 'not_applicable' then 'no_class'
        when judged.verdict = 'not_met' and judged.both_kinds_count >= judged.need_count
            then 'rooms_enough_if_lumped'
        when judged.verdict = 'not_met' then 'rooms_too_few'
        when judged.verdict = 'incomplete' and judged.class_count is null
            then 'class_roster_missing'
        when judged.verdict = 'incomplete' and judged.large_count is null
            then 'room_missing'
        when judged.verdict = 'incomplete' then 'rows_rejected'
    end as reason,
    judged.threshold_id,
    'rows' as rests_on
from county_cycles as cycle
inner join judged
    on
        cycle.county_id = judged.county_id
        and cycle.statistics_school_year = judged.school_year
