-- grain: one row per assessment cycle, county and compulsory stage: G13
-- a school of which nobody knows whether it boards is in or out, whichever is better
-- and whichever is worse: both must say the same
with summed as (select * from {{ ref('int_catchment_summed') }}),

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
