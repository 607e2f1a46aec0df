-- grain: one row per school, school year and scope of indicators
-- a school is in when any of its stages is
with stages as (select * from {{ ref('int_stage_scoped') }})

select
    county_id,
    school_year,
    school_id,
    scope_id,
    max(case when is_in_scope then 1 else 0 end) = 1 as is_in_scope,
    case
        when max(case when is_in_scope then 1 else 0 end) = 1
            then max(case when is_in_scope then scope_reason end)
        else min(scope_reason)
    end as scope_reason
from stages
group by county_id, school_year, school_id, scope_id
