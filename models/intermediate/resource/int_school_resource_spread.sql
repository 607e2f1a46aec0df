{{ config(materialized='ephemeral') }}
{% set indicators = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7'] %}
-- grain: one row per school stage in the newest assessment cycle, the indicators side
-- by side
select
    county_id,
    cycle_id,
    school_id,
    stage,
    {% for indicator in indicators -%}
        max(case when indicator_id = '{{ indicator }}' then value end)
            as {{ indicator | lower }}_value,
        max(case when indicator_id = '{{ indicator }}' then outcome_name end)
            as {{ indicator | lower }}_outcome,
    {% endfor -%}
    max(denominator) as pupil_count
from {{ ref('int_school_resource_judged') }}
group by county_id, cycle_id, school_id, stage
