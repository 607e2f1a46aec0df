-- grain: one row per exam, subject and school of takers
-- within a cell of schools that stand alike in every published sum, the smallest are
-- withheld too until what is withheld hides itself
{% set cell = 'county_id, exam_id, subject, open_stratum_id, group_ids' %}
{% set in_order -%}
    partition by {{ cell }}
    order by is_small desc, pupil_count asc, coalesce(school_id, '') asc
    rows between unbounded preceding and current row
{%- endset %}
with schools as (select * from {{ ref('int_quality_school_celled') }}),

members as (select * from {{ ref('int_group_member_placed') }}),

dissolved as (
    select * from {{ ref('int_quality_group_dissolved') }}
    where is_dissolved
),

celled as (
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
),

decided as (
    select
        *,
        is_small = 1
        or (
            max(is_small) over (partition by {{ cell }}) = 1
            and (
                count(*) over ({{ in_order }}) <= 2
                or sum(pupil_count) over ({{ in_order }}) - pupil_count < minimum_count
            )
        ) as is_withheld
    from celled
)

select
    county_id,
    exam_id,
    subject,
    school_id,
    school_year,
    open_stratum_id,
    group_ids,
    pupil_count,
    minimum_count,
    is_school_releasable,
    is_withheld,
    count(case when is_withheld then 1 end) over (partition by {{ cell }})
        as withheld_in_cell_count
from decided
