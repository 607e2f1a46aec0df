-- grain: one row per assessment cycle, county and item that counts teachers: G9, G12
-- who is not in a register of which a row went back is not known to lack anything
-- (docs/decisions/forms-of-the-standard.md)
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

rosters as (select * from {{ ref('int_teacher_roster_open') }}),

indicators as (select * from {{ ref('indicator') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

registers as (
    select
        county_id,
        cast(period as integer) as school_year,
        case form when 'teacher_training' then 'G9' else 'G12' end as indicator_id,
        rows_rejected
    from {{ ref('stg_submission') }}
    where is_effective and form in ('teacher_training', 'teacher_certificate')
),

counted as (select * from {{ ref('int_teacher_item_counted') }}),

known as (
    select
        cycle.county_id,
        cycle.cycle_id,
        threshold.indicator_id,
        threshold.threshold_id,
        threshold.limit_value,
        indicator.print_tolerance,
        registers.rows_rejected,
        rosters.missing_count,
        rosters.rejected_count,
        coalesce(counted.teacher_count, 0) as teacher_count,
        counted.done_count,
        case
            when registers.rows_rejected > 0 then counted.teacher_count
            else counted.done_count + counted.open_count
        end as most_done_count
    from county_cycles as cycle
    inner join thresholds as threshold
        on
            cycle.county_id = threshold.county_id
            and cycle.statistics_school_year = threshold.school_year
            and threshold.indicator_id in ('G9', 'G12')
    inner join indicators as indicator
        on threshold.indicator_id = indicator.indicator_id
    left join registers
        on
            cycle.county_id = registers.county_id
            and cycle.statistics_school_year = registers.school_year
            and threshold.indicator_id = registers.indicator_id
    left join rosters
        on
            cycle.county_id = rosters.county_id
            and cycle.statistics_school_year = rosters.school_year
    left join counted
        on
            cycle.county_id = counted.county_id
            and cycle.statistics_school_year = counted.school_year
            and threshold.indicator_id = counted.indicator_id
),

-- rows that went back are so many teachers more; of a roster that did not come nobody
-- knows how many
bounded as (
    select
        *,
        case
            when missing_count > 0 and limit_value < 1 then true
            else
                most_done_count + rejected_count
                >= limit_value * (teacher_count + rejected_count)
        end as is_possible,
        rows_rejected is not null
        and missing_count = 0
        and done_count >= limit_value * (teacher_count + rejected_count) as is_sure
    from known
)

select
    county_id,
    cycle_id,
    'county' as entity_type,
    county_id as entity_id,
    indicator_id,
    '' as stage,
    case
        when rows_rejected is not null
            then {{ ratio('done_count', 'teacher_count') }}
    end as value,
    case when rows_rejected is not null then done_count end as numerator,
    case when teacher_count > 0 then teacher_count end as denominator,
    limit_value,
    case
        when rows_rejected is null then 'incomplete'
        when teacher_count = 0 then 'incomplete'
        when not is_possible then 'not_met'
        when is_sure then 'met'
        else 'incomplete'
    end as verdict,
    coalesce(
        rows_rejected is not null
        and not is_possible
        and done_count >= (limit_value - print_tolerance) * teacher_count, false
    ) as is_borderline,
    case
        when rows_rejected is null then 'register_missing'
        when teacher_count = 0 then 'teacher_roster_missing'
        when not is_possible then 'share_too_low'
        when is_sure then cast(null as string)
        when missing_count > 0 then 'teacher_roster_missing'
        when rows_rejected + rejected_count > 0 then 'rows_rejected'
        else 'value_missing'
    end as reason,
    threshold_id,
    'rows' as rests_on
from bounded
