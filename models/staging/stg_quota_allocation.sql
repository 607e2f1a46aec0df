-- grain: one row per good senior school, kind of places, junior school and school year
select form.*
from {{ source('raw', 'quota_allocation') }} as form
inner join {{ ref('stg_submission') }} as submission
    on
        form._file = submission._file
        and form.county_id = submission.county_id
        and form.sender_id = submission.sender_id
        and cast(form.school_year as string) = submission.period
where
    submission.form = 'quota_allocation'
    and submission.is_effective
