-- What a what-if shows, from the views before_<mart> and after_<mart>, the tables `asked` (county
-- and cycle) and `changes`, and the seeds of the kept database. Verdicts are taken as the models
-- decided them; nothing is judged here.
create macro printed(value, print_format) as case print_format
    when 'percent1' then cast(cast(100 * value as decimal(18, 1)) as varchar) || '%'
    when 'decimal3' then cast(cast(value as decimal(18, 3)) as varchar)
    when 'decimal2' then cast(cast(value as decimal(18, 2)) as varchar)
    else cast(cast(value as decimal(18, 0)) as varchar)
end;

create macro word(list, wanted) as (
    select name_zh from kept.seeds.display_word where list_id = list and code = wanted
);

create macro stage_word(wanted) as coalesce(
    (select name_zh from kept.seeds.code_list where list_id = 'stage' and code = wanted), ''
);

create macro rank_of(verdict) as case verdict
    when 'not_met' then 0 when 'incomplete' then 1 when 'met' then 2
end;

-- the seven indicators of a school stage stand in a mart of their own
create table before_item as
select entity_type, entity_id, cycle_id, indicator_id, stage, county_id, value, limit_value,
    verdict, reason
from before_fct_indicator_verdict
union all
select 'school_stage', school_id, cycle_id, indicator_id, stage, county_id, value,
    cast(standard as double),
    case
        when not is_in_scope then 'not_applicable'
        when is_pass then 'met'
        when not is_pass then 'not_met'
        else 'incomplete'
    end,
    coalesce(missing_reason, scope_reason)
from before_fct_school_resource;

create table after_item as
select entity_type, entity_id, cycle_id, indicator_id, stage, county_id, value, limit_value,
    verdict, reason
from after_fct_indicator_verdict
union all
select 'school_stage', school_id, cycle_id, indicator_id, stage, county_id, value,
    cast(standard as double),
    case
        when not is_in_scope then 'not_applicable'
        when is_pass then 'met'
        when not is_pass then 'not_met'
        else 'incomplete'
    end,
    coalesce(missing_reason, scope_reason)
from after_fct_school_resource;

create table pair as
select
    coalesce(b.entity_type, a.entity_type) as entity_type,
    coalesce(b.entity_id, a.entity_id) as entity_id,
    coalesce(b.cycle_id, a.cycle_id) as cycle_id,
    coalesce(b.county_id, a.county_id) as county_id,
    coalesce(b.indicator_id, a.indicator_id) as indicator_id,
    coalesce(b.stage, a.stage) as stage,
    b.value as value_before,
    a.value as value_after,
    coalesce(a.limit_value, b.limit_value) as limit_value,
    b.verdict as verdict_before,
    a.verdict as verdict_after,
    b.reason as reason_before,
    a.reason as reason_after,
    b.verdict is distinct from a.verdict as is_other_verdict,
    b.value is distinct from a.value
    or b.verdict is distinct from a.verdict
    or b.limit_value is distinct from a.limit_value
    or b.reason is distinct from a.reason as is_changed
from before_item as b
full join after_item as a
    on b.entity_type = a.entity_type
    and b.entity_id = a.entity_id
    and b.cycle_id = a.cycle_id
    and b.indicator_id = a.indicator_id
    and b.stage = a.stage
where (coalesce(b.county_id, a.county_id), coalesce(b.cycle_id, a.cycle_id)) in (
    select (county_id, cycle_id) from asked
);

-- of what schools are judged by, the county has the share of its schools that meet it
create table shown as
select
    pair.*,
    case
        when entity_type = 'county' and indicator_id in (
            select indicator_id from pair where entity_type = 'school'
        ) then 'percent1'
        else indicator.print_format
    end as print_format
from pair
left join kept.seeds.indicator as indicator using (indicator_id);

create table named as
select
    pair.* exclude (print_format),
    asked.county_name,
    asked.cycle_name,
    coalesce(school.school_name, asked.county_name) as entity_name,
    indicator.position,
    indicator.comparison,
    indicator.name_zh as item,
    indicator.short_name_zh as short_item,
    stage_word(pair.stage) as stage_name,
    printed(value_before, pair.print_format) as before_text,
    printed(value_after, pair.print_format) as after_text,
    printed(limit_value, pair.print_format) as limit_text,
    word('change', case
        when rank_of(verdict_after) > rank_of(verdict_before) then 'better'
        when rank_of(verdict_after) < rank_of(verdict_before) then 'worse'
        when is_other_verdict then 'other'
        when is_changed then 'moved'
        else 'same'
    end) as change_name,
    coalesce(word('reason', reason_after), '') as note
