-- grain: one row per assessment cycle, county and compulsory stage: G13
-- a school of which nobody knows whether it boards is in or out, whichever is better
-- and whichever is worse: both must say the same
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

placed as (select * from {{ ref('int_catchment_placed') }}),

received as (
    select * from {{ ref('stg_submission') }}
    where is_effective and form = 'catchment'
),

indicators as (select * from {{ ref('indicator') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

margins as (
    select
        cycle.county_id,
        cycle.cycle_id,
        threshold.stage,
        threshold.threshold_id,
        threshold.limit_value,
        indicator.print_tolerance,
        received.rows_rejected,
        placed.school_id,
        placed.is_scope_open,
        placed.is_known,
        placed.whole,
        placed.part,
        placed.part - threshold.limit_value * placed.whole as margin
    from county_cycles as cycle
    inner join thresholds as threshold
        on
            cycle.county_id = threshold.county_id
            and cycle.statistics_school_year = threshold.school_year
            and threshold.indicator_id = 'G13'
    inner join indicators as indicator
        on threshold.indicator_id = indicator.indicator_id
    left join received
        on
            cycle.county_id = received.county_id
            and cast(cycle.statistics_school_year as string) = received.period
    left join placed
        on
            cycle.county_id = placed.county_id
            and cycle.statistics_school_year = placed.school_year
            and threshold.stage = placed.stage
),

summed as (
    select
        county_id,
        cycle_id,
        stage,
        threshold_id,
        limit_value,
        print_tolerance,
        rows_rejected,
        count(school_id) as school_count,
        count(case when is_scope_open then 1 end) as open_school_count,
        count(case when not is_known then 1 end) as unknown_count,
        sum(case when is_known and not is_scope_open then part else 0 end) as part,
        sum(case when is_known and not is_scope_open then whole else 0 end) as whole,
        sum(
            case
                when is_known and (not is_scope_open or margin > 0) then margin
                else 0
            end
        ) as best_margin,
        sum(
            case
                when is_known and (not is_scope_open or margin < 0) then margin
                else 0
            end
        ) as worst_margin
    from margins
    group by
        county_id,
        cycle_id,
        stage,
        threshold_id,
        limit_value,
        print_tolerance,
        rows_rejected
),

judged as (
    select
        *,
        case
            when school_count = 0 then 'not_applicable'
            when rows_rejected is null then 'incomplete'
            -- who is not known can only be from the catchment where all must be
            when
                best_margin < 0
                and (limit_value = 1 or unknown_count + rows_rejected = 0)
                then 'not_met'
            when unknown_count + rows_rejected > 0 or worst_margin < 0 then 'incomplete'
            when whole = 0 and open_school_count = 0 then 'not_applicable'
            else 'met'
        end as verdict
    from summed
)

select
    county_id,
    cycle_id,
    'county' as entity_type,
    county_id as entity_id,
    'G13' as indicator_id,
    stage,
    {{ ratio('part', 'whole') }} as value,
    case when rows_rejected is not null and whole > 0 then part end as numerator,
    case when rows_rejected is not null and whole > 0 then whole end as denominator,
    limit_value,
    verdict,
    coalesce(
        verdict = 'not_met'
        and open_school_count = 0
        and part >= (limit_value - print_tolerance) * whole, false
    ) as is_borderline,
    case
        when school_count = 0 then 'no_school_asked'
        when rows_rejected is null then 'register_missing'
        when verdict = 'not_met' then 'share_too_low'
        when verdict = 'not_applicable' then 'nobody_asked'
        when verdict = 'incomplete' and unknown_count > 0 then 'value_missing'
        when verdict = 'incomplete' and rows_rejected > 0 then 'rows_rejected'
        when verdict = 'incomplete' then 'boarding_unknown'
    end as reason,
    threshold_id,
    'rows' as rests_on
from judged
