-- grain: one row per assessment cycle, school with a plan, indicator and what it is
-- bought for
-- of all plans the cheapest; a teacher who is hired lifts R1, R2 and R3 at once
-- (standard.md 12.11) and costs what the dearest of them costs
with lines as (select * from {{ ref('int_plan_line') }}),

unit_costs as (select * from {{ ref('int_unit_cost_resolved') }}),

needed as (
    select
        line.*,
        unit_cost.yuan_per_unit,
        {{ whole_units('line.purchase') }} as need,
        case when line.is_split then line.indicator_id else 'teacher' end as bought_with
    from lines as line
    inner join unit_costs as unit_cost
        on
            line.cycle_id = unit_cost.cycle_id
            and line.county_id = unit_cost.county_id
            and line.indicator_id = unit_cost.indicator_id
),

ordered as (
    select
        *,
        coalesce(
            max(need) over (
                partition by
                    cycle_id,
                    county_id,
                    school_id,
                    primary_option,
                    junior_option,
                    bought_for,
                    bought_with
                order by yuan_per_unit desc, indicator_id asc
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as need_met_by_dearer
    from needed
),

costed as (
    select
        *,
        cast(
            cast(greatest(need - need_met_by_dearer, 0) as decimal(18, 0))
            * yuan_per_unit as decimal(30, 2)
        ) as cost_yuan
    from ordered
),

totalled as (
    select
        *,
        sum(cost_yuan) over (
            partition by cycle_id, county_id, school_id, primary_option, junior_option
        ) as plan_cost_yuan
    from costed
),

ranked as (
    select
        *,
        dense_rank() over (
            partition by cycle_id, county_id, school_id
            order by plan_cost_yuan asc, primary_option asc, junior_option asc
        ) as preference
    from totalled
)

select
    cycle_id,
    county_id,
    school_id,
    indicator_id,
    bought_for,
    primary_option,
    junior_option,
    need,
    cost_yuan
from ranked
where preference = 1
