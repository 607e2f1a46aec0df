{{ config(materialized='ephemeral') }}
-- grain: one row per assessment cycle and school stage
-- counts of passes; open is what a missing or disputed value could decide, the verdict
-- is int_school_judged's
select
    cycle_id,
    county_id,
    school_id,
    stage,
    is_in_scope,
    scope_reason,
    {{ pass_counts() }},
    count(case when is_borderline then 1 end) as borderline_count,
    count(case when is_floor_borderline then 1 end) as floor_borderline_count,
    count(case when missing_reason = 'sources_disagree' then 1 end)
    = count(case when is_pass is null or is_floor_pass is null then 1 end)
        as is_only_disputed,
    max(case when is_threshold_uncertain then 1 else 0 end) = 1
        as is_threshold_uncertain
from {{ ref('fct_school_resource') }}
group by cycle_id, county_id, school_id, stage, is_in_scope, scope_reason
