-- grain: one row per school, compulsory stage and school year: whether all of its
-- classes are known
-- a roster of which a row went back may lack a class; special schools go by no grades
with stages as (
    select * from {{ ref('int_school_stage_listed') }}
    where is_judged and not is_special
),

submissions as (
    select * from {{ ref('stg_submission') }}
    where form = 'class_roster' and is_effective
),

ended_schools as (select * from {{ ref('int_school_ended') }})

select
    stages.county_id,
    stages.school_year,
    stages.school_id,
    stages.stage,
    coalesce(submission.rows_rejected = 0, false) as is_known
from stages
left join submissions as submission
    on
        stages.county_id = submission.county_id
        and stages.school_id = submission.sender_id
        and cast(stages.school_year as string) = submission.period
left join ended_schools as ended
    on
        stages.county_id = ended.county_id
        and stages.school_id = ended.school_id
        and ended.ended_month <= {{ first_day_of('stages.school_year') }}
-- a list may still name a school that had ended
where submission.form is not null or ended.school_id is null
