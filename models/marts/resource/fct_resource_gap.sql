-- grain: one row per assessment cycle, school stage in scope and indicator R1 to R7
with resources as (
    select * from {{ ref('fct_school_resource') }}
    where is_in_scope
),

shortages as (select * from {{ ref('int_resource_shortage') }}),

campuses as (select * from {{ ref('int_campus_need') }}),

schools as (select * from {{ ref('int_plan_school') }}),

plans as (select * from {{ ref('int_plan_cheapest') }}),

options as (select * from {{ ref('int_plan_option') }}),

unit_costs as (select * from {{ ref('int_unit_cost_resolved') }}),

balances as (select * from {{ ref('int_balance_if_lifted') }}),

joined as (
    select
        resource.*,
        shortage.is_split,
        shortage.unit_zh,
        shortage.bought_for,
        shortage.shortage_to_standard,
        shortage.shortage_to_floor,
        shortage.purchase_to_standard,
        shortage.purchase_to_floor,
        campus.need_to_standard as campus_need_to_standard,
        campus.need_to_floor as campus_need_to_floor,
        campus.told_stage_position
        = case when resource.stage = 'primary' then 1 else 2 end as is_told_here,
        unit_cost.yuan_per_unit,
        unit_cost.is_uncertain as is_unit_cost_uncertain,
        school.plan_reason,
        plan.need as plan_need,
        plan.cost_yuan as plan_cost_yuan,
        option.is_left,
        balance.value_below_mean,
        balance.cv_if_at_mean,
        balance.cv - balance.cv_if_at_mean as cv_drop_if_at_mean
    from resources as resource
    inner join shortages as shortage
        on
            resource.cycle_id = shortage.cycle_id
            and resource.county_id = shortage.county_id
            and resource.school_id = shortage.school_id
            and resource.stage = shortage.stage
            and resource.indicator_id = shortage.indicator_id
    left join campuses as campus
        on
            shortage.cycle_id = campus.cycle_id
            and shortage.county_id = campus.county_id
            and shortage.school_id = campus.school_id
            and shortage.indicator_id = campus.indicator_id
            and shortage.bought_for = campus.bought_for
    left join unit_costs as unit_cost
        on
            resource.cycle_id = unit_cost.cycle_id
            and resource.county_id = unit_cost.county_id
            and resource.indicator_id = unit_cost.indicator_id
    inner join schools as school
        on
            resource.cycle_id = school.cycle_id
            and resource.county_id = school.county_id
            and resource.school_id = school.school_id
    left join plans as plan
        on
            shortage.cycle_id = plan.cycle_id
            and shortage.county_id = plan.county_id
            and shortage.school_id = plan.school_id
            and shortage.indicator_id = plan.indicator_id
            and shortage.bought_for = plan.bought_for
    left join options as option
        on
            plan.indicator_id = option.indicator_id
            and option.option_id = case
                when resource.stage = 'primary' then plan.primary_option
                else plan.junior_option
            end
    left join balances as balance
        on
            resource.cycle_id = balance.cycle_id
            and resource.county_id = balance.county_id
            and resource.school_id = balance.school_id
            and resource.stage = balance.stage
            and resource.indicator_id = balance.indicator_id
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
    cast(unit_zh as string) as amount_unit,
    cast(value as double) as value,
    cast(standard as decimal(12, 6)) as standard,
    cast(floor as decimal(16, 9)) as floor,
    cast(shortage_to_standard as double) as shortage_to_standard,
    cast(shortage_to_floor as double) as shortage_to_floor,
    cast({{ whole_units('purchase_to_standard') }} as bigint) as stage_need_to_standard,
    cast({{ whole_units('purchase_to_floor') }} as bigint) as stage_need_to_floor,
    cast(case when is_split then bought_for end as string) as campus_school_id,
    cast(campus_need_to_standard as bigint) as campus_need_to_standard,
    cast(campus_need_to_floor as bigint) as campus_need_to_floor,
    cast(is_told_here as boolean) as is_told_here,
    cast(yuan_per_unit as decimal(12, 2)) as yuan_per_unit,
    cast(is_unit_cost_uncertain as boolean) as is_unit_cost_uncertain,
    cast(
        case
            when is_told_here
                then cast(campus_need_to_standard as decimal(18, 0)) * yuan_per_unit
            when
                campus_need_to_standard is not null
                and yuan_per_unit is not null
                then 0
        end as decimal(30, 2)
    ) as cost_to_standard_yuan,
    coalesce(is_left and shortage_to_standard > 0, false) as is_left_at_floor,
    cast(plan_need as bigint) as plan_need,
    cast(
        case when is_told_here then plan_cost_yuan when plan_need is not null then 0 end
        as decimal(30, 2)
    ) as plan_cost_yuan,
    cast(plan_reason as string) as plan_reason,
    cast(value_below_mean as double) as value_below_mean,
    cast(cv_if_at_mean as double) as cv_if_at_mean,
    cast(cv_drop_if_at_mean as double) as cv_drop_if_at_mean
from joined
