{{ config(materialized='ephemeral') }}
-- grain: one row per assessment cycle and school stage
-- counts of passes; the verdict is fct_indicator_verdict's
select
    cycle_id,
    county_id,
    school_id,
    stage,
    is_in_scope,
    scope_reason,
    count(*) as indicator_count,
    count(case when is_pass then 1 end) as pass_count,
    count(case when not is_pass then 1 end) as fail_count,
    count(case when is_borderline then 1 end) as borderline_count,
    count(case when not is_floor_pass then 1 end) as below_floor_count,
    count(case when is_floor_borderline then 1 end) as floor_borderline_count,
    count(case when is_pass is null then 1 end) as missing_count
from {{ ref('fct_school_resource') }}
group by cycle_id, county_id, school_id, stage, is_in_scope, scope_reason
