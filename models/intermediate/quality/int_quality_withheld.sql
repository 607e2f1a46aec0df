{% set parts = ['stratum', 'group', 'school', 'class'] %}
-- grain: one row per entity, exam and subject
-- takers decide for the roster too: both have the same sum of scores
with strata as (select * from {{ ref('int_quality_stratum_withheld') }}),

exams as (select * from {{ ref('dim_exam') }}),

entities as (
    select
        county_id,
        exam_id,
        subject,
        'county' as entity_type,
        county_id as entity_id,
        max(is_county_withheld) as is_withheld,
        max(is_county_releasable) as is_releasable
    from strata
    group by county_id, exam_id, subject
    {% for part in parts -%}
        union all
        select
            county_id,
            exam_id,
            subject,
            '{{ part }}' as entity_type,
            {{ part }}_id as entity_id,
            is_withheld,
            {{ 'is_releasable' if part == 'stratum' else 'false' }} as is_releasable
        from {{ ref('int_quality_' ~ part ~ '_withheld') }}
        where {{ part }}_id is not null
    {% endfor %}
),

released as (
    select
        entities.county_id,
        entities.exam_id,
        entities.subject,
        entities.entity_type,
        entities.entity_id,
        entities.is_withheld,
        entities.is_releasable or coalesce(exam.is_school_level_releasable, false)
            as is_releasable
    from entities
    left join exams as exam
        on entities.county_id = exam.county_id and entities.exam_id = exam.exam_id
)

select
    county_id,
    exam_id,
    subject,
    entity_type,
    entity_id,
    is_releasable,
    is_withheld or not is_releasable as is_suppressed
from released
