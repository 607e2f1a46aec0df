-- grain: one row per school or campus and school year, from the submission in force
select form.*
from {{ source('raw', 'education_statistics_primary') }} as form
inner join {{ ref('stg_submission') }} as submission
    on
        form._file = submission._file
        and form.county_id = submission.county_id
        and form.sender_id = submission.sender_id
        and cast(form.school_year as string) = submission.period
where
    submission.form = 'education_statistics_primary'
    and submission.is_effective
