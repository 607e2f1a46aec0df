-- grain: one row per city or province and assessment cycle: its counties together
with counties as (select * from {{ ref('fct_county_readiness') }}),

placed as (
    select
        *,
        'city' as region_level,
        substr(county_id, 1, 4) || '00' as region_id
    from counties
    union all
    select
        *,
        'province' as region_level,
        substr(county_id, 1, 2) || '0000' as region_id
    from counties
)

select
    cast(region_id as string) as region_id,
    cast(cycle_id as string) as cycle_id,
    cast(region_level as string) as region_level,
    cast(count(*) as integer) as county_count,
    cast(count(case when verdict = 'met' then 1 end) as integer) as met_county_count,
    cast(count(case when verdict = 'not_met' then 1 end) as integer)
        as not_met_county_count,
    cast(count(case when verdict = 'incomplete' then 1 end) as integer)
        as incomplete_county_count,
    cast(count(case when veto_count > 0 then 1 end) as integer) as vetoed_county_count,
    cast(count(case when plan_status = 'behind' then 1 end) as integer)
        as behind_county_count,
    cast(sum(met_count) as integer) as met_item_count,
    cast(sum(item_count - not_applicable_count) as integer) as asked_item_count
from placed
group by region_id, cycle_id, region_level
