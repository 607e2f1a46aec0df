-- How many verdicts of each kind, and what all would cost.
create table whatif_summary as
with counted as (
    select county_id, cycle_id, 1 as position, 'county_met' as what, '' as stage,
        count(*) filter (where verdict_before = 'met') as amount_before,
        count(*) filter (where verdict_after = 'met') as amount_after
    from named where entity_type = 'county' group by all
    union all
    select county_id, cycle_id, 2, 'county_not_met', '',
        count(*) filter (where verdict_before = 'not_met'),
        count(*) filter (where verdict_after = 'not_met')
    from named where entity_type = 'county' group by all
    union all
    select county_id, cycle_id, 3, 'county_incomplete', '',
        count(*) filter (where verdict_before = 'incomplete'),
        count(*) filter (where verdict_after = 'incomplete')
    from named where entity_type = 'county' group by all
    union all
    select county_id, cycle_id, 4, 'school_met', stage,
        count(*) filter (where verdict_before = 'met'),
        count(*) filter (where verdict_after = 'met')
    from named where indicator_id = 'R' group by all
    union all
    select county_id, cycle_id, 5, 'school_not_met', stage,
        count(*) filter (where verdict_before = 'not_met'),
        count(*) filter (where verdict_after = 'not_met')
    from named where indicator_id = 'R' group by all
    union all
    select county_id, cycle_id, 6, 'cost_to_standard', '',
        whole_sum(case when side = 'before' then cost_to_standard_yuan else 0 end),
        whole_sum(case when side = 'after' then cost_to_standard_yuan else 0 end)
    from cost group by all
    union all
    select county_id, cycle_id, 7, 'cost_of_plan', '',
        whole_sum(case when side = 'before' then plan_cost_yuan else 0 end),
        whole_sum(case when side = 'after' then plan_cost_yuan else 0 end)
    from cost group by all
)

select
    asked.county_id, asked.county_name, asked.cycle_id, asked.cycle_name,
    counted.position, counted.stage,
    word('what_if', counted.what) as what,
    stage_word(counted.stage) as stage_name,
    cast(counted.amount_before as decimal(30, 0)) as amount_before,
    cast(counted.amount_after as decimal(30, 0)) as amount_after,
    cast(counted.amount_after - counted.amount_before as decimal(30, 0)) as difference
from counted
inner join asked on counted.county_id = asked.county_id and counted.cycle_id = asked.cycle_id;
