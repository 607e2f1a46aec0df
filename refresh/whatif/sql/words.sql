-- How what a what-if shows is printed, named, ranked and summed.
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

create macro of_items(met, asked) as met || '/' || asked;

-- of what has no price, or no plan, nothing is summed
create macro whole_sum(amount) as case when count(*) = count(amount) then sum(amount) end;
