-- grain: one row per item, school, document and school year
select form.*
from {{ source('raw', 'evidence') }} as form
inner join {{ ref('stg_submission') }} as submission
    on
        form._file = submission._file
        and form.county_id = submission.county_id
        and form.sender_id = submission.sender_id
        and cast(form.school_year as string) = submission.period
where
    submission.form = 'evidence'
    and submission.is_effective
