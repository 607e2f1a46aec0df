-- grain: one row per exam, subject and group with takers
-- a sum with some of a cell's withheld schools would tell them from the others
with schools as (select * from {{ ref('int_quality_school_withheld') }}),

members as (select * from {{ ref('int_group_member_placed') }}),

cells as (
    select
        school.county_id,
        school.exam_id,
        school.subject,
        member.group_id,
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
)

select
    county_id,
    exam_id,
    subject,
    group_id,
    max(is_telling) or sum(pupil_count) < max(minimum_count) as is_withheld
from cells
group by county_id, exam_id, subject, group_id
