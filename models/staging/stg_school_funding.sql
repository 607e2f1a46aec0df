-- grain: one row per school, item of money and finance year
select form.*
from {{ source('raw', 'school_funding') }} as form
inner join {{ ref('stg_submission') }} as submission
    on
        form._file = submission._file
        and form.county_id = submission.county_id
        and form.sender_id = submission.sender_id
        and cast(form.finance_year as string) = submission.period
where
    submission.form = 'school_funding'
    and submission.is_effective
