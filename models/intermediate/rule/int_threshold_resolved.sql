-- grain: one row per county, school year, indicator and stage
-- the rule for all who are of no kind that a relaxed rule is for
select
    county_id,
    school_year,
    indicator_id,
    stage,
    threshold_id,
    limit_value,
    is_uncertain
from {{ ref('int_threshold_placed') }}
where school_flag = 'none'
