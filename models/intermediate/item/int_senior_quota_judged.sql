-- grain: one row per assessment cycle, county and half of G14
-- the tilt: the rural share of the places by the rural share of those who leave junior
-- schools (standard.md 12.7)
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

counted as (select * from {{ ref('int_senior_quota_counted') }}),

leavers as (select * from {{ ref('int_leaver_counted') }}),

stated as (select * from {{ ref('int_county_total_stated') }}),

indicators as (select * from {{ ref('indicator') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

known as (
    select
        cycle.county_id,
        cycle.cycle_id,
        threshold.indicator_id,
        threshold.threshold_id,
        threshold.limit_value,
        indicator.print_tolerance,
        threshold.indicator_id = 'G14' as is_share,
        counted.county_id is not null as is_received,
        counted.rejected_count,
        counted.unplaced_count,
        counted.rural_count,
        counted.allocated_count,
        leavers.rural_leaver_count,
        leavers.leaver_count,
        coalesce(leavers.open_school_count, 1) as open_school_count,
        -- exact: a ratio of shares is one of products
        case
            when threshold.indicator_id = 'G14' then counted.allocated_count
            else counted.rural_count * leavers.leaver_count
        end as part,
        case
            when threshold.indicator_id = 'G14' then counted.planned_count
            else counted.allocated_count * leavers.rural_leaver_count
        end as whole,
        {{ is_disagreeing('counted.allocated_count', 'allocated') }}
        or case
            when threshold.indicator_id = 'G14'
                then {{ is_disagreeing('counted.planned_count', 'planned') }}
            else {{ is_disagreeing('counted.rural_count', 'rural') }}
        end as is_disagreeing
    from county_cycles as cycle
    inner join thresholds as threshold
        on
            cycle.county_id = threshold.county_id
            and cycle.statistics_school_year = threshold.school_year
            and threshold.indicator_id in ('G14', 'G14-rural')
    inner join indicators as indicator
        on threshold.indicator_id = indicator.indicator_id
    left join counted
        on
            cycle.county_id = counted.county_id
            and cycle.statistics_school_year = counted.school_year
    left join leavers
        on
            cycle.county_id = leavers.county_id
            and cycle.statistics_school_year = leavers.school_year
    {% for part in ['planned', 'allocated', 'rural'] %}
        left join stated as {{ part }}
            on
                cycle.county_id = {{ part }}.county_id
                and cycle.cycle_id = {{ part }}.cycle_id
                and {{ part }}.fact = 'G14|{{ part }}'
    {% endfor %}
),

reasoned as (
    select
        *,
        case
            when not is_received then 'quota_missing'
            when rejected_count > 0 then 'rows_rejected'
            when not is_share and unplaced_count > 0 then 'place_unknown'
            when not is_share and open_school_count > 0 then 'class_roster_missing'
            when is_disagreeing then 'sources_disagree'
        end as open_reason,
        part < limit_value * whole as is_failed
    from known
)

select
    county_id,
    cycle_id,
    'county' as entity_type,
    county_id as entity_id,
    indicator_id,
    '' as stage,
    {{ ratio('part', 'whole') }} as value,
    -- the two shares that the tilt compares
    case
        when is_share then cast(part as double)
        else {{ ratio('rural_count', 'allocated_count') }}
    end as numerator,
    case
        when is_share then cast(whole as double)
        else {{ ratio('rural_leaver_count', 'leaver_count') }}
    end as denominator,
    limit_value,
    case
        when open_reason is not null then 'incomplete'
        when whole = 0 then 'not_applicable'
        when is_failed then 'not_met'
        else 'met'
    end as verdict,
    coalesce(
        open_reason is null
        and is_failed
        and part >= (limit_value - print_tolerance) * whole, false
    ) as is_borderline,
    case
        when open_reason is not null then open_reason
        when whole = 0 then 'nobody_asked'
        when is_failed then 'share_too_low'
    end as reason,
    threshold_id,
    'rows' as rests_on
from reasoned
