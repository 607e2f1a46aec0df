-- grain: one row per teacher, certificate and school year of the register
select form.*
from {{ source('raw', 'teacher_certificate') }} as form
inner join {{ ref('stg_submission') }} as submission
    on
        form._file = submission._file
        and form.county_id = submission.county_id
        and form.sender_id = submission.sender_id
        and cast(form.school_year as string) = submission.period
where
    submission.form = 'teacher_certificate'
    and submission.is_effective
