-- grain: one row per assessment cycle, school stage, indicator R1 to R7, school year
-- ahead and scenario
with resources as (select * from {{ ref('int_resource_ahead') }}),

indicators as (select * from {{ ref('indicator') }}),

shortages as (select * from {{ ref('int_resource_shortage') }}),

divided as (
    select
        *,
        {{ ratio('per_pupil_count * numerator', 'denominator') }} as value,
        {{ compared_value('least_amount', 'denominator') }} as least_value,
        {{ compared_value('most_amount', 'denominator') }} as most_value
    from resources
),

judged as (
    select
        *,
        {{ reached('least_value', 'most_value', 'standard') }} as is_pass,
        {{ reached('least_value', 'most_value', 'floor') }} as is_floor_pass
    from divided
),

short as (
    select
        resource.*,
        indicator.unit_zh,
        shortage.share,
        case
            when resource.value is null then null
            when resource.is_pass then 0
            else {{ shortage('resource', 'resource.standard', 'indicator') }}
        end as shortage_to_standard,
        case
            when resource.value is null then null
            when resource.is_floor_pass then 0
            else {{ shortage('resource', 'resource.floor', 'indicator') }}
        end as shortage_to_floor
    from judged as resource
    inner join indicators as indicator
        on resource.indicator_id = indicator.indicator_id
    left join shortages as shortage
        on
            resource.cycle_id = shortage.cycle_id
            and resource.county_id = shortage.county_id
            and resource.school_id = shortage.school_id
            and resource.stage = shortage.stage
            and resource.indicator_id = shortage.indicator_id
),

needed as (
    select
        *,
        {{ ratio('shortage_to_standard', 'share') }} as purchase_to_standard,
        {{ ratio('shortage_to_floor', 'share') }} as purchase_to_floor
    from short
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
    cast(base_school_year as integer) as base_school_year,
    cast(school_year as integer) as school_year,
    cast(scenario as string) as scenario,
    cast(numerator as double) as numerator,
    cast(denominator as double) as denominator,
    cast(value as double) as value,
    cast(standard as decimal(12, 6)) as standard,
    cast(floor as decimal(16, 9)) as floor,
    cast(is_pass as boolean) as is_pass,
    cast(is_floor_pass as boolean) as is_floor_pass,
    cast(unit_zh as string) as amount_unit,
    cast(shortage_to_standard as double) as shortage_to_standard,
    cast(shortage_to_floor as double) as shortage_to_floor,
    cast({{ whole_units('purchase_to_standard') }} as bigint) as stage_need_to_standard,
    cast({{ whole_units('purchase_to_floor') }} as bigint) as stage_need_to_floor,
    cast(is_estimated as boolean) as is_estimated,
    cast(is_in_scope as boolean) as is_in_scope,
    cast(scope_reason as string) as scope_reason,
    cast(missing_reason as string) as missing_reason,
    cast(school_flag as string) as school_flag,
    cast(threshold_id as string) as threshold_id,
    cast(floor_threshold_id as string) as floor_threshold_id,
    cast(is_threshold_uncertain as boolean) as is_threshold_uncertain
from needed
