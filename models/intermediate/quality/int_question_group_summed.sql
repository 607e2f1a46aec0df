-- grain: one row per exam, subject, question group and entity (school, stratum, county)
with schools as (select * from {{ ref('int_question_group_school') }}),

entities as (
    select
        *,
        'school' as entity_type,
        school_id as entity_id
    from schools
    union all
    select
        *,
        'stratum' as entity_type,
        stratum_id as entity_id
    from schools
    where stratum_id is not null
    union all
    select
        *,
        'county' as entity_type,
        county_id as entity_id
    from schools
)

select
    county_id,
    exam_id,
    subject,
    question_group,
    entity_type,
    entity_id,
    -- what schools of an exam share is the same in all of them
    max(school_year) as school_year,
    max(case when is_school_level_releasable then 1 else 0 end) = 1
        as is_school_level_releasable,
    max(item_count) as item_count,
    max(full_score) as full_score,
    max(case when entity_type = 'school' then stratum_id end) as stratum_id,
    max(case when entity_type = 'school' then reason end) as reason,
    count(case when reason is null then 1 end) as school_count,
    count(reason) as set_aside_school_count,
    cast(sum(case when reason is null then pupil_count end) as bigint) as pupil_count,
    cast(sum(case when reason is null then score_sum end) as decimal(18, 2))
        as score_sum,
    cast(sum(case when reason is null then attainable_sum end) as decimal(18, 2))
        as attainable_sum
from entities
group by county_id, exam_id, subject, question_group, entity_type, entity_id
