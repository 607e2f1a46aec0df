{% set indicators = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7'] %}
{% set outcomes = ['pass', 'floor', 'fail', 'missing'] %}
-- grain: one row per school stage in the newest assessment cycle, the indicators side
-- by side
with judged as (
    select
        resource.*,
        substr(resource.indicator_id, 2) as place,
        case
            when resource.is_pass then 'pass'
            when resource.is_floor_pass then 'floor'
            when resource.is_pass is null then 'missing'
            else 'fail'
        end as outcome
    from {{ ref('fct_school_resource') }} as resource
    inner join {{ ref('int_county_newest_cycle') }} as newest
        on
            resource.county_id = newest.county_id
            and resource.cycle_id = newest.cycle_id
)

select
    county_id,
    cycle_id,
    school_id,
    stage,
    {% for indicator in indicators -%}
        max(case when indicator_id = '{{ indicator }}' then value end)
            as {{ indicator | lower }}_value,
        max(case when indicator_id = '{{ indicator }}' then outcome end)
            as {{ indicator | lower }}_outcome,
    {% endfor -%}
    -- the form's remark: which of the seven reach the standard, which only 85 %
    {% for outcome in outcomes -%}
        {{ joined_text(
            "case when outcome = '" ~ outcome ~ "' then place end", '、', 'place'
        ) }} as {{ outcome }}_places,
    {% endfor -%}
    max(denominator) as pupil_count
from judged
group by county_id, cycle_id, school_id, stage
