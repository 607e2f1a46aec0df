-- grain: one row per assessment cycle, school stage or county and stage, school year
-- ahead and scenario
with forecasts as (select * from {{ ref('int_entity_forecast') }}),

places as (select * from {{ ref('dim_school_stage') }}),

counties as (select * from {{ ref('dim_county') }})

select
    cast(forecast.cycle_id as string) as cycle_id,
    cast(forecast.county_id as string) as county_id,
    cast(forecast.entity_type as string) as entity_type,
    cast(forecast.entity_id as string) as entity_id,
    cast(coalesce(place.school_name, county.county_name) as string) as entity_name,
    cast(forecast.stage as string) as stage,
    cast(place.school_type as string) as school_type,
    cast(place.ownership as string) as ownership,
    cast(place.urban_rural as string) as urban_rural,
    cast(forecast.base_school_year as integer) as base_school_year,
    cast(forecast.school_year as integer) as school_year,
    cast(forecast.scenario as string) as scenario,
    cast(forecast.campus_count as integer) as campus_count,
    cast(forecast.missing_campus_count as integer) as missing_campus_count,
    cast(forecast.pupil_count_now as bigint) as pupil_count_now,
    cast(forecast.pupil_count as double) as pupil_count,
    cast(forecast.entrant_count as double) as entrant_count,
    {{ ratio('forecast.pupil_count', 'forecast.pupil_count_now') }} as growth_ratio,
    cast(forecast.missing_reason as string) as missing_reason
from forecasts as forecast
inner join counties as county
    on
        forecast.county_id = county.county_id
        and forecast.base_school_year = county.school_year
left join places as place
    on
        forecast.county_id = place.county_id
        and forecast.base_school_year = place.school_year
        -- in the key: else every row would meet every other
        and case when forecast.entity_type = 'school_stage' then forecast.entity_id end
        = place.school_id
        and forecast.stage = place.stage
