-- grain: one row per judged school stage, school year and indicator R1 to R7
-- by the rule for the kind of school; where a part is missing or sources disagree, by
-- the least and the most that the value can be (standard.md 12.2)
with measured as (select * from {{ ref('int_resource_measured') }}),

relaxations as (select * from {{ ref('int_relaxation_resolved') }}),

thresholds as (select * from {{ ref('int_threshold_placed') }}),

flagged as (
    select
        measured.*,
        coalesce(relaxation.school_flag, 'none') as school_flag
    from measured
    left join relaxations as relaxation
        on
            measured.county_id = relaxation.county_id
            and measured.school_year = relaxation.school_year
            and measured.school_id = relaxation.school_id
            and measured.stage = relaxation.stage
            and measured.indicator_id = relaxation.indicator_id
),

limited as (
    select
        flagged.*,
        standard.threshold_id,
        floor_share.threshold_id as floor_threshold_id,
        standard.is_uncertain or floor_share.is_uncertain as is_threshold_uncertain,
        cast(standard.limit_value as decimal(12, 6)) as standard,
        cast(standard.limit_value as decimal(12, 6))
        * cast(floor_share.limit_value as decimal(4, 3)) as floor_value
    from flagged
    left join thresholds as standard
        on
            flagged.county_id = standard.county_id
            and flagged.school_year = standard.school_year
            and flagged.indicator_id = standard.indicator_id
            and flagged.stage = standard.stage
            and flagged.school_flag = standard.school_flag
    left join thresholds as floor_share
        on
            flagged.county_id = floor_share.county_id
            and flagged.school_year = floor_share.school_year
            and floor_share.indicator_id = 'R-floor'
            and floor_share.school_flag = 'none'
),

divided as (
    select
        *,
        {{ ratio('per_pupil_count * amount', 'pupil_count') }} as value,
        {{ compared_value(
            'coalesce(least_disputed_amount, least_amount)',
            'coalesce(most_pupil_count, pupil_count)'
        ) }} as least_value,
        {{ compared_value(
            'coalesce(most_disputed_amount, most_amount)',
            'coalesce(least_pupil_count, pupil_count)'
        ) }} as most_value,
        -- the floor as two decimals print it: 4.505 is reached by 4.51, not by 4.50
        cast(floor_value as decimal(14, 2)) - print_tolerance as floor_edge
    from limited
),

judged as (
    select
        *,
        {{ reached('least_value', 'most_value', 'standard') }} as is_pass,
        {{ reached('least_value', 'most_value', 'floor_value') }} as is_floor_pass
    from divided
)

select
    county_id,
    school_year,
    school_id,
    stage,
    indicator_id,
    amount,
    pupil_count,
    value,
    school_flag,
    threshold_id,
    floor_threshold_id,
    is_threshold_uncertain,
    standard,
    floor_value,
    least_value,
    most_value,
    is_disputed,
    coalesce(
        missing_reason,
        case
            when is_disputed and (is_pass is null or is_floor_pass is null)
                then 'sources_disagree'
        end
    ) as missing_reason,
    is_estimated,
    is_pass,
    is_floor_pass,
    value is not null
    and most_value < standard
    and least_value >= standard - print_tolerance as is_borderline,
    value is not null
    and most_value < floor_value
    and least_value >= floor_edge as is_floor_borderline
from judged
