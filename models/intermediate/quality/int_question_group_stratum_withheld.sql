-- grain: one row per exam, subject, question group and stratum with scores; one more
-- without a stratum for schools whose place is unknown, so that they make up the county
{% set whole = 'county_id, exam_id, subject, question_group' %}
with schools as (
    select * from {{ ref('int_question_group_school') }}
    where reason is null
),

rules as (
    select * from {{ ref('suppression_class') }}
    where suppression_class = 'pupil_result'
),

strata as (
    select
        {{ whole }},
        stratum_id,
        is_school_level_releasable,
        cast(sum(pupil_count) as bigint) as pupil_count,
        count(*) as school_count,
        max(case when is_stratum_score_withheld then 1 else 0 end) as is_score_withheld
    from schools
    group by {{ whole }}, stratum_id, is_school_level_releasable
),

judged as (
    select
        strata.*,
        rule.minimum_count,
        -- a stratum of one school is that school
        case
            when strata.is_school_level_releasable then 0
            else rule.minimum_school_count
        end as minimum_school_count
    from strata
    cross join rules as rule
),

sized as (
    select
        *,
        case
            when pupil_count < minimum_count or school_count < minimum_school_count
                then 1
            else is_score_withheld
        end as is_small,
        sum(pupil_count) over (partition by {{ whole }}) < minimum_count
        or sum(school_count) over (partition by {{ whole }}) < minimum_school_count
            as is_county_withheld
    from judged
)

select
    {{ whole }},
    stratum_id,
    is_county_withheld,
    {{ is_withheld_within(
        whole, 'pupil_count', "coalesce(stratum_id, '')",
        {'pupil_count': 'minimum_count', 'school_count': 'minimum_school_count'}
    ) }} as is_withheld
from sized
