-- grain: one row per entity, exam and subject
-- takers decide for the roster too: both have the same sum of scores
with strata as (select * from {{ ref('int_quality_stratum_withheld') }}),

schools as (select * from {{ ref('int_quality_school_withheld') }}),

members as (select * from {{ ref('int_group_member_placed') }}),

classes as (select * from {{ ref('int_quality_class_withheld') }}),

exams as (select * from {{ ref('dim_exam') }}),

group_cells as (
    select
        school.county_id,
        school.exam_id,
        school.subject,
        member.group_id,
        -- a sum with some of a cell's withheld schools would tell them from the others
        count(case when school.is_withheld then 1 end)
        between 1 and max(school.withheld_in_cell_count) - 1 as is_telling,
        sum(school.pupil_count) as pupil_count,
        max(school.minimum_count) as minimum_count
    from schools as school
    inner join members as member
        on
            school.county_id = member.county_id
            and school.school_id = member.school_id
            and school.school_year = member.school_year
    group by
        school.county_id,
        school.exam_id,
        school.subject,
        member.group_id,
        school.open_stratum_id,
        school.group_ids
),

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
        county_id,
        exam_id,
        subject,
        'group' as entity_type,
        group_id as entity_id,
        max(is_telling) or sum(pupil_count) < max(minimum_count) as is_withheld,
        false as is_releasable
    from group_cells
    group by county_id, exam_id, subject, group_id
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
