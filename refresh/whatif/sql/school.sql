-- What changes at schools, and what that costs.
create table cost as
select 'before' as side, county_id, cycle_id, school_id, stage, cost_to_standard_yuan,
    plan_cost_yuan
from before_fct_resource_gap
union all
select 'after', county_id, cycle_id, school_id, stage, cost_to_standard_yuan, plan_cost_yuan
from after_fct_resource_gap;

create table whatif_school as
with changed as (
    -- distinct: a school stage has several items that change
    select distinct county_id, cycle_id, entity_id, stage
    from named
    where is_changed and entity_type <> 'county'
),

unmet as (
    select county_id, cycle_id, entity_id, stage,
        string_agg(short_item, '、' order by position)
            filter (where verdict_before = 'not_met') as before_text,
        string_agg(short_item, '、' order by position)
            filter (where verdict_after = 'not_met') as after_text
    from named
    where entity_type <> 'county' and indicator_id <> 'R'
    group by county_id, cycle_id, entity_id, stage
),

costs as (
    select county_id, cycle_id, school_id, stage,
        whole_sum(case when side = 'before' then cost_to_standard_yuan else 0 end) as cost_before,
        whole_sum(case when side = 'after' then cost_to_standard_yuan else 0 end) as cost_after
    from cost
    group by county_id, cycle_id, school_id, stage
)

select
    asked.county_id, asked.county_name, asked.cycle_id, asked.cycle_name,
    changed.entity_id as school_id, school.school_name, changed.stage,
    stage_word(changed.stage) as stage_name,
    cast(resource.value_before as bigint) as pass_before,
    cast(resource.value_after as bigint) as pass_after,
    resource.verdict_before, resource.verdict_after,
    coalesce(unmet.before_text, '') as unmet_before,
    coalesce(unmet.after_text, '') as unmet_after,
    costs.cost_before, costs.cost_after
from changed
inner join asked on changed.county_id = asked.county_id and changed.cycle_id = asked.cycle_id
inner join before_dim_school as school
    on changed.county_id = school.county_id
    and changed.entity_id = school.school_id
    and asked.school_year = school.school_year
left join pair as resource
    on resource.entity_type = 'school_stage'
    and resource.indicator_id = 'R'
    and changed.cycle_id = resource.cycle_id
    and changed.entity_id = resource.entity_id
    and changed.stage = resource.stage
left join unmet
    on changed.county_id = unmet.county_id
    and changed.cycle_id = unmet.cycle_id
    and changed.entity_id = unmet.entity_id
    and changed.stage = unmet.stage
left join costs
    on changed.county_id = costs.county_id
    and changed.cycle_id = costs.cycle_id
    and changed.entity_id = costs.school_id
    and changed.stage = costs.stage;
