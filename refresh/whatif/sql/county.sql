-- the verdict on the whole county, and of the items that are asked how many are met
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
