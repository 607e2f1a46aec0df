-- grain: one row per assessment cycle and school in scope
-- whether a plan can be drawn for it: every value and every price must be known
with shortages as (select * from {{ ref('int_resource_shortage') }}),

unit_costs as (select * from {{ ref('int_unit_cost_resolved') }}),

verdicts as (select * from {{ ref('int_school_judged') }}),

counted as (
    select
        shortage.cycle_id,
        shortage.county_id,
        shortage.school_id,
        max(case when shortage.stage = 'primary' then 1 else 0 end) = 1 as has_primary,
        max(case when shortage.stage = 'junior' then 1 else 0 end) = 1 as has_junior,
        count(*)
        - count(
            case
                when
                    shortage.purchase_to_standard >= 0
                    and shortage.purchase_to_floor >= 0
                    then 1
            end
        ) as unknown_count,
        count(*) - count(unit_cost.yuan_per_unit) as unpriced_count
    from shortages as shortage
    left join unit_costs as unit_cost
        on
            shortage.county_id = unit_cost.county_id
            and shortage.cycle_id = unit_cost.cycle_id
            and shortage.indicator_id = unit_cost.indicator_id
    group by shortage.cycle_id, shortage.county_id, shortage.school_id
),

allowed as (
    select
        cycle_id,
        county_id,
        school_id,
        max(indicator_count - limit_value) as allowed_count
    from verdicts
    group by cycle_id, county_id, school_id
)

select
    counted.cycle_id,
    counted.county_id,
    counted.school_id,
    counted.has_primary,
    counted.has_junior,
    cast(allowed.allowed_count as integer) as allowed_count,
    case
        when counted.unknown_count > 0 then 'value_missing'
        when allowed.allowed_count is null then 'no_threshold'
        when counted.unpriced_count > 0 then 'no_unit_cost'
    end as plan_reason
from counted
inner join allowed
    on
        counted.cycle_id = allowed.cycle_id
        and counted.county_id = allowed.county_id
        and counted.school_id = allowed.school_id
