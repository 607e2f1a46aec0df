-- grain: one row per exam, subject, school and class of takers; one more without a
-- class for those whose class is unknown, so that the rows make up the school
with measured as (
    select * from {{ ref('int_quality_measured') }}
    where entity_type = 'class' and denominator = 'takers'
),

schools as (
    select * from {{ ref('int_quality_school_placed') }}
    where school_id is not null
),

classes as (
    select
        county_id,
        exam_id,
        subject,
        split_part(entity_id, '|', 1) as school_id,
        entity_id as class_id,
        pupil_count
    from measured
),

rests as (
    select
        school.county_id,
        school.exam_id,
        school.subject,
        school.school_id,
        cast(null as string) as class_id,
        cast(school.pupil_count - coalesce(sum(class.pupil_count), 0) as bigint)
            as pupil_count
    from schools as school
    left join classes as class
        on
            school.county_id = class.county_id
            and school.exam_id = class.exam_id
            and school.subject = class.subject
            and school.school_id = class.school_id
    group by
        school.county_id,
        school.exam_id,
        school.subject,
        school.school_id,
        school.pupil_count
)

select * from classes
union all
select * from rests
where pupil_count > 0
