-- grain: one row per monitored year, grade, subject and school year of the list
select form.*
from {{ source('raw', 'monitoring_result') }} as form
inner join {{ ref('stg_submission') }} as submission
    on
        form._file = submission._file
        and form.county_id = submission.county_id
        and form.sender_id = submission.sender_id
        and cast(form.school_year as string) = submission.period
where
    submission.form = 'monitoring_result'
    and submission.is_effective
