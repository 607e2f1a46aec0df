-- grain: one row per exam, subject and school of takers, with the groups of which a sum
-- is published
with schools as (select * from {{ ref('int_quality_school_celled') }}),

members as (select * from {{ ref('int_group_member_placed') }}),

dissolved as (
    select * from {{ ref('int_quality_group_dissolved') }}
    where is_dissolved
)

select
    school.county_id,
    school.exam_id,
    school.subject,
    school.school_id,
    school.school_year,
    school.open_stratum_id,
    school.pupil_count,
    school.minimum_count,
    school.is_school_releasable,
    school.is_small,
    coalesce(
        {{ joined_text(
            'case when dissolved.group_id is null then member.group_id end',
            '|',
            'member.group_id'
        ) }},
        ''
    ) as group_ids
from schools as school
left join members as member
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
group by
    school.county_id,
    school.exam_id,
    school.subject,
    school.school_id,
    school.school_year,
    school.open_stratum_id,
    school.pupil_count,
    school.minimum_count,
    school.is_school_releasable,
    school.is_small
