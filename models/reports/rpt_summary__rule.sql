-- grain: one row per county and rule set that decided in the newest assessment cycle
with rules as (select * from {{ ref('rpt_balance__rule') }})

select
    cast(county_id as string) as county_id,
    cast(rule_set_id as string) as rule_set_id,
    cast(rule_set_name as string) as rule_set_name,
    cast(min(position) as integer) as position,
    cast(count(*) as integer) as rule_count,
    cast(sum(verdict_count) as integer) as verdict_count,
    -- what was not checked comes first
    cast(
        coalesce(
            max(case when is_uncertain then certainty_text end), max(certainty_text)
        ) as string
    ) as certainty_text
from rules
group by county_id, rule_set_id, rule_set_name
