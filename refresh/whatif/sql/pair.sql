-- Every item before and after, from the views before_<mart> and after_<mart>, the table `asked`
-- (county and cycle) and the seeds of the kept database. Verdicts are taken as the models decided
-- them; nothing is judged here.

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
