-- grain: one row per county and school year: rosters of schools with a compulsory stage
-- that did not come, and rows of rosters that went back
with scoped as (
    select * from {{ ref('int_school_scoped') }}
    where scope_id = 'G9' and is_in_scope
),

received as (
    select * from {{ ref('stg_submission') }}
    where is_effective and form = 'teacher_roster'
)

select
    scoped.county_id,
    scoped.school_year,
    count(*) - count(received.sender_id) as missing_count,
    coalesce(sum(received.rows_rejected), 0) as rejected_count
from scoped
left join received
    on
        scoped.county_id = received.county_id
        and scoped.school_id = received.sender_id
        and cast(scoped.school_year as string) = received.period
group by scoped.county_id, scoped.school_year
