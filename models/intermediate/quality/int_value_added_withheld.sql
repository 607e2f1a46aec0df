-- grain: one row per county, exam, subject, model, method and school
-- effects add up to nothing, so that a withheld one hides behind another
{% set run = 'county_id, exam_id, subject, model_id, method' %}
with reported as (
    select * from {{ ref('int_value_added_reported') }}
    where school_id <> ''
),

withheld as (
    select * from {{ ref('int_quality_withheld') }}
    where entity_type = 'school'
),

rules as (
    select * from {{ ref('suppression_class') }}
    where suppression_class = 'pupil_result'
),

sized as (
    select
        reported.county_id,
        reported.exam_id,
        reported.subject,
        reported.model_id,
        reported.method,
        reported.school_id,
        reported.matched_count,
        reported.reason,
        rule.minimum_count,
        coalesce(withheld.is_releasable, false) and reported.is_prior_releasable
            as is_releasable,
        case
            when
                coalesce(withheld.is_suppressed, true)
                or reported.matched_count < rule.minimum_count
                then 1
            else 0
        end as is_small
    from reported
    cross join rules as rule
    left join withheld
        on
            reported.county_id = withheld.county_id
            and reported.exam_id = withheld.exam_id
            and reported.subject = withheld.subject
            and reported.school_id = withheld.entity_id
),

decided as (
    select
        *,
        {{ is_withheld_within(
            run, 'matched_count', 'school_id', {'matched_count': 'minimum_count'}
        ) }} as is_withheld
    from sized
)

select
    county_id,
    exam_id,
    subject,
    model_id,
    method,
    school_id,
    is_releasable,
    is_withheld or not is_releasable or reason is not null as is_suppressed
from decided
