{% set grades = ['a', 'b', 'c', 'd'] %}
-- grain: one row per exam, subject and entity (school or county) with graded results
-- a row of which the grades do not add up is in no sum, so that schools still add up to
-- their county
with results as (
    select
        *,
        assessed_count <> a_count + b_count + c_count + d_count as is_contradicting
    from {{ ref('stg_graded_result') }}
),

entities as (
    select
        *,
        'school' as entity_type,
        school_id as entity_id
    from results
    union all
    select
        *,
        'county' as entity_type,
        county_id as entity_id
    from results
)

select
    county_id,
    exam_id,
    subject,
    entity_type,
    entity_id,
    {% for name in ['assessed'] + grades -%}
        cast(sum(case when not is_contradicting then {{ name }}_count end) as bigint)
            as {{ name }}_count,
    {% endfor -%}
    count(case when not is_contradicting then 1 end) as school_count,
    count(case when is_contradicting then 1 end) as contradicting_school_count
from entities
group by county_id, exam_id, subject, entity_type, entity_id
