-- grain: one row per teacher, training and school year of the register
select form.*
from {{ source('raw', 'teacher_training') }} as form
inner join {{ ref('stg_submission') }} as submission
    on
        form._file = submission._file
        and form.county_id = submission.county_id
        and form.sender_id = submission.sender_id
        and cast(form.school_year as string) = submission.period
where
    submission.form = 'teacher_training'
    and submission.is_effective
