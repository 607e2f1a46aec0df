-- grain: one row per exam, subject and school of takers
-- within a cell of schools that stand alike in every published sum, the smallest are
-- withheld too until what is withheld hides itself
{% set cell = 'county_id, exam_id, subject, open_stratum_id, group_ids' %}
with schools as (select * from {{ ref('int_quality_school_grouped') }}),

decided as (
    select
        *,
        {{ is_withheld_within(
            cell, 'pupil_count', "coalesce(school_id, '')",
            {'pupil_count': 'minimum_count'}
        ) }} as is_withheld
    from schools
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
