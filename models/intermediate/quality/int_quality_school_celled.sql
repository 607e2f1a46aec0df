-- grain: one row per exam, subject and school of takers
-- a cell: the schools of one stratum and the same groups, alike in every published sum.
-- A cell is stuck when something in it is withheld and all of it could not hide that
{% set cell = 'county_id, exam_id, subject, open_stratum_id, group_ids' %}
with places as (select * from {{ ref('int_quality_school_placed') }}),

strata as (select * from {{ ref('int_quality_stratum_withheld') }}),

members as (select * from {{ ref('int_group_member_placed') }}),

rules as (
    select * from {{ ref('suppression_class') }}
    where suppression_class = 'pupil_result'
),

grouped as (
    select
        county_id,
        school_id,
        school_year,
        {{ joined_text('group_id', '|', 'group_id') }} as group_ids
    from members
    group by county_id, school_id, school_year
),

celled as (
    select
        place.*,
        -- no sum of a withheld stratum is published: its schools stand with those whose
        -- place is unknown
        case when stratum.is_withheld then '' else coalesce(place.stratum_id, '') end
            as open_stratum_id,
        coalesce(grouped.group_ids, '') as group_ids,
        rule.minimum_count,
        case
            when
                not place.is_school_releasable
                or place.pupil_count < rule.minimum_count
                then 1
            else 0
        end as is_small
    from places as place
    cross join rules as rule
    left join strata as stratum
        on
            place.county_id = stratum.county_id
            and place.exam_id = stratum.exam_id
            and place.subject = stratum.subject
            and place.stratum_id = stratum.stratum_id
    left join grouped
        on
            place.county_id = grouped.county_id
            and place.school_id = grouped.school_id
            and place.school_year = grouped.school_year
)

select
    county_id,
    exam_id,
    subject,
    school_id,
    school_year,
    open_stratum_id,
    pupil_count,
    minimum_count,
    is_school_releasable,
    is_small,
    max(is_small) over (partition by {{ cell }}) = 1
    and (
        count(*) over (partition by {{ cell }}) < 2
        or sum(pupil_count) over (partition by {{ cell }}) < minimum_count
    ) as is_stuck
from celled
