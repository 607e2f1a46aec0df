-- grain: one row per exam, subject, school and class of takers; one more without a
-- class for those whose class is unknown, so that the rows make up the school
{% set school = 'county_id, exam_id, subject, school_id' %}
{% set in_order -%}
    partition by {{ school }}
    order by is_small desc, pupil_count asc, coalesce(class_id, '') asc
    rows between unbounded preceding and current row
{%- endset %}
with measured as (
    select * from {{ ref('int_quality_measured') }}
    where entity_type = 'class' and denominator = 'takers'
),

schools as (
    select * from {{ ref('int_quality_school_withheld') }}
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
),

parts as (
    select * from classes
    union all
    select * from rests
    where pupil_count > 0
),

sized as (
    select
        part.*,
        school.minimum_count,
        case when school.is_withheld then 1 else 0 end as is_school_withheld,
        case
            when
                not school.is_school_releasable
                or part.pupil_count < school.minimum_count
                then 1
            else 0
        end as is_small
    from parts as part
    inner join schools as school
        on
            part.county_id = school.county_id
            and part.exam_id = school.exam_id
            and part.subject = school.subject
            and part.school_id = school.school_id
)

select
    county_id,
    exam_id,
    subject,
    school_id,
    class_id,
    is_small = 1
    or (
        -- the classes of a withheld school would add up to it
        greatest(max(is_small) over (partition by {{ school }}), is_school_withheld) = 1
        and (
            count(*) over ({{ in_order }}) + is_school_withheld <= 2
            or sum(pupil_count) over ({{ in_order }}) - pupil_count < minimum_count
        )
    ) as is_withheld
from sized
