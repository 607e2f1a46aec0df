-- grain: one row per exam and subject, from the submission in force
select form.*
from {{ source('raw', 'exam') }} as form
inner join {{ ref('stg_submission') }} as submission
    on
        form._file = submission._file
        and form.county_id = submission.county_id
        and form.sender_id = submission.sender_id
        and form.exam_id = submission.period
where
    submission.form = 'exam'
    and submission.is_effective
