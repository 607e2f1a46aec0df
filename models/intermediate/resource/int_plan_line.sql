{{ config(materialized='ephemeral') }}
-- grain: one row per plan of a school, indicator and what it is bought for (a campus,
-- or the stage of a teacher)
-- a plan leaves in each stage as many at the floor as may be left there
with schools as (
    select * from {{ ref('int_plan_school') }}
    where plan_reason is null
),

options as (select * from {{ ref('int_plan_option') }}),

shortages as (select * from {{ ref('int_resource_shortage') }}),

sets as (
    -- distinct: a row per indicator
    select distinct
        option_id,
        left_count
    from options
),

plans as (
    select
        school.cycle_id,
        school.county_id,
        school.school_id,
        coalesce(primary_set.option_id, 0) as primary_option,
        coalesce(junior_set.option_id, 0) as junior_option
    from schools as school
    left join sets as primary_set
        on school.has_primary and school.allowed_count = primary_set.left_count
    left join sets as junior_set
        on school.has_junior and school.allowed_count = junior_set.left_count
)

select
    plan.cycle_id,
    plan.county_id,
    plan.school_id,
    plan.primary_option,
    plan.junior_option,
    shortage.indicator_id,
    shortage.is_split,
    shortage.bought_for,
    max(
        case
            when option.is_left then shortage.purchase_to_floor
            else shortage.purchase_to_standard
        end
    ) as purchase
from plans as plan
inner join shortages as shortage
    on
        plan.cycle_id = shortage.cycle_id
        and plan.county_id = shortage.county_id
        and plan.school_id = shortage.school_id
inner join options as option
    on
        shortage.indicator_id = option.indicator_id
        and option.option_id = case
            when shortage.stage = 'primary' then plan.primary_option
            else plan.junior_option
        end
group by
    plan.cycle_id,
    plan.county_id,
    plan.school_id,
    plan.primary_option,
    plan.junior_option,
    shortage.indicator_id,
    shortage.is_split,
    shortage.bought_for
