-- grain: one row per assessment cycle, school stage and indicator R1 to R7
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

places as (select * from {{ ref('dim_school_stage') }}),

measured as (select * from {{ ref('int_resource_measured') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

joined as (
    select
        measured.*,
        cycle.cycle_id,
        place.school_name,
        place.school_type,
        place.ownership,
        place.urban_rural,
        place.is_in_scope,
        place.scope_reason,
        standard.threshold_id,
        cast(standard.limit_value as decimal(12, 6)) as standard,
        cast(standard.limit_value as decimal(12, 6))
        * cast(floor_share.limit_value as decimal(4, 3)) as floor_value,
        {{ ratio(
            'measured.per_pupil_count * measured.amount', 'measured.pupil_count'
        ) }} as value
    from measured
    inner join county_cycles as cycle
        on
            measured.county_id = cycle.county_id
            and measured.school_year = cycle.statistics_school_year
    inner join places as place
        on
            measured.county_id = place.county_id
            and measured.school_year = place.school_year
            and measured.school_id = place.school_id
            and measured.stage = place.stage
    left join thresholds as standard
        on
            measured.county_id = standard.county_id
            and measured.school_year = standard.school_year
            and measured.indicator_id = standard.indicator_id
            and measured.stage = standard.stage
    left join thresholds as floor_share
        on
            measured.county_id = floor_share.county_id
            and measured.school_year = floor_share.school_year
            and floor_share.indicator_id = 'R-floor'
),

decided as (
    select
        *,
        -- nine places: finer than cells of two decimals can differ, and a quotient of
        -- doubles must not fail at the limit by its last bit
        cast(value as decimal(24, 9)) as decided_value,
        -- the floor as two decimals print it: 4.505 is reached by 4.51, not by 4.50
        cast(floor_value as decimal(14, 2)) - print_tolerance as floor_edge
    from joined
)

select
    cast(cycle_id as string) as cycle_id,
    cast(county_id as string) as county_id,
    cast(school_id as string) as school_id,
    cast(school_name as string) as school_name,
    cast(stage as string) as stage,
    cast(school_type as string) as school_type,
    cast(ownership as string) as ownership,
    cast(urban_rural as string) as urban_rural,
    cast(indicator_id as string) as indicator_id,
    cast(amount as double) as numerator,
    cast(pupil_count as integer) as denominator,
    cast(value as double) as value,
    cast(standard as decimal(12, 6)) as standard,
    cast(floor_value as decimal(16, 9)) as floor,
    {{ ratio('value', 'standard') }} as ratio_to_standard,
    cast(decided_value >= standard as boolean) as is_pass,
    cast(decided_value >= floor_value as boolean) as is_floor_pass,
    cast(
        decided_value < standard
        and decided_value >= standard - print_tolerance as boolean
    ) as is_borderline,
    cast(
        decided_value < floor_value and decided_value >= floor_edge as boolean
    ) as is_floor_borderline,
    cast(is_in_scope as boolean) as is_in_scope,
    cast(scope_reason as string) as scope_reason,
    cast(missing_reason as string) as missing_reason,
    cast(threshold_id as string) as threshold_id
from decided
