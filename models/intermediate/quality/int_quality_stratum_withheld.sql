-- grain: one row per exam, subject and stratum of takers; one more without a stratum
-- for those whose place is unknown, so that the rows make up the county
{% set paper = 'county_id, exam_id, subject' %}
with places as (select * from {{ ref('int_quality_school_placed') }}),

rules as (
    select * from {{ ref('suppression_class') }}
    where suppression_class = 'pupil_result'
),

strata as (
    select
        county_id,
        exam_id,
        subject,
        stratum_id,
        is_school_releasable,
        cast(sum(pupil_count) as bigint) as pupil_count,
        count(case when pupil_count > 0 then school_id end) as school_count
    from places
    group by county_id, exam_id, subject, stratum_id, is_school_releasable
),

judged as (
    select
        strata.*,
        rule.minimum_count,
        -- a stratum of one school is that school
        case
            when strata.is_school_releasable then 0 else rule.minimum_school_count
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
            else 0
        end as is_small,
        sum(pupil_count) over (partition by {{ paper }}) as county_pupil_count,
        sum(school_count) over (partition by {{ paper }}) as county_school_count
    from judged
)

select
    county_id,
    exam_id,
    subject,
    stratum_id,
    school_count,
    school_count >= minimum_school_count as is_releasable,
    county_school_count >= minimum_school_count as is_county_releasable,
    county_pupil_count < minimum_count
    or county_school_count < minimum_school_count as is_county_withheld,
    {{ is_withheld_within(
        paper, 'pupil_count', "coalesce(stratum_id, '')",
        {'pupil_count': 'minimum_count', 'school_count': 'minimum_school_count'}
    ) }} as is_withheld
from sized
