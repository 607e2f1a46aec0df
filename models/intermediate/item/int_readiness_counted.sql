-- grain: one row per county and assessment cycle: its items, and its verdict
-- one item that fails decides, one that is open only where none fails (12.2)
with items as (select * from {{ ref('int_readiness_item') }}),

counted as (
    select
        county_id,
        cycle_id,
        count(*) as item_count,
        count(case when verdict = 'met' then 1 end) as met_count,
        count(case when verdict = 'not_met' then 1 end) as not_met_count,
        count(case when verdict = 'incomplete' then 1 end) as incomplete_count,
        count(case when verdict = 'not_applicable' then 1 end) as not_applicable_count,
        count(case when verdict = 'not_met' and indicator_group = 'V' then 1 end)
            as veto_count,
        count(case when verdict = 'not_met' and not is_borderline then 1 end)
            as plain_failure_count
    from items
    group by county_id, cycle_id
)

select
    *,
    case
        when not_met_count > 0 then 'not_met'
        when incomplete_count > 0 then 'incomplete'
        else 'met'
    end as verdict,
    not_met_count > 0 and incomplete_count = 0 and plain_failure_count = 0
        as is_borderline,
    case
        when veto_count > 0 then 'veto'
        when not_met_count > 0 then 'item_fails'
        when incomplete_count > 0 then 'item_open'
    end as reason
from counted
