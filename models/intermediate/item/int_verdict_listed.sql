-- grain: one row per entity, assessment cycle, indicator and stage ('' without a stage)
-- all verdicts of the standard, one after another
with schools as (select * from {{ ref('int_school_judged') }}),

counties as (select * from {{ ref('int_county_judged') }}),

items as (select * from {{ ref('int_item_judged') }}),

county_cycles as (select * from {{ ref('int_county_cycle') }}),

composed as (select * from {{ ref('int_school_composed') }})

select
    county_id,
    cycle_id,
    'school_stage' as entity_type,
    school_id as entity_id,
    composition_id,
    'R' as indicator_id,
    stage,
    cast(pass_count as double) as value,
    cast(pass_count as double) as numerator,
    cast(indicator_count as double) as denominator,
    cast(limit_value as double) as limit_value,
    verdict,
    is_borderline,
    reason,
    threshold_id,
    is_threshold_uncertain,
    'rows' as rests_on,
    cast(null as bigint) as failed_count,
    cast(null as double) as numerator_total,
    cast(null as double) as denominator_total
from schools
union all
select
    county_id,
    cycle_id,
    'county' as entity_type,
    county_id as entity_id,
    county_id as composition_id,
    indicator_id,
    stage,
    value,
    numerator,
    denominator,
    limit_value,
    verdict,
    is_borderline,
    reason,
    threshold_id,
    is_threshold_uncertain,
    'rows' as rests_on,
    cast(null as bigint) as failed_count,
    cast(null as double) as numerator_total,
    cast(null as double) as denominator_total
from counties
union all
select
    items.county_id,
    items.cycle_id,
    items.entity_type,
    items.entity_id,
    coalesce(composed.composition_id, items.entity_id) as composition_id,
    items.indicator_id,
    items.stage,
    items.value,
    items.numerator,
    items.denominator,
    items.limit_value,
    items.verdict,
    items.is_borderline,
    items.reason,
    items.threshold_id,
    items.is_threshold_uncertain,
    items.rests_on,
    items.failed_count,
    items.numerator_total,
    items.denominator_total
from items
inner join county_cycles as cycle
    on
        items.county_id = cycle.county_id
        and items.cycle_id = cycle.cycle_id
left join composed
    on
        items.county_id = composed.county_id
        and items.entity_id = composed.school_id
        and {{ holds_on('composed', first_day_of('cycle.statistics_school_year')) }}