from shown as pair
inner join asked on pair.county_id = asked.county_id and pair.cycle_id = asked.cycle_id
left join kept.seeds.indicator as indicator on pair.indicator_id = indicator.indicator_id
left join before_dim_school as school
    on pair.entity_type <> 'county'
    and pair.county_id = school.county_id
    and pair.entity_id = school.school_id
    and asked.school_year = school.school_year;

-- the verdict on the whole county, and of the items that are asked how many are met
create macro of_items(met, asked) as met || '/' || asked;

create table whole as
select
    asked.county_id, asked.county_name, asked.cycle_id, asked.cycle_name,
    a.item_count - a.not_applicable_count as asked_count,
    of_items(b.met_count, b.item_count - b.not_applicable_count) as before_text,
    of_items(a.met_count, a.item_count - a.not_applicable_count) as after_text,
    b.verdict as verdict_before, a.verdict as verdict_after
from asked
inner join before_int_readiness_counted as b
    on asked.county_id = b.county_id and asked.cycle_id = b.cycle_id
inner join after_int_readiness_counted as a
    on asked.county_id = a.county_id and asked.cycle_id = a.cycle_id;

create table whatif_county as
select county_id, county_name, cycle_id, cycle_name, 0 as position, '' as stage,
    word('what_if', 'county_verdict') as item, '' as stage_name, before_text, after_text,
    null as comparison, '' as limit_text, verdict_before, verdict_after,
    word('change', case
        when rank_of(verdict_after) > rank_of(verdict_before) then 'better'
        when rank_of(verdict_after) < rank_of(verdict_before) then 'worse'
        when verdict_before is distinct from verdict_after then 'other'
        when before_text <> after_text then 'moved'
        else 'same'
    end) as change_name,
    '' as note
from whole
union all
select county_id, county_name, cycle_id, cycle_name, position, stage, item, stage_name,
    before_text, after_text, comparison, limit_text, verdict_before, verdict_after, change_name,
    note
from named
where entity_type = 'county';

create table whatif_item as
select county_id, county_name, cycle_id, cycle_name, position, stage, entity_id, entity_name,
    stage_name, item, before_text, after_text, comparison, limit_text, verdict_before,
    verdict_after, change_name, note,
    case when entity_type = 'county' then 0 else 1 end as turn
from named
where is_changed;

create table cost as
select 'before' as side, county_id, cycle_id, school_id, stage, cost_to_standard_yuan,
    plan_cost_yuan
from before_fct_resource_gap
union all
select 'after', county_id, cycle_id, school_id, stage, cost_to_standard_yuan, plan_cost_yuan
from after_fct_resource_gap;

-- of what has no price, or no plan, nothing is summed
create macro whole_sum(amount) as case when count(*) = count(amount) then sum(amount) end;

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

create table whatif_change as
select
    changes.line, coalesce(school.school_name, asked.county_name) as place_name,
    changes.form_label, changes.row_name, changes.item, changes.unit, changes.old_text,
    changes.new_text, changes.reason, changes.file_name, changes.sheet, changes.cell,
    concat_ws('；',
        case when changes.old_text = changes.new_text then word('what_if', 'same_value') end,
        case
            when not changes.is_used then word('what_if', 'form_not_used')
            when changes.old_text <> changes.new_text and not exists (
                select 1 from pair
                where
                    pair.is_changed
                    -- a form of the county about its schools is judged of the county, too
                    and pair.entity_id in (changes.sender_id, changes.school_id)
            ) then word('what_if', 'no_effect')
        end,
        case when changes.is_split_lost then word('what_if', 'campuses_disagree') end
    ) as note
from changes
inner join asked on changes.county_id = asked.county_id and changes.cycle_id = asked.cycle_id
left join before_dim_school as school
    on changes.county_id = school.county_id
    and changes.school_id = school.school_id
    and asked.school_year = school.school_year;
