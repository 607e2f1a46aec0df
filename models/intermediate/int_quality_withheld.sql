-- grain: one row per entity, exam and subject
-- takers decide for the roster too: both have the same sum of scores
with strata as (select * from {{ ref('int_quality_stratum_withheld') }}),

dissolved as (
    select * from {{ ref('int_quality_group_dissolved') }}
    where is_dissolved
),

schools as (select * from {{ ref('int_quality_school_withheld') }}),

members as (select * from {{ ref('int_group_member_placed') }}),

classes as (select * from {{ ref('int_quality_class_withheld') }}),

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
    union all
    select
        county_id,
        exam_id,
        subject,
        'stratum' as entity_type,
        stratum_id as entity_id,
        is_withheld,
        is_releasable
    from strata
    where stratum_id is not null
    union all
    select
        school.county_id,
        school.exam_id,
        school.subject,
        'group' as entity_type,
        member.group_id as entity_id,
        -- a dissolved group whose schools are all shown has nothing to hide
        max(school.is_withheld) and count(dissolved.group_id) > 0 as is_withheld,
        false as is_releasable
    from schools as school
    inner join members as member
        on
            school.county_id = member.county_id
            and school.school_id = member.school_id
            and school.school_year = member.school_year
    left join dissolved
        on
            school.county_id = dissolved.county_id
            and school.exam_id = dissolved.exam_id
            and school.subject = dissolved.subject
            and member.group_id = dissolved.group_id
    group by school.county_id, school.exam_id, school.subject, member.group_id
    union all
    select
        county_id,
        exam_id,
        subject,
        'school' as entity_type,
        school_id as entity_id,
        is_withheld,
        false as is_releasable
    from schools
    where school_id is not null
    union all
    select
        county_id,
        exam_id,
        subject,
        'class' as entity_type,
        class_id as entity_id,
        is_withheld,
        false as is_releasable
    from classes
    where class_id is not null
)

select
    entities.county_id,
    entities.exam_id,
    entities.subject,
    entities.entity_type,
    entities.entity_id,
    entities.is_releasable or coalesce(exam.is_school_level_releasable, false)
        as is_releasable,
    entities.is_withheld
    or not (
        entities.is_releasable or coalesce(exam.is_school_level_releasable, false)
    ) as is_suppressed
from entities
left join exams as exam
    on entities.county_id = exam.county_id and entities.exam_id = exam.exam_id
