-- grain: one row per assessment cycle, group, member school stage and indicator, with
-- what the same member in the same role had in the cycle before
with resources as (select * from {{ ref('fct_school_resource') }}),

county_cycles as (select * from {{ ref('int_cycle_followed') }}),

members as (select * from {{ ref('int_group_member_placed') }}),

composed as (select * from {{ ref('int_school_composed') }}),

placed as (
    select
        resource.cycle_id,
        resource.county_id,
        member.group_id,
        resource.school_id,
        resource.school_name,
        resource.stage,
        resource.indicator_id,
        resource.denominator,
        resource.value,
        resource.is_in_scope,
        member.is_leading,
        cycle.previous_cycle_id,
        coalesce(composed.composition_id, resource.school_id) as composition_id
    from resources as resource
    inner join county_cycles as cycle
        on
            resource.county_id = cycle.county_id
            and resource.cycle_id = cycle.cycle_id
    inner join members as member
        on
            resource.county_id = member.county_id
            and resource.school_id = member.school_id
            and cycle.statistics_school_year = member.school_year
    left join composed
        on
            resource.county_id = composed.county_id
            and resource.school_id = composed.school_id
            and {{ holds_on(
                'composed', first_day_of('cycle.statistics_school_year')
            ) }}
)

select
    now.cycle_id,
    now.county_id,
    now.group_id,
    now.school_id,
    now.school_name,
    now.stage,
    now.indicator_id,
    now.is_leading,
    now.is_in_scope,
    now.denominator,
    now.value,
    before.school_id is not null as is_constant,
    before.denominator as previous_denominator,
    before.value as previous_value
from placed as now
left join placed as before
    on
        -- in the key: else every row would meet every other
        case when now.is_in_scope then now.previous_cycle_id end = before.cycle_id
        and now.county_id = before.county_id
        and now.group_id = before.group_id
        and now.composition_id = before.composition_id
        and now.stage = before.stage
        and now.indicator_id = before.indicator_id
        and now.is_leading = before.is_leading
        and before.is_in_scope
