-- grain: one row per exam, subject and group with takers
-- a group with a stuck cell is dissolved: with no sum of it published, its schools
-- stand with the others of their stratum; if these are stuck even so, all groups there
-- go
with schools as (select * from {{ ref('int_quality_school_celled') }}),

members as (select * from {{ ref('int_group_member_placed') }}),

joined as (
    select
        school.*,
        member.group_id,
        max(case when school.is_stuck then 1 else 0 end) over (
            partition by
                school.county_id, school.exam_id, school.subject, member.group_id
        ) as has_stuck_cell
    from schools as school
    left join members as member
        on
            school.county_id = member.county_id
            and school.school_id = member.school_id
            and school.school_year = member.school_year
),

celled as (
    select
        county_id,
        exam_id,
        subject,
        open_stratum_id,
        school_id,
        pupil_count,
        minimum_count,
        is_small,
        {{ joined_text(
            'case when has_stuck_cell = 0 then group_id end', '|', 'group_id'
        ) }} as group_ids
    from joined
    group by
        county_id,
        exam_id,
        subject,
        open_stratum_id,
        school_id,
        pupil_count,
        minimum_count,
        is_small
),

stuck as (
    select
        county_id,
        exam_id,
        subject,
        open_stratum_id
    from celled
    group by
        county_id,
        exam_id,
        subject,
        open_stratum_id,
        coalesce(group_ids, ''),
        minimum_count
    having
        max(is_small) = 1 and (count(*) < 2 or sum(pupil_count) < minimum_count)
)

select
    joined.county_id,
    joined.exam_id,
    joined.subject,
    joined.group_id,
    max(joined.has_stuck_cell) = 1
    or count(stuck.open_stratum_id) > 0 as is_dissolved
from joined
left join stuck
    on
        joined.county_id = stuck.county_id
        and joined.exam_id = stuck.exam_id
        and joined.subject = stuck.subject
        and joined.open_stratum_id = stuck.open_stratum_id
where joined.group_id is not null
group by joined.county_id, joined.exam_id, joined.subject, joined.group_id
