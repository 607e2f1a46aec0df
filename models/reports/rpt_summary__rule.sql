-- grain: one row per county and rule set that decided in the newest assessment cycle
with rules as (select * from {{ ref('rpt_balance__rule') }}),

words as (select * from {{ ref('display_word') }}),

-- one rule that was not checked marks its set; what of it stands in the workbook
counted as (
    select
        county_id,
        rule_set_id,
        rule_set_name,
        min(position) as position,
        count(*) as rule_count,
        sum(verdict_count) as verdict_count,
        case
            when max(case when is_uncertain then 1 else 0 end) = 1 then 'unchecked'
            else 'checked'
        end as certainty
    from rules
    group by county_id, rule_set_id, rule_set_name
)

select
    cast(counted.county_id as string) as county_id,
    cast(counted.rule_set_id as string) as rule_set_id,
    cast(counted.rule_set_name as string) as rule_set_name,
    cast(counted.position as integer) as position,
    cast(counted.rule_count as integer) as rule_count,
    cast(counted.verdict_count as integer) as verdict_count,
    cast(certainty.name_zh as string) as certainty_text
from counted
inner join words as certainty
    on {{ word_of('certainty', 'certainty', 'counted.certainty') }}
