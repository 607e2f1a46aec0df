-- grain: one row per assessment cycle, school stage and indicator R1 to R7
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

places as (select * from {{ ref('dim_school_stage') }}),

judged as (select * from {{ ref('int_resource_judged') }}),

placed as (
    select
        judged.*,
        cycle.cycle_id,
        place.school_name,
        place.school_type,
        place.ownership,
        place.urban_rural,
        place.is_in_scope,
        place.scope_reason
    from judged
    inner join county_cycles as cycle
        on
            judged.county_id = cycle.county_id
            and judged.school_year = cycle.statistics_school_year
    inner join places as place
        on
            judged.county_id = place.county_id
            and judged.school_year = place.school_year
            and judged.school_id = place.school_id
            and judged.stage = place.stage
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
    cast(is_pass as boolean) as is_pass,
    cast(is_floor_pass as boolean) as is_floor_pass,
    cast(is_borderline as boolean) as is_borderline,
    cast(is_floor_borderline as boolean) as is_floor_borderline,
    cast(is_estimated as boolean) as is_estimated,
    cast(is_in_scope as boolean) as is_in_scope,
    cast(scope_reason as string) as scope_reason,
    cast(missing_reason as string) as missing_reason,
    cast(school_flag as string) as school_flag,
    cast(threshold_id as string) as threshold_id,
    cast(floor_threshold_id as string) as floor_threshold_id,
    cast(is_threshold_uncertain as boolean) as is_threshold_uncertain,
    cast(least_value as double) as least_value,
    cast(most_value as double) as most_value,
    cast(coalesce(is_disputed, false) as boolean) as is_disputed
from placed
