-- grain: one row per county and group of items in the newest assessment cycle
with items as (select * from {{ ref('rpt_balance__overview') }})

select
    cast(county_id as string) as county_id,
    cast(county_name as string) as county_name,
    cast(indicator_group as string) as indicator_group,
    cast(min(position) as integer) as position,
    cast(group_name as string) as group_name,
    cast(count(case when verdict = 'met' then 1 end) as integer) as met_count,
    cast(count(case when verdict = 'not_met' then 1 end) as integer) as not_met_count,
    cast(count(case when verdict = 'incomplete' then 1 end) as integer)
        as incomplete_count,
    cast(count(case when verdict = 'not_applicable' then 1 end) as integer)
        as not_applicable_count,
    cast(
        coalesce(
            {{ joined_text(
                "case when verdict = 'not_met' then short_item end", '、',
                'position, stage desc'
            ) }}, ''
        ) as string
    ) as not_met_items
from items
group by county_id, county_name, indicator_group, group_name
