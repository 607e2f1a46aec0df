-- grain: one row per exam, subject, school and class of takers
-- the classes of a withheld school would add up to it
{% set school = 'county_id, exam_id, subject, school_id' %}
with classes as (select * from {{ ref('int_quality_class_listed') }}),

schools as (select * from {{ ref('int_quality_school_withheld') }}),

sized as (
    select
        class.*,
        school.minimum_count,
        case when school.is_withheld then 1 else 0 end as is_school_withheld,
        case
            when
                not school.is_school_releasable
                or class.pupil_count < school.minimum_count
                then 1
            else 0
        end as is_small
    from classes as class
    inner join schools as school
        on
            class.county_id = school.county_id
            and class.exam_id = school.exam_id
            and class.subject = school.subject
            and class.school_id = school.school_id
)

select
    county_id,
    exam_id,
    subject,
    school_id,
    class_id,
    {{ is_withheld_within(
        school, 'pupil_count', "coalesce(class_id, '')",
        {'pupil_count': 'minimum_count'}, 'is_school_withheld'
    ) }} as is_withheld
from sized
