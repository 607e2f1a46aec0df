-- grain: one row per assessment cycle, school stage in scope and indicator R1 to R7
-- what is short in the stage, and how much more its campus must have for it: of what
-- stages share, a stage gets its weight (standard.md 12.11); nothing is rounded yet.
-- By the value shown: what sources disagree on is bought by the one that counts
with resources as (
    select * from {{ ref('fct_school_resource') }}
    where is_in_scope
),

indicators as (select * from {{ ref('indicator') }}),

county_cycles as (select * from {{ ref('int_county_cycle') }}),

places as (select * from {{ ref('int_resource_placed') }}),

short as (
    select
        resource.cycle_id,
        resource.county_id,
        resource.school_id,
        resource.stage,
        resource.indicator_id,
        indicator.is_split,
        indicator.unit_zh,
        place.campus_school_id,
        case when indicator.is_split then place.split_weight else 1 end as share,
        case
            when resource.value is null then null
            when {{ reaches('resource.value', 'resource.standard') }} then 0
            else {{ shortage('resource', 'resource.standard', 'indicator') }}
        end as shortage_to_standard,
        case
            when resource.value is null then null
            when {{ reaches('resource.value', 'resource.floor') }} then 0
            else {{ shortage('resource', 'resource.floor', 'indicator') }}
        end as shortage_to_floor
    from resources as resource
    inner join indicators as indicator
        on resource.indicator_id = indicator.indicator_id
    inner join county_cycles as cycle
        on
            resource.county_id = cycle.county_id
            and resource.cycle_id = cycle.cycle_id
    left join places as place
        on
            resource.county_id = place.county_id
            and cycle.statistics_school_year = place.school_year
            and resource.school_id = place.school_id
            and resource.stage = place.stage
)

select
    cycle_id,
    county_id,
    school_id,
    stage,
    indicator_id,
    is_split,
    unit_zh,
    share,
    shortage_to_standard,
    shortage_to_floor,
    -- persons belong to a stage; what stages share belongs to a campus
    case when is_split then campus_school_id else stage end as bought_for,
    {{ ratio('shortage_to_standard', 'share') }} as purchase_to_standard,
    {{ ratio('shortage_to_floor', 'share') }} as purchase_to_floor
from short
